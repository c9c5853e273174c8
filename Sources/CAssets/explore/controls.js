// A control for each lever that a regime sets, and for each trend: sliders for numbers, lists for choices.

class Controls {
  // - moved: called while something moves; with true once it rests.
  constructor(data, settings, place, moved) {
    Object.assign(this, { data, settings, place, moved });
  }

  // Everything anew, from the settings: what was open stays open.
  show() {
    const open = new Set([...this.place.querySelectorAll("details[open]")].map((part) => part.dataset.name));
    const trends = this.group("", "Trends of the surroundings", this.settings.trends(), open.has("") || !this.place.firstChild);
    const regimes = this.data.regimes.map((regime, place) => this.group(
      regime.name, regime.name, this.settings.levers(regime), open.has(regime.name) || (!this.place.firstChild && place < 2), regime));
    this.place.replaceChildren(...regimes, trends);
  }

  group(name, title, entries, isOpen, regime) {
    const part = element("details", { open: isOpen, "data-name": name },
      element("summary", {}, element("h3", {}, title)));
    const field = element("div", { class: "levers" });
    for (const { card, path } of entries) {
      if (card.isSolved) continue;
      for (const point of path.keys()) field.append(this.control(name, card, path, point, regime));
    }
    part.append(field);
    if (regime) part.append(this.adding(regime, entries));
    return part;
  }

  initial(regime, card, point) {
    const points = regime ? regime.levers[card.name] : card.points;
    return points ? points[point][1] : card.neutral;
  }

  control(name, card, path, point, regime) {
    const [week, value] = path[point], initial = this.initial(regime, card, point);
    const label = card.name.replaceAll("_", " ") + (path.length > 1 ? `, week ${week}` : "");
    const id = `lever-${Settings.key(name, card.name, point)}`;
    const shown = element("output", { for: id });
    const input = card.choices ? this.choice(card, value) : element("input", {
      // What the scenario has need not lie on a step: a slider would move it.
      type: "range", min: card.least, max: card.most, step: card.whole ? 1 : "any" });
    input.id = id;
    input.setAttribute("aria-describedby", `${id}-about`);
    if (!card.choices) input.value = value;
    const read = () => card.choices ? Number(input.value) : this.rounded(card, Number(input.value), initial);
    const tell = () => {
      const now = read();
      shown.textContent = card.choices ? "" : short(now) + (now === initial ? "" : ` (was ${short(initial)})`);
      if (!card.choices) input.setAttribute("aria-valuetext", short(now));
    };
    const take = (rests) => {
      tell();
      this.settings.set(name, card.name, point, read(), initial);
      this.moved(rests);
    };
    input.addEventListener("input", () => take(false));
    input.addEventListener("change", () => take(true));
    // Browsers differ in how far an arrow moves a slider without steps; here it is a hundredth.
    input.addEventListener("keydown", (event) => {
      const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
      if (!way || card.choices || card.whole) return;
      event.preventDefault();
      input.value = this.rounded(card, Number(input.value) + way * (card.most - card.least) / 100, initial);
      take(true);
    });
    tell();
    return element("div", { class: "lever" },
      element("label", { for: id }, label), shown, input,
      element("p", { class: "detail", id: `${id}-about` }, card.summary + (card.unit === "1" || !card.unit ? "" : ` (${card.unit})`)));
  }

  // To a thousandth of the range, so that an address is short; the scenario's own value stays as it is.
  rounded(card, value, initial) {
    if (value === initial) return value;
    const digits = Math.max(0, 3 - Math.floor(Math.log10(card.most - card.least)));
    return Math.min(card.most, Math.max(card.least, Number(value.toFixed(digits))));
  }

  choice(card, value) {
    const list = element("select");
    for (const [place, name] of card.choices.entries()) {
      list.append(element("option", { value: place, selected: place === value }, name));
    }
    return list;
  }

  // A lever that the regime leaves alone.
  adding(regime, entries) {
    const used = new Set(entries.map(({ card }) => card.name)), id = `add-${regime.name}`;
    const list = element("select", { id }, element("option", { value: "" }, "choose…"));
    for (const card of this.data.levers) {
      if (!used.has(card.name) && !card.isSolved) list.append(element("option", { value: card.name }, card.name.replaceAll("_", " ")));
    }
    list.addEventListener("change", () => {
      if (!list.value) return;
      const key = Settings.key(regime.name, list.value, 0);
      this.settings.moved.set(key, this.data.levers.find((card) => card.name === list.value).neutral);
      this.show();
      document.getElementById(`lever-${key}`)?.focus();
    });
    return element("p", { class: "adding" }, element("label", { for: id }, "Another lever: "), list);
  }
}
