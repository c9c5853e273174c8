// The page: reads its data, starts its threads, and runs an ensemble for whatever the reader has set.

const byId = (id) => document.getElementById(id);
const root = document.documentElement;

const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

const unpacked = async (text) => {
  const stream = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
};

class Page {
  constructor(data) {
    this.data = data;
    this.settings = new Settings(data);
    this.words = new Words(data);
    this.saving = new Saving(data);
    this.tables = new Tables(data, this.words, byId("tables"));
    this.found = new Found(data);
    this.contrasts = new Contrasts(data, this.tables, byId("contrasts"));
    this.paths = new Paths(data, byId("paths"));
    this.leaning = new Leaning(data, byId("leanings"), () => this.lean());
    this.controls = new Controls(data, this.settings, byId("controls"), (rests) => this.moved(rests));
    this.shown = null;
  }

  async start() {
    this.settings.read(location.hash.slice(1));
    this.tools();
    this.controls.show();
    // What the program found is there at once; the model gets ready behind it.
    if (this.found.answers(this.settings)) this.run();
    if (typeof WebAssembly !== "object" || typeof DecompressionStream !== "function") {
      this.cannotRun = "This browser cannot run the model: it has no WebAssembly, or an old one. "
        + (this.data.results ? "What the program found is here; other settings need the program itself."
          : "The program gives the same answers: rainmaker run with the scenario of this page.");
      return this.say(this.cannotRun);
    }
    if (!this.shown) this.say("The model is being unpacked.");
    const source = URL.createObjectURL(new Blob([byId("thread").textContent], { type: "text/javascript" }));
    const module = await WebAssembly.compile(await unpacked(byId("module").textContent.trim()));
    const make = () => Pool.thread(module, source), cores = Math.max(1, Math.min(16, navigator.hardwareConcurrency || 2));
    const [sums, ...threads] = await Promise.all(Array.from({ length: 1 + cores }, make));
    this.sums = sums;
    this.pool = new Pool(threads, make);
    root.dataset.ready = "true";
    if (!this.shown?.isFound || root.dataset.state === "stale") this.run();
  }

  // What is read aloud: a few sentences, not each trial.
  say(text) { if (byId("status").textContent !== text) byId("status").textContent = text; }

