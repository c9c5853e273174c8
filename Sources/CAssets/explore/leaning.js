// What the answer leans on: in how many plausible firms it turns round, and by which parameters those firms differ.

class Leaning {
  static most = 5;

  // - ask: called once the reader wants to know.
  constructor(data, place, ask) {
    Object.assign(this, { data, ask });
    this.content = element("div", {}, element("p", {}, ""));
    this.part = element("details", { id: "leaning", hidden: !data.model.members.length }, element("summary", {},
      element("h3", {}, "What the answer leans on")), this.content);
    this.part.addEventListener("toggle", () => { if (this.part.open) ask(); });
    place.replaceChildren(this.part);
  }

  get isWanted() { return this.part.open; }

  say(text) { this.content.replaceChildren(element("p", {}, text)); }

  // - pair: told from the side of the regime that is ahead.
  // - values: of each firm the difference of the pair.
  // - parameters: of each what it has to do with it, in the order of the page's list.
  show(pair, values, parameters) {
    const known = values.filter(Number.isFinite), turned = known.filter((value) => value < 0).length;
    const all = parameters.map(([correlation, bound, holds, turns], place) => ({
      name: this.data.firms[place], correlation, holds, turns, isClear: Math.abs(correlation) > bound }))
      .sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation));
    const clear = all.filter((one) => one.isClear), shown = (clear.length ? clear : all).slice(0, Leaning.most);
    const words = turned
      ? `In ${turned} of ${count(known.length, "plausible firm")} the answer turns round: there ${pair.second} is ahead of ${pair.first}.`
      : `In none of ${count(known.length, "plausible firm")} does the answer turn round: ${pair.first} is ahead of ${pair.second} in all.`;
    const luck = " Each firm has met one set of random draws, so some of that is luck.";
    const told = clear.length
      ? ` The difference goes with ${clear.length === 1 ? "one parameter" : `${clear.length} parameters`} of ${all.length} `
        + "by more than chance explains" + (clear.length > shown.length ? `; the ${shown.length} that it goes with most:` : ":")
      : ` Of ${count(all.length, "parameter")} none goes with the difference by more than chance explains; the nearest:`;
    this.content.replaceChildren(element("p", {}, words + luck + told), this.table(shown, turned));
  }

  table(rows, turned) {
    const heads = ["Parameter", "Mean where it holds", ...(turned ? ["Mean where it turns"] : []), "Rank correlation"];
    const cell = (value) => element("data", { value: String(value) }, Number.isFinite(value) ? short(value) : "–");
    return scrollTable("Parameters that the answer goes with", heads, rows.map((row) =>
      tableRow(heads, row.name, [row.holds, ...(turned ? [row.turns] : []), row.correlation].map(cell))));
  }
}
