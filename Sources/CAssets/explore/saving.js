// The scenario of the moment as a file that the program runs, with the salaries that were solved: it gives the same means.

class Saving {
  constructor(data) { this.data = data; }

  path(card, path) {
    const value = (number) => card.choices ? card.choices[number] : number;
    return path.length === 1 && path[0][0] === 0 ? value(path[0][1]) : path.map(([week, number]) => [week, value(number)]);
  }

  // - salaries: to four decimals, by regime; null where the scenario has no budget.
  scenario(settings, trials, salaries) {
    const document = structuredClone(this.data.scenario), { regimes } = this.data;
    Object.assign(document, { seed: settings.seed, trials });
    document.environment = Object.fromEntries(
      settings.trends().map(({ card, path }) => [card.name, this.path(card, path)]));
    for (const regime of regimes) {
      document.regimes[regime.name].levers = Object.fromEntries(
        settings.levers(regime).filter(({ card }) => !card.isSolved).map(({ card, path }) => [card.name, this.path(card, path)]));
    }
    if (salaries) {
      document.budget.salaries = Object.fromEntries(regimes.map((regime, place) => [regime.name, salaries[place]]));
    }
    return document;
  }

  // YAML in blocks; what is no mapping is in one line, as JSON, which is YAML too.
  static yaml(value, indent = "") {
    return Object.entries(value).map(([key, inner]) => {
      const isBlock = inner !== null && typeof inner === "object" && !Array.isArray(inner) && Object.keys(inner).length;
      const name = /^[a-z][a-z_]*$/.test(key) && !/^(y|n|yes|no|on|off|true|false|null)$/.test(key) ? key : JSON.stringify(key);
      return `${indent}${name}:${isBlock ? `\n${Saving.yaml(inner, `${indent}  `)}` : ` ${Saving.number(JSON.stringify(inner))}\n`}`;
    }).join("");
  }

  // Some readers of YAML take 1e-7 for a word.
  static number(text) { return text.replace(/^(-?\d+)e/, "$1.0e"); }

  text(settings, trials, salaries) {
    return `# Made by the page of rainmaker explore. \`rainmaker run\` gives the means that it showed after ${trials} trials.\n`
      + Saving.yaml(this.scenario(settings, trials, salaries));
  }
}
