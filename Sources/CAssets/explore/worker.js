"use strict";
// A module of the model in a thread of its own: it does what the page asks, one task after another, and answers each.
let model;

const results = (count) => new Float64Array(model.memory.buffer, model.results(), count).slice();

// Memory that has grown is another buffer, so it is asked for anew.
const give = (values) => {
  const place = model.input(values.length);
  new Float64Array(model.memory.buffer, place, values.length).set(values);
};

const tasks = {
  async start({ module }) {
    model = (await WebAssembly.instantiate(module, {})).exports;
  },

  build({ plan }) {
    model.begin(plan.seats, plan.span, plan.market ?? NaN, plan.weeks, plan.warmUp);
    for (const mechanism of plan.knockedOut) model.knockOut(mechanism);
    for (const [parameter, ...values] of plan.parameters) for (const value of values) model.setParameter(parameter, value);
    for (const parameter of plan.varied) model.setVaried(parameter);
    for (const member of plan.members) for (const value of member) model.setMember(value);
    for (const [thread, week, value] of plan.threads) model.setThread(thread, week, value);
    for (const [regime, lever, week, value] of plan.levers) model.setLever(regime, lever, week, value);
    const refused = model.build(false);
    if (refused) throw new Error(`the model refuses ${refused} of these settings`);
  },

  // Of some regimes in a trial, regime after regime: metrics, then readings by period.
  run({ seed, trial, member, first, count, step }) {
    if (member !== null && model.become(member)) throw new Error(`the model refuses firm ${member}`);
    const found = model.run(seed, trial, first, count, step);
    if (found < 0) throw new Error(`trial ${trial} breaks an invariant of the model: a defect`);
    return results(found);
  },

  search({ place, target, salary, floor }) {
    model.search(place, target, salary, floor);
    return results(1)[0];
  },

  tried({ place, costs, keepsPilots }) {
    give(costs);
    const [salary, rounded, cost, end, isNear] = results(model.tried(place, keepsPilots));
    return { salary, rounded, cost, end, isNear: isNear === 1 };
  },

  collect({ regimes, target }) { model.collect(regimes, target ?? NaN); },

  // Trials and pairs that are new, and what all of the first ones say.
  summarise({ newTrials, newPairs, trials, pairs, metric, level }) {
    for (const values of newTrials) { give(values); model.takeTrial(); }
    for (const values of newPairs) { give(values); model.takePair(); }
    const count = model.summarise(trials, pairs, metric, level);
    if (count < 0) throw new Error("a value is too large to be added up");
    return results(count);
  },

  leaning({ trials, pairs, metric, first, second, sign, columns }) {
    const count = model.differences(trials, pairs, metric, first, second);
    if (count < 0) throw new Error("a value is too large to be added up");
    const values = results(count).map((value) => sign * value), known = [...values.keys()].filter((trial) => Number.isFinite(values[trial]));
    const parameters = columns.map((column) => {
      give([...known.map((trial) => column[trial]), ...known.map((trial) => values[trial])]);
      return [...results(model.goesWith())];
    });
    return { values: [...values], parameters };
  },

  paths({ trials, pairs, reading, level }) {
    const count = model.paths(trials, pairs, reading, level);
    if (count < 0) throw new Error("a reading is too large to be added up");
    return results(count);
  },
};

onmessage = async ({ data }) => {
  try {
    postMessage({ id: data.id, result: await tasks[data.task](data) });
  } catch (error) {
    postMessage({ id: data.id, error: String(error.message ?? error) });
  }
};
