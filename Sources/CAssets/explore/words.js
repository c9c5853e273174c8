// Numbers and sentences as people read them.

const sign = (text) => text.replace("-", "−");

// As many digits as the half-width leaves meaning in: two of its own.
const digitsOf = (half) => half > 0 ? Math.min(8, Math.max(0, 1 - Math.floor(Math.log10(half)))) : 3;

const told = (value, half) => {
  if (!Number.isFinite(value)) return "no value";
  const text = value.toFixed(digitsOf(half));
  return sign(Number(text) === 0 ? text.replace("-", "") : text);
};

const halfWidth = ({ low, high }) => (high - low) / 2;
const interval = (row) => Number.isFinite(row.low)
  ? `${told(row.low, halfWidth(row))} to ${told(row.high, halfWidth(row))}` : "no interval";
const percent = (share) => `${(100 * share).toFixed(0)} %`;
const short = (value) => sign(String(Number(value.toPrecision(4))));
// The ends of a share's interval, behind the share itself.
const shares = (low, high) => `${(100 * low).toFixed(0)} to ${(100 * high).toFixed(0)}`;
const count = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

// The same difference told from the side of the regime that is ahead.
const ahead = (pair) => pair.mean >= 0 ? pair : {
  ...pair, first: pair.second, second: pair.first, mean: -pair.mean, low: -pair.high, high: -pair.low,
  wins: 1 - pair.wins, winsLow: 1 - pair.winsHigh, winsHigh: 1 - pair.winsLow };

class Words {
  constructor(data) { this.data = data; }

  metric(name) { return this.data.metrics.find((one) => one.name === name); }

  // Which pair the answer is about: of the two regimes with the highest means.
  static leading({ rows, differences }) {
    const [best, next] = [...rows].filter((row) => Number.isFinite(row.mean)).sort((a, b) => b.mean - a.mean);
    if (!next) return null;
    const pair = differences.find((one) => [one.first, one.second].includes(best.regime)
      && [one.first, one.second].includes(next.regime));
    return pair && Number.isFinite(pair.mean) ? ahead(pair) : null;
  }

  answer(result, name) {
    const card = this.metric(name), what = card.title.toLowerCase(), level = percent(this.data.level);
    const pair = Words.leading(result);
    if (!pair) {
      const [row] = result.rows;
      return result.rows.length === 1 && Number.isFinite(row.mean)
        ? `${row.regime} comes to ${told(row.mean, halfWidth(row))} in ${what} (${level} interval ${interval(row)}).`
        : `The trials show no difference in ${what} between the regimes that are highest.`;
    }
    const size = `${told(pair.mean, halfWidth(pair))} ${card.unit === "1" ? "" : card.unit + " "}`;
    const certainty = `(${level} interval ${interval(pair)})`;
    const firms = this.data.model.members.length ? "plausible firms" : "trials";
    const wins = `It is ahead in ${percent(pair.wins)} of the ${firms} (${shares(pair.winsLow, pair.winsHigh)}).`;
    const money = card.money ? ` In money: ${card.money.prefix}${this.amount(pair.mean, pair, card)}${card.money.suffix} `
      + `(${this.amount(pair.low, pair, card)} to ${this.amount(pair.high, pair, card)}).` : "";
    return pair.low > 0
      ? `${pair.first} has the highest ${what}: ${size}more than ${pair.second} ${certainty}. ${wins}${money}`
      : `${pair.first} and ${pair.second} are highest in ${what}, and cannot be told apart yet: ${pair.first} is ahead by `
        + `${size}${certainty}. ${wins}${money}`;
  }

  amount(value, row, { money }) { return told(value * money.factor, halfWidth(row) * money.factor); }

  progress(result, settings) {
    const pair = Words.leading(result), half = pair ? halfWidth(pair) : halfWidth(result.rows[0]);
    const width = `half-width of the ${pair ? "difference" : "mean"} ±${told(half, half)}`;
    if (result.isFound) return `${count(result.trials, "trial")}, seed ${settings.seed}, as the program ran them; ${width}.`;
    return `${count(result.trials, "trial")} of ${this.data.trials}, seed ${settings.seed}; ${width}`
      + `${result.isLast ? "; finished" : "; refining"}.`;
  }

  // Why a budget cannot be kept.
  impossible(cases) {
    const dear = cases.filter((one) => one.end > 0), found = dear.length ? dear : cases, { budget } = this.data;
    const [end, salary] = dear.length ? ["lowest", budget.floor] : ["highest", budget.ceiling];
    const list = found.map((one) => `${one.regime} costs ${one.cost.toFixed(2)}`).join(", ");
    return `With these settings the budget of ${short(budget.target)} pay units per seat-week cannot be kept: at the ${end} `
      + `base salary of ${short(salary)} pay units a week ${list} per seat-week.`;
  }
}
