// What a reader has moved: a value by name, `REGIME.LEVER.POINT` or `.TREND.POINT`, where a point is a place on the path over
// time, 0 for what is constant. The address's fragment is the same list, with seed and metric.

class Settings {
  constructor(data) {
    this.data = data;
    this.moved = new Map();
    this.seed = data.seed;
    this.metric = data.metric;
  }

  // As they are now.
  copy() { return Object.assign(Object.create(Settings.prototype), this, { moved: new Map(this.moved) }); }

  // Whether all is as the scenario has it, whatever the reading.
  get isOwn() { return !this.moved.size && this.seed === this.data.seed; }

  static key(regime, name, point) { return `${regime}.${name}.${point}`; }

  // The path of a lever or trend as it is now: [week, value] by point; null where a regime leaves it out.
  path(regime, card, points) {
    const given = points ?? (this.moved.has(Settings.key(regime, card.name, 0)) ? [[0, card.neutral]] : null);
    return given && given.map(([week, value], place) => [week, this.moved.get(Settings.key(regime, card.name, place)) ?? value]);
  }

  levers(regime) {
    return this.data.levers.map((card) => ({ card, path: this.path(regime.name, card, regime.levers[card.name]) }))
      .filter(({ path }) => path);
  }

  trends() {
    return this.data.trends.map((card) => ({ card, path: this.path("", card, card.points ?? [[0, card.neutral]]) }));
  }

  // - initial: the value that the scenario has there.
  set(regime, name, point, value, initial) {
    const key = Settings.key(regime, name, point);
    if (value === initial) this.moved.delete(key);
    else this.moved.set(key, value);
  }

  get fragment() {
    const parts = [...this.moved].map(([key, value]) => `${encodeURIComponent(key)}=${value}`);
    if (this.seed !== this.data.seed) parts.push(`seed=${this.seed}`);
    if (this.metric !== this.data.metric) parts.push(`metric=${this.metric}`);
    return parts.join("&");
  }

  // What cannot be is left out: an address may come from anywhere.
  read(fragment) {
    this.moved = new Map();
    [this.seed, this.metric] = [this.data.seed, this.data.metric];
    for (const part of fragment.split("&").filter(Boolean)) {
      const at = part.indexOf("=");
      let key;
      try { key = decodeURIComponent(part.slice(0, at)); } catch { continue; }
      const text = part.slice(at + 1), value = Number(text);
      if (key === "metric" && this.data.metrics.some((one) => one.name === text)) this.metric = text;
      else if (key === "seed" && Number.isInteger(value) && value >= 0 && value < 2 ** 32) this.seed = value;
      else this.take(key, text === "" ? NaN : value);
    }
  }

  take(key, value) {
    const parts = key.split(".");
    if (parts.length < 3) return;
    const point = Number(parts.pop()), name = parts.pop(), regime = parts.join(".");
    const own = this.data.regimes.find((one) => one.name === regime);
    const card = regime === "" ? this.data.trends.find((one) => one.name === name)
      : own && this.data.levers.find((one) => one.name === name && !one.isSolved);
    if (!card) return;
    const points = (regime === "" ? card.points : own.levers[name]) ?? [[0, card.neutral]];
    const isWhole = card.choices || card.whole;
    if (!Number.isInteger(point) || !points[point] || !(value >= card.least && value <= card.most)) return;
    if (isWhole && !Number.isInteger(value)) return;
    this.moved.set(key, value);
  }

  // The model in plain numbers, as the module takes it.
  // - salaries: lists of constant base salaries; each makes a regime of every one of the page's. null for their own.
  plan(salaries) {
    const data = this.data, levers = data.reference.map(([lever, week, value]) => [-1, lever, week, value]);
    const salary = data.levers.findIndex((card) => card.isSalary);
    let place = 0;
    for (const [regime, paid] of salaries ?? data.regimes.map((_, index) => [index, null])) {
      for (const { card, path } of this.levers(data.regimes[regime])) {
        if (paid !== null && card.isSalary) continue;
        for (const [week, value] of path) levers.push([place, data.levers.indexOf(card), week, value]);
      }
      if (paid !== null) levers.push([place, salary, 0, paid]);
      place += 1;
    }
    const threads = this.trends().flatMap(({ card, path }, thread) => path.map(([week, value]) => [thread, week, value]));
    return { ...data.model, levers, threads };
  }
}
