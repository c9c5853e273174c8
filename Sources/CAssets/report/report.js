"use strict";
// Draws the page's charts from the specifications that stand in it, and serves its buttons. Nothing is fetched.
(() => {
  const root = document.documentElement;
  const shown = new Set([...document.querySelectorAll("[data-regime]")].map((chip) => chip.dataset.regime));
  const views = new Map();
  const isNarrow = (chart) => chart.clientWidth < 480;
  const regimes = () => [...document.querySelectorAll("[data-regime]")].map((chip) => chip.dataset.regime);

  // A page of one regime has no buttons for it.
  const isShown = (name) => !regimes().includes(name) || shown.has(name);

  // Colours are the page's own variables, so that a change of theme, or paper, needs no new drawing.
  const config = (size) => ({
    aria: false, background: "transparent", font: getComputedStyle(document.body).fontFamily,
    view: { stroke: null },
    range: { category: Array.from({ length: Number(root.dataset.colours) }, (_, place) => `var(--series-${place})`) },
    axis: {
      labelColor: "var(--ink)", titleColor: "var(--soft)", titleFontWeight: "normal", gridColor: "var(--grid)",
      domainColor: "var(--line)", tickColor: "var(--line)", labelFontSize: size, titleFontSize: size,
    },
    axisYDiscrete: { grid: false, ticks: false, domain: false, labelPadding: 8, labelLimit: 0 },
    text: { color: "var(--ink)", fontSize: size },
  });

  const options = (config) => ({
    mode: "vega-lite", renderer: "svg", actions: false, ast: true, defaultStyle: false, config,
    // Errors only: a chart that the reader has emptied is none.
    logLevel: 1,
    tooltip: { disableDefaultStyle: true },
  });

  const specOf = (figure) => JSON.parse(figure.querySelector("script[type='application/json']").textContent);

  // Where there is little width, names of rows stand above them, and the units of an axis below its name.
  const narrowed = (spec, config, width) => {
    if (typeof spec.padding === "object") spec.padding.right = Math.min(spec.padding.right, 0.15 * width);
    config.text.limit = 0.3 * width - 12;
    if (spec.data.values[0].label === undefined) return;
    const lines = Math.max(...spec.data.values.map((row) => row.label.split("\n").length));
    const size = config.text.fontSize;
    spec.height = spec.data.values.length * (1.3 * size * lines + 34) + 10;
    Object.assign(config.axisYDiscrete, {
      labelAlign: "left", labelPadding: 0, labelBaseline: "bottom", labelOffset: -8 - 1.2 * size * (lines - 1),
      labelLimit: 0.9 * width,
    });
    for (const { x } of spec.layer.map((layer) => layer.encoding)) {
      if (x.title && 0.6 * size * x.title.length > width) x.title = x.title.split(/(?<=,) /);
    }
  };

  const draw = async (figure) => {
    const spec = specOf(figure);
    const old = views.get(figure);
    if (old) old.finalize();
    const chart = figure.querySelector(".chart");
    const size = 0.75 * parseFloat(getComputedStyle(root).fontSize);
    const own = config(size);
    if (typeof spec.padding === "object") spec.padding.right *= size / 12;
    if (isNarrow(chart)) narrowed(spec, own, chart.clientWidth);
    // The chart is a picture with a text of its own; what Vega says of its parts would be noise.
    const place = document.createElement("div");
    place.setAttribute("aria-hidden", "true");
    chart.replaceChildren(place);
    const result = await vegaEmbed(place, spec, options(own));
    views.set(figure, result);
    figure.dataset.narrow = isNarrow(chart);
    if (shown.size < regimes().length) await result.view.signal("shown", regimes().filter(isShown)).runAsync();
  };

  const drawAll = async () => {
    for (const figure of document.querySelectorAll("figure")) await draw(figure);
    root.dataset.drawn = "true";
  };

  const toggle = (chip) => {
    const regime = chip.dataset.regime;
    if (shown.has(regime)) shown.delete(regime);
    else shown.add(regime);
    chip.setAttribute("aria-pressed", shown.has(regime));
    // The order of the study, whatever the order of clicks.
    const list = regimes().filter(isShown);
    for (const { view } of views.values()) view.signal("shown", list).runAsync();
  };

  const save = async (button) => {
    // The file is a drawing of its own, as `rainmaker plot` describes it: light, with title, caption and names.
    const figure = button.closest("figure"), kind = button.dataset.save, spec = specOf(figure);
    const values = spec.data.values.filter((row) => isShown(row.regime) && isShown(row.less));
    const file = { ...spec.usermeta.file, data: { values } };
    for (const { color, strokeDash } of file.layer.map((layer) => layer.encoding)) {
      for (const channel of [color, strokeDash]) {
        if (channel?.legend) channel.legend.values = channel.scale.domain.filter(isShown);
      }
    }
    const { view, finalize } = await vegaEmbed(document.createElement("div"), file, options({}));
    const link = document.createElement("a");
    link.href = await view.toImageURL(kind, 2);
    finalize();
    link.download = `${figure.id}.${kind}`;
    link.click();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.regime !== undefined) toggle(button);
    else if (button.dataset.save) save(button);
    else if (button.id === "theme") {
      const isDark = root.dataset.theme
        ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = isDark ? "light" : "dark";
    }
  });
  // A telephone that is turned: charts for the other width.
  let turning;
  addEventListener("resize", () => {
    clearTimeout(turning);
    turning = setTimeout(() => {
      for (const figure of views.keys()) {
        if (String(isNarrow(figure.querySelector(".chart"))) !== figure.dataset.narrow) draw(figure);
      }
    }, 200);
  });
  // Paper cannot be unfolded; browsers whose style sheets cannot either are helped here.
  const folded = () => [...document.querySelectorAll("details:not([open])")];
  let opened = [];
  addEventListener("beforeprint", () => { opened = folded(); for (const part of opened) part.open = true; });
  addEventListener("afterprint", () => { for (const part of opened) part.open = false; });
  drawAll();
})();