  moved(rests) {
    this.drop();
    this.stale();
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.run(), rests ? 0 : 150);
    if (rests) this.remember();
  }

  // What runs is about settings that nobody asks of any more.
  drop() {
    this.ensemble?.drop();
    this.ensemble = null;
    this.pool?.drop();
  }

  // Numbers of other settings must not be taken for those of these.
  stale() {
    root.dataset.state = "stale";
    byId("answer").setAttribute("aria-busy", "true");
    byId("save").disabled = true;
  }

  remember() {
    const fragment = this.settings.fragment;
    if (location.hash.slice(1) !== fragment) history.pushState(null, "", `#${fragment}`);
  }

  // - isOwn: by this page itself, also where the program has run the same.
  async run(isOwn = false) {
    clearTimeout(this.soon);
    this.drop();
    if (!isOwn && this.found.answers(this.settings)) {
      return this.show(this.found.told(this.settings), this.settings.copy());
    }
    this.stale();
    if (!this.pool) return this.say(this.cannotRun ?? "The model is being unpacked.");
    this.say("Running anew.");
    const ensemble = this.ensemble = new Ensemble(this.data, this.settings.copy(), this.pool, this.sums, (what) => this.tell(ensemble, what));
    try {
      await ensemble.run();
    } catch (error) {
      if (error instanceof Dropped || this.ensemble !== ensemble) return;
      this.failed(error);
    }
  }

  failed(error) {
    root.dataset.state = "failed";
    byId("answer").removeAttribute("aria-busy");
    byId("progress").textContent = "";
    byId("save").disabled = true;
    byId("tables").replaceChildren();
    this.contrasts.clear();
    this.paths.show(null);
    byId("words").textContent = error instanceof Impossible ? this.words.impossible(error.cases) : `That cannot be: ${error.message}.`;
    this.say(byId("words").textContent);
  }

  tell(ensemble, what) {
    if (this.ensemble !== ensemble) return;
    if (what.stage === "salaries") {
      byId("progress").textContent = `Looking for base salaries of equal cost, round ${what.round + 1}.`;
      return;
    }
    this.show(what, ensemble.settings);
  }

  show(what, settings) {
    this.shown = { ...what, settings };
    const card = this.words.metric(settings.metric);
    root.dataset.state = what.isLast ? "finished" : "refining";
    root.dataset.trials = what.trials;
    byId("answer").removeAttribute("aria-busy");
    byId("words").textContent = this.words.answer(what, settings.metric);
    byId("progress").textContent = this.words.progress(what, settings);
    this.tables.show(what, settings.metric);
    this.contrasts.show(what, settings);
    this.paths.show(what.paths, card, !!what.isFound && !!this.data.results.isPooled);
    // Only what rests on as many pairs as a run has can be had again to the last digit.
    byId("save").disabled = !what.isWhole;
    if (what.isFound) this.say(this.cannotRun ?? "As the program found it. Move a lever: the model runs in this page.");
    else if (what.isLast) this.say("Finished.");
    else this.say("First results; they are being refined.");
    if (this.leaning.isWanted) this.lean();
  }

  // What the answer leans on needs the trials one by one, which the page runs itself.
  async lean() {
    const { shown, ensemble } = this, pair = shown && Words.leading(shown);
    if (root.dataset.state !== "finished" && root.dataset.state !== "refining") return;
    if (!pair) return this.leaning.say("There is no difference to lean on anything.");
    if (shown.isFound) {
      this.leaning.say("Each firm is being run.");
      return this.run(true);
    }
    if (!ensemble) return;
    if (!shown.isLast) return this.leaning.say("Waiting for the rest of the firms.");
    const isTurned = !shown.differences.some((one) => one.first === pair.first && one.second === pair.second);
    const [first, second] = isTurned ? [pair.second, pair.first] : [pair.first, pair.second];
    try {
      const { values, parameters } = await ensemble.leaning(shown, first, second, isTurned ? -1 : 1);
      if (this.shown === shown) this.leaning.show(pair, values, parameters);
    } catch (error) {
      if (!(error instanceof Dropped)) this.leaning.say(`That cannot be told: ${error.message}.`);
    }
  }

  tools() {
    const metric = element("select", { id: "metric" });
    for (const one of this.data.metrics) {
      metric.append(element("option", { value: one.name, selected: one.name === this.settings.metric }, one.title));
    }
    metric.addEventListener("change", () => { this.settings.metric = metric.value; this.remember(); this.again(); });
    const seed = element("input", { id: "seed", type: "number", min: 0, max: 2 ** 32 - 1, step: 1, value: this.settings.seed });
    seed.addEventListener("change", () => {
      if (!seed.checkValidity() || seed.value === "") { seed.value = this.settings.seed; return; }
      this.settings.seed = Number(seed.value);
      this.moved(true);
    });
    const button = (id, text, act) => {
      const made = element("button", { type: "button", id }, text);
      made.addEventListener("click", act);
      return made;
    };
    const save = button("save", "Save as scenario", () => this.save());
    save.disabled = true;
    byId("tools").replaceChildren(
      element("label", { for: "metric" }, "Reading"), metric, element("label", { for: "seed" }, "Seed"), seed, save,
      button("reset", "As the scenario has it", () => { history.pushState(null, "", "#"); this.restored(); }),
      button("theme", "Light or dark", () => {
        const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
        root.dataset.theme = isDark ? "light" : "dark";
      }));
  }

  // Another reading of the same trials.
  again() {
    if (this.shown?.isFound && this.found.answers(this.settings)) this.run();
    else if (this.ensemble && this.shown && root.dataset.state !== "stale" && root.dataset.state !== "failed") {
      this.ensemble.settings.metric = this.settings.metric;
      // Without one yet, the first will be of this reading.
      if (this.ensemble.latest) this.ensemble.look(...this.ensemble.latest).catch(() => {});
    } else this.run();
  }

  save() {
    const { settings, trials, salaries } = this.shown;
    const link = element("a", { download: `${this.data.scenario.name}-explored.yaml`, href: URL.createObjectURL(
      new Blob([this.saving.text(settings, trials, salaries)], { type: "application/yaml" })) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  // An address that was gone back to, or typed.
  restored() {
    this.settings.read(location.hash.slice(1));
    [byId("metric").value, byId("seed").value] = [this.settings.metric, this.settings.seed];
    this.controls.show();
    this.moved(false);
  }
}

const page = new Page(JSON.parse(byId("data").textContent));
addEventListener("popstate", () => page.restored());
page.start().catch((error) => page.failed(error));
