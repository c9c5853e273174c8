// A paired ensemble under the settings of the moment, as the program runs it: salaries from pilots, pairs at two salaries for
// the correction to equal cost, then trials, as many as the scenario has.

class Impossible extends Error {}

// Pairs behind the first results: a rougher slope, which their intervals say.
const firstPairs = 4;

class Ensemble {
  // - settings: as they are now; they must not change under the run.
  // - tell: called with what there is to show.
  constructor(data, settings, pool, sums, tell) {
    Object.assign(this, { data, settings, pool, sums, tell });
    this.isWanted = true;
    this.trials = [];
    this.pairs = [];
    this.given = { trials: 0, pairs: 0 };
    this.salaries = null;
  }

  drop() { this.isWanted = false; }

  check() { if (!this.isWanted) throw new Dropped(); }

  member(trial) {
    const count = this.data.model.members.length;
    return count ? (trial & 0x3fffffff) % count : null;
  }

  // - step: weeks of a period of the readings; 0 for metrics alone.
  one(plan, trial, first, count, step) {
    return this.pool.run(plan, { seed: this.settings.seed, trial, member: this.member(trial), first, count, step },
      () => this.isWanted);
  }

  async run() {
    const { data } = this, regimes = data.regimes.length;
    await this.sums.ask("collect", { regimes, target: data.budget?.target ?? null });
    this.check();
    if (data.budget) this.salaries = await this.solved();
    this.check();
    const all = data.budget ? this.salaries.map((salary, place) => [place, salary]) : null;
    const ends = data.budget ? this.salaries.flatMap((salary, place) => [
      [place, Math.max(0, salary - data.budget.distance)], [place, Math.min(data.budget.ceiling, salary + data.budget.distance)],
    ]) : [];
    const plan = this.settings.plan(all && [...all, ...ends]);
    await this.refined(plan, regimes);
  }

  // Base salaries: rounds of the same pilots, a step of each regime behind each.
  async solved() {
    const { budget, regimes } = this.data, metrics = this.data.metrics.length;
    const cost = this.data.metrics.findIndex((metric) => metric.name === "cost"), rounded = [];
    let left = [];
    for (const [place, regime] of regimes.entries()) {
      this.check();
      const salary = await this.sums.ask("search", { place, target: budget.target, salary: regime.salary, floor: budget.floor });
      left.push({ place, salary });
    }
    for (const [round, pilots] of budget.rounds.entries()) {
      if (!left.length) break;
      this.check();
      this.tell({ stage: "salaries", round });
      const plan = this.settings.plan(left.map(({ place, salary }) => [place, salary]));
      const found = await Promise.all(Array.from({ length: pilots }, (_, pilot) =>
        this.one(plan, budget.firstPilot + pilot, 0, left.length, 0)));
      this.check();
      const steps = [];
      for (const [index, { place }] of left.entries()) {
        this.check();
        const costs = Float64Array.from(found, (values) => values[index * metrics + cost]);
        steps.push(await this.sums.ask("tried", {
          place, costs, keepsPilots: pilots === budget.rounds[Math.max(0, round - 1)] }));
      }
      this.check();
      const beyond = steps.map((step, index) => ({ ...step, regime: regimes[left[index].place].name, paid: left[index].salary }))
        .filter((step) => step.end);
      if (beyond.length) throw Object.assign(new Impossible(), { cases: beyond });
      for (const [index, step] of steps.entries()) {
        left[index].salary = step.salary;
        rounded[left[index].place] = step.rounded;
      }
      if (round + 1 >= budget.least) left = left.filter((_, index) => !steps[index].isNear);
    }
    return rounded;
  }

  // How many pairs a study of so many trials has.
  pairsOf(trials) {
    const { budget } = this.data;
    return budget ? Math.min(budget.mostPairs, Math.max(budget.fewestPairs, Math.ceil(trials / budget.trialsPerPair))) : 0;
  }

