// What two regimes do differently, and which lever makes how much of the difference where the scenario's run has worked it out.

class Contrasts {
  // - tables: draws those of the page.
  constructor(data, tables, place) {
    Object.assign(this, { data, tables, place, shares: element("div"), levers: element("div", { class: "differing" }) });
    this.title = element("summary", {}, element("h3", {}, ""));
    this.part = element("details", { id: "differing", hidden: true }, this.title, this.levers);
    place.replaceChildren(this.shares, this.part);
  }

  clear() {
    this.part.hidden = true;
    this.shares.replaceChildren();
  }

  show(result, settings) {
    const pair = Words.leading(result);
    this.part.hidden = !pair;
    if (pair) this.differing(pair, settings, result.salaries);
    const { contrast } = result;
    this.shares.replaceChildren(...(contrast ? [this.table(contrast, settings.metric), element("p", { class: "facts" },
      "A lever's share is what its move adds, as a mean over the orders in which levers may move; shares add up to the "
      + "difference. Found by the program for the scenario's own settings.")] : []));
  }

  table({ from, to, rows }, metric) {
    const card = this.tables.words.metric(metric);
    const text = (value) => this.value(null, value);
    const told = rows.filter((row) => Number.isFinite(row.mean)).map((row) => ({
      name: row.lever.replaceAll("_", " "), band: row, colour: this.tables.colour(to),
      cells: [text(row.before), text(row.after), number(row.mean, row), ends(row)] }));
    return this.tables.table(`Which lever makes the difference: ${to} less ${from} in ${card.title.toLowerCase()}`,
      ["Lever", from, to, "Share", "Interval", "Band"], told, true);
  }

  differing({ first, second }, settings, salaries) {
    this.title.firstChild.textContent = `What ${first} and ${second} do differently`;
    const sides = [first, second].map((name) => {
      const place = this.data.regimes.findIndex((one) => one.name === name), regime = this.data.regimes[place];
      const paths = new Map(settings.levers(regime).map(({ card, path }) => [card.name, path]));
      if (salaries) paths.set(this.data.levers.find((card) => card.isSalary).name, [[0, salaries[place]]]);
      return paths;
    });
    const rows = this.data.levers.map((card) => [card, ...sides.map((paths) => this.path(card, paths.get(card.name)))])
      .filter(([, a, b]) => a !== b);
    this.levers.replaceChildren(element("dl", {}, ...rows.flatMap(([card, a, b]) => [
      element("dt", {}, card.name.replaceAll("_", " ") + (salaries && card.isSalary ? ", solved for equal cost" : "")),
      element("dd", {}, `${first}: ${a}; ${second}: ${b}`)])));
  }

  path(card, path) {
    if (!path) return this.value(card, card.neutral);
    const values = path.map(([week, value]) => [week, this.value(card, value)]);
    return values.length === 1 ? values[0][1] : values.map(([week, value]) => `${value} in week ${week}`).join(", ");
  }

  value(card, value) { return card?.choices ? card.choices[value] : typeof value === "number" ? short(value) : String(value); }
}
