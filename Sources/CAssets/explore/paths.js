// Readings over time, a line a regime with its band, drawn as wide as there is room.

const svg = (name, attributes, ...children) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

class Paths {
  constructor(data, place) {
    Object.assign(this, { data, place });
    new ResizeObserver(() => this.draw()).observe(place);
  }

  // - paths: of each regime [mean, low, high] by period; null where the metric is none that is read week by week.
  // - isPooled: whether a band is the mean of weeks' bands.
  show(paths, card, isPooled = false) {
    [this.paths, this.card, this.isPooled] = [paths, card, isPooled];
    this.draw();
  }

  draw() {
    const width = this.place.clientWidth;
    if (!this.paths || !width) return this.place.replaceChildren();
    const { step, model } = this.data, first = Math.floor(model.warmUp / step);
    const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const height = Math.max(12 * size, Math.min(0.45 * width, 24 * size)), left = 4 * size, bottom = 2.2 * size, top = 0.6 * size;
    const shown = this.paths.map((path) => path.slice(first));
    const values = shown.flat(2).filter(Number.isFinite);
    if (!values.length) return this.place.replaceChildren();
    const [least, most] = [Math.min(...values), Math.max(...values)], room = 0.05 * (most - least || 1);
    const [from, to] = [least - room, most + room], count = shown[0].length;
    const x = (place) => left + (count > 1 ? place / (count - 1) : 0.5) * (width - left - size);
    const y = (value) => top + (to - value) / (to - from) * (height - top - bottom);
    const drawing = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
    for (const tick of this.ticks(from, to)) {
      drawing.append(svg("line", { x1: left, x2: width - size, y1: y(tick), y2: y(tick), stroke: "var(--grid)" }),
        svg("text", { x: left - 0.4 * size, y: y(tick) + 0.3 * size, "text-anchor": "end" }, short(tick)));
    }
    const every = Math.ceil(count / Math.max(2, Math.floor((width - left) / (4.5 * size))));
    for (let place = 0; place < count; place += every) {
      drawing.append(svg("text", { x: x(place), y: height - 1.1 * size, "text-anchor": "middle" }, String((first + place) * step)));
    }
    drawing.append(svg("text", { x: (left + width) / 2, y: height - 0.1 * size, "text-anchor": "middle" }, "from week"));
    shown.forEach((path, regime) => {
      const colour = `var(--series-${regime % Number(document.documentElement.dataset.colours)})`;
      const known = path.map(([mean, low, high], place) => ({ mean, low, high, place })).filter((one) => Number.isFinite(one.mean));
      const banded = known.filter((one) => Number.isFinite(one.low));
      const points = (list, key) => list.map((one) => `${x(one.place).toFixed(1)},${y(one[key]).toFixed(1)}`);
      if (banded.length) {
        drawing.append(svg("polygon", { fill: colour, opacity: 0.22,
          points: [...points(banded, "low"), ...points(banded, "high").reverse()].join(" ") }));
      }
      drawing.append(svg("polyline", { fill: "none", stroke: colour, "stroke-width": 2, points: points(known, "mean").join(" ") }));
    });
    const legend = element("p", { class: "legends" }, ...this.data.regimes.map((regime, place) => element("span", {},
      element("span", { class: "swatch", style: `--colour: var(--series-${place % Number(document.documentElement.dataset.colours)})` }),
      regime.name)));
    const unit = this.card.unit === "1" ? "" : `, ${this.card.unit}`;
    this.place.replaceChildren(element("figure", {}, element("h3", {}, `${this.card.title} over time`),
      element("div", { class: "path", role: "img", "aria-label": this.told(shown) }, drawing), legend,
      element("figcaption", {}, `Means of periods of ${step} weeks${unit}, with ${percent(this.data.level)} bands, at equal cost `
        + "where the scenario has a budget." + (this.isPooled ? " Bands are the mean of those of single weeks, which are wider." : ""))));
  }

  // Where each begins and ends, for those who do not see it.
  told(shown) {
    const ends = shown.map((path, place) => {
      const known = path.map(([mean]) => mean).filter(Number.isFinite);
      return `${this.data.regimes[place].name} ${known.length ? `from ${short(known[0])} to ${short(known.at(-1))}` : "without a value"}`;
    });
    return `${this.card.title} over time: ${ends.join("; ")}`;
  }

  ticks(from, to) {
    const raw = (to - from) / 4, power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= raw);
    const ticks = [];
    for (let tick = Math.ceil(from / step); tick * step <= to; tick++) ticks.push(Number((tick * step).toPrecision(12)));
    return ticks;
  }
}