  async refined(plan, regimes) {
    const most = this.data.trials, first = Math.min(this.data.shownFrom, most);
    const queue = [];
    const pair = (index) => this.one(plan, this.data.budget.firstPair + index, regimes, 2 * regimes, this.data.step)
      .then((values) => { this.pairs[index] = values; });
    const trial = (index) => this.one(plan, index, 0, regimes, this.data.step).then((values) => { this.trials[index] = values; });
    let pairs = 0;
    const upTo = (count) => { for (; pairs < count; pairs++) queue.push([pair, pairs]); };
    upTo(Math.min(firstPairs, this.pairsOf(first)));
    for (let index = 0; index < most; index++) {
      if (index >= first) upTo(this.pairsOf(index + 1));
      queue.push([trial, index]);
    }
    upTo(this.pairsOf(most));
    // As many under way as there are threads, so that little is wasted where the reader moves on.
    const under = new Set();
    let told = 0, asked = 0, failure = null;
    for (const [work, index] of queue) {
      const task = work(index).catch((error) => { failure ??= error; }).finally(() => under.delete(task));
      under.add(task);
      if (under.size >= this.pool.size) await Promise.race(under);
      this.check();
      if (failure) throw failure;
      const done = this.done();
      // A look for each of the first trials, then about four a second.
      if (done >= first && done > told && (performance.now() - asked > 250 || told < first)) {
        [told, asked] = [done, performance.now()];
        await this.look(done);
      }
    }
    await Promise.all(under);
    this.check();
    if (failure) throw failure;
    await this.look(most, true);
  }

  // Trials that are there without a gap, with the pairs that they ask for.
  done() {
    let trials = this.given.trials;
    while (this.trials[trials]) trials++;
    const pairs = this.donePairs(), isFirst = (count) => count <= this.data.shownFrom;
    while (trials > 0 && Math.min(isFirst(trials) ? firstPairs : Infinity, this.pairsOf(trials)) > pairs) trials--;
    return trials;
  }

  donePairs() {
    let pairs = this.given.pairs;
    while (this.pairs[pairs]) pairs++;
    return pairs;
  }

  async look(trials, isLast = false) {
    // Another reading looks at the same again, also where this has not been told yet.
    this.latest = [trials, isLast];
    const pairs = Math.min(this.pairsOf(trials), this.donePairs()), { given } = this;
    const metric = this.data.metrics.findIndex((one) => one.name === this.settings.metric);
    // Said before the answer comes: another look may be asked for meanwhile.
    this.given = { trials: Math.max(given.trials, trials), pairs: Math.max(given.pairs, pairs) };
    const newTrials = this.trials.slice(given.trials, trials), newPairs = this.pairs.slice(given.pairs, pairs);
    // The thread that adds up has them from now on.
    this.trials.fill(true, given.trials, this.given.trials);
    this.pairs.fill(true, given.pairs, this.given.pairs);
    const values = await this.sums.ask("summarise", { newTrials, newPairs, trials, pairs, metric, level: this.data.level });
    this.check();
    const { reading } = this.data.metrics[metric];
    const paths = reading === null ? null : await this.sums.ask("paths", {
      trials: Math.min(trials, this.data.pathTrials), pairs, reading, level: this.data.level });
    this.check();
    this.tell({ stage: "trials", ...Ensemble.tables(values, this.data.regimes), trials, pairs, isLast,
      isWhole: pairs === this.pairsOf(trials), salaries: this.salaries, paths: paths && Ensemble.paths(paths, this.data.regimes.length) });
  }

  // Of each of the first trials the difference of two regimes, and what each parameter of the firms has to do with it.
  // - sign: −1 where the pair is told the other way round.
  async leaning({ trials, pairs }, first, second, sign) {
    const place = (name) => this.data.regimes.findIndex((regime) => regime.name === name);
    const columns = this.data.firms.map((_, column) =>
      Array.from({ length: trials }, (_, trial) => this.data.model.members[this.member(trial)][column]));
    const found = await this.sums.ask("leaning", {
      trials, pairs, metric: this.data.metrics.findIndex((one) => one.name === this.settings.metric),
      first: place(first), second: place(second), sign, columns });
    this.check();
    return found;
  }

  // Of each regime [mean, low, high] by period.
  static paths(values, regimes) {
    const periods = values.length / 3 / regimes;
    return Array.from({ length: regimes }, (_, regime) => Array.from({ length: periods }, (_, period) =>
      [...values.subarray(3 * (regime * periods + period), 3 * (regime * periods + period) + 3)]));
  }

  static tables(values, regimes) {
    const cells = [...values], rows = [], differences = [];
    for (const regime of regimes) {
      const [n, mean, , , low, high] = cells.splice(0, 11);
      rows.push({ regime: regime.name, n, mean, low, high });
    }
    for (const [place, first] of regimes.entries()) {
      for (const second of regimes.slice(place + 1)) {
        const [n, mean, low, high, p, wins, winsLow, winsHigh] = cells.splice(0, 10);
        differences.push({ first: first.name, second: second.name, n, mean, low, high, p, wins, winsLow, winsHigh });
      }
    }
    return { rows, differences };
  }
}
