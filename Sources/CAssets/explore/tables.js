// Levels and paired differences, each with a band: where the mean is likely to be, and not only where it is.

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
};

// Numbers are shown as far as they are known, and carry all of their digits.
const number = (value, row) => element("data", { value: String(value) }, told(value, halfWidth(row)));
const share = (value) => element("data", { value: String(value) }, percent(value));
const bareShare = (value) => element("data", { value: String(value) }, (100 * value).toFixed(0));
const ends = (row) => Number.isFinite(row.low)
  ? [number(row.low, row), " to ", number(row.high, row)] : "no interval";

// A table that scrolls where it is wider than the page. On a phone each cell has its head beside it, so roles are said.
const scrollTable = (caption, heads, body) => element("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": caption },
  element("table", { role: "table" }, element("caption", {}, element("span", {}, caption)),
    element("thead", { role: "rowgroup" }, element("tr", { role: "row" },
      ...heads.map((head) => element("th", { scope: "col", role: "columnheader" }, head)))),
    element("tbody", { role: "rowgroup" }, ...body)));

// - cells: what stands in each behind the first, under its head.
const tableRow = (heads, name, cells, ...more) => element("tr", { role: "row" },
  element("th", { scope: "row", role: "rowheader", "data-head": heads[0] }, name),
  ...cells.map((cell, index) => element("td", { role: "cell", "data-head": heads[index + 1] }, ...[cell].flat())), ...more);

class Tables {
  constructor(data, words, place) { Object.assign(this, { data, words, place }); }

  show(result, metric) {
    const card = this.words.metric(metric), level = percent(this.data.level);
    const unit = card.unit === "1" ? "" : `, ${card.unit}`;
    const levels = this.table(`${card.title}${unit}: means of ${count(result.trials, "trial")} with ${level} intervals`,
      ["Regime", "Mean", "Interval", "Band"], result.rows.map((row) => ({
        name: row.regime, cells: [number(row.mean, row), ends(row)], band: row, colour: this.colour(row.regime) })),
      false);
    const differences = result.differences.map(ahead);
    const pairs = this.table(`Paired differences in ${card.title.toLowerCase()}${unit}, with ${level} intervals`,
      ["Pair", "Difference", "Interval", "Ahead in trials", "Band"], differences.map((pair) => ({
        name: `${pair.first} less ${pair.second}`, band: pair, colour: this.colour(pair.first),
        cells: Number.isFinite(pair.mean)
          ? [number(pair.mean, pair), ends(pair), [share(pair.wins), " (", bareShare(pair.winsLow), " to ", bareShare(pair.winsHigh), ")"]]
          : ["equal in every trial, or no value", "", ""] })), true);
    this.place.replaceChildren(...[levels, differences.length ? pairs : null].filter(Boolean));
  }

  colour(regime) {
    const place = this.data.regimes.findIndex((one) => one.name === regime);
    return `var(--series-${place % Number(document.documentElement.dataset.colours)})`;
  }

  // - hasZero: whether the bands' axis has to show 0.
  table(caption, heads, rows, hasZero) {
    const ends = rows.flatMap(({ band }) => [band.low, band.high, band.mean]).filter(Number.isFinite);
    if (hasZero) ends.push(0);
    const [least, most] = [Math.min(...ends), Math.max(...ends)], room = 0.04 * (most - least || 1);
    const [from, to] = [least - room, most + room], place = (value) => `${(100 * (value - from) / (to - from)).toFixed(2)}%`;
    return scrollTable(caption, heads, rows.map(({ name, cells, band, colour }) => tableRow(heads, name, cells,
      element("td", { role: "cell", class: "drawn" }, this.band(band, colour, place, hasZero)))));
  }

  band({ mean, low, high }, colour, place, hasZero) {
    const axis = element("div", { class: "axis", "aria-hidden": "true", style: `--colour: ${colour}` });
    if (hasZero) axis.append(element("span", { class: "zero", style: `left: ${place(0)}` }));
    if (Number.isFinite(low)) {
      axis.append(element("span", { class: "band", style: `left: ${place(low)}; width: calc(${place(high)} - ${place(low)})` }));
    }
    if (Number.isFinite(mean)) axis.append(element("span", { class: "mean", style: `left: ${place(mean)}` }));
    return axis;
  }
}
