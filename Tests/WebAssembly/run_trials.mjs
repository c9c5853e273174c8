// Runs trials in a module of the model: node run_trials.mjs MODULE <PLANS >TRIALS
//
// PLANS is a JSON list of models in plain numbers, as check_trials.py makes them. Prints a line of JSON a plan: the bits of
// all numbers trial by trial, of sellers' years, those of the tables over trials, the milliseconds that model and trials took, and the memory.
import { readFileSync } from "node:fs";

const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]));
const model = instance.exports;

// The numbers of the last call. Memory that has grown is another buffer, so it is asked for anew.
function bits(count) {
  const words = new BigUint64Array(model.memory.buffer, model.results(), count);
  return Array.from(words, (word) => word.toString(16));
}

for (const plan of JSON.parse(readFileSync(0, "utf8"))) {
  const started = performance.now();
  model.begin(plan.sellers, plan.span, NaN, plan.weeks, plan.warm_up);
  for (const mechanism of plan.knocked_out) model.knockOut(mechanism);
  for (const [parameter, value] of plan.parameters) model.setParameter(parameter, value);
  for (const [thread, week, value] of plan.threads) model.setThread(thread, week, value);
  for (const [regime, lever, week, value] of plan.levers) model.setLever(regime, lever, week, value);
  const refused = model.build(plan.check);
  if (refused > 0) throw new Error(`${plan.name}: ${refused} settings are refused`);
  const built = performance.now();
  const trials = [], regimes = 1 + Math.max(...plan.levers.map(([regime]) => regime));
  model.collect(regimes, NaN);
  for (let trial = 0; trial < plan.trials; trial++) {
    const count = model.run(plan.seed, trial, 0, regimes, plan.weekly ? 1 : 0);
    if (count < 0) throw new Error(`${plan.name}: trial ${trial} breaks an invariant`);
    trials.push(bits(count));
    const values = new Float64Array(model.memory.buffer, model.results(), count).slice();
    const place = model.input(count);
    new Float64Array(model.memory.buffer, place, count).set(values);
    model.takeTrial();
  }
  const ms = { model: built - started, trials: performance.now() - built };
  const tables = bits(model.summarise(plan.trials, 0, -1, 0.95));
  const sellers = [];
  for (let trial = 0; trial < plan.trials; trial++) sellers.push(bits(model.sellers(plan.seed, trial, regimes)));
  console.log(JSON.stringify({ trials, tables, sellers, ms, bytes: model.memory.buffer.byteLength }));
}
