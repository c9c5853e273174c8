// What the program itself found, which the page opens with: nothing has to run for it.

class Found {
  // - data: its `results` hold the tables of a run; null where the page was made of a scenario alone.
  constructor(data) { Object.assign(this, { data, results: data.results }); }

  // Whether it answers these settings and this reading.
  answers(settings) { return !!this.results && settings.isOwn && settings.metric in this.results.levels; }

  // The same as an ensemble tells.
  told(settings) {
    const { levels, differences, paths, contrasts, trials, salaries } = this.results, { metric } = settings;
    const names = this.data.regimes.map((regime) => regime.name);
    const known = (value) => value ?? NaN;
    const rows = levels[metric].map((cells, place) => {
      const [n, mean, low, high] = cells.map(known);
      return { regime: names[place], n, mean, low, high };
    });
    const pairs = names.flatMap((first, place) => names.slice(place + 1).map((second) => ({ first, second })));
    const compared = pairs.map((pair, place) => {
      const [n, mean, low, high, wins, winsLow, winsHigh] = differences[metric][place].map(known);
      return { ...pair, n, mean, low, high, wins, winsLow, winsHigh };
    });
    return {
      stage: "trials", isLast: true, isFound: true, isWhole: true, trials, salaries, rows, differences: compared,
      paths: paths?.[metric]?.map((path) => path.map((row) => row.map(known))) ?? null, contrast: contrasts?.[metric] ?? null };
  }
}
