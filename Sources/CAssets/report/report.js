"use strict";
// Draws the page's charts from the specifications that stand in it, and serves its buttons. Nothing is fetched.
(() => {
  const root = document.documentElement;
  const shown = new Set([...document.querySelectorAll("[data-regime]")].map((chip) => chip.dataset.regime));
  const views = new Map();
  const colour = (name) => getComputedStyle(root).getPropertyValue(name).trim();

  const config = () => {
    const ink = colour("--ink"), soft = colour("--soft"), line = colour("--line");
    const size = 0.75 * parseFloat(getComputedStyle(root).fontSize);
    const category = [];
    for (let place = 0; colour(`--series-${place}`); place++) category.push(colour(`--series-${place}`));
    return {
      aria: false, background: "transparent", font: getComputedStyle(document.body).fontFamily,
      view: { stroke: null }, range: { category },
      axis: {
        labelColor: ink, titleColor: soft, titleFontWeight: "normal", gridColor: colour("--grid"), domainColor: line,
        tickColor: line, labelFontSize: size, titleFontSize: size,
      },
      text: { color: ink, fontSize: size },
    };
  };

  const draw = async (figure) => {
    const spec = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
    const old = views.get(figure);
    if (old) old.finalize();
    const chart = figure.querySelector(".chart");
    const narrow = chart.clientWidth < 480;
    const options = {
      mode: "vega-lite", renderer: "svg", actions: false, ast: true, defaultStyle: false, config: config(),
      // Errors only: a chart that the reader has emptied is none.
      logLevel: 1,
      tooltip: { disableDefaultStyle: true },
    };
    if (narrow) options.config.axis.labelLimit = 120;
    // The chart is a picture with a text of its own; what Vega says of its parts would be noise.
    const place = document.createElement("div");
    place.setAttribute("aria-hidden", "true");
    chart.replaceChildren(place);
    const result = await vegaEmbed(place, spec, options);
    views.set(figure, result);
    if (shown.size < root.querySelectorAll("[data-regime]").length) {
      await result.view.signal("shown", [...shown]).runAsync();
    }
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
    const order = [...document.querySelectorAll("[data-regime]")].map((other) => other.dataset.regime);
    const list = order.filter((name) => shown.has(name));
    for (const { view } of views.values()) view.signal("shown", list).runAsync();
  };

  const save = async (button) => {
    const figure = button.closest("figure"), kind = button.dataset.save;
    const link = document.createElement("a");
    link.href = await views.get(figure).view.toImageURL(kind, 2);
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
      drawAll();
    }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  drawAll();
})();
