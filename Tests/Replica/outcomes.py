"""What a trial comes to: section 8 of Documentation/ODD.md, name by name. None is no value: a quotient by 0."""

import math

from draws import half_up
from ramp import Ramp

# Metrics that are means over seller-weeks of the column of the same name, or of another.
MEANS = {name: name for name in "effort autonomy skill craft innovation motivation strain match pressure".split()}
MEANS |= {"selling_hours": "sellingHours", "tie_strength": "tieStrength"}
YEAR = 52


def over(a, b):
    return None if a is None or b is None or b == 0 else a / b


def mean(values):
    return over(sum(values), len(values))


def correlation(x, y):
    """None where one of them does not vary."""
    if not x:
        return None
    a, b = [value - mean(x) for value in x], [value - mean(y) for value in y]
    return over(sum(map(math.prod, zip(a, b))), math.sqrt(sum(v * v for v in a) * sum(v * v for v in b)))


class Outcomes:

    def start_observing(self):
        self.totals, self.sums = {}, dict.fromkeys(MEANS, 0)
        self.seller_weeks = self.newcomer_weeks = self.newcomer_skill = 0
        self.noted = {"unsanctioned": False, "best": None}
        self.surveyed = min(YEAR, self.weeks - self.warm_up)
        self.years, self.year = [], [0] * self.seats
        self.last_sales, self.last_autonomy = [], []
        self.star_ratios, self.correlations = [], []
        self.ramp = Ramp(self)
        self.best_sellers, self.best_again = {True: 0, False: 0}, {True: 0, False: 0}

    def observe(self):
        """Reads the firm at the end of a measured week."""
        for name, value in self.flows.items():
            self.totals[name] = self.totals.get(name, 0) + value
        self.totals["open"] = self.totals.get("open", 0) + self.created_total - self.closed_total
        at_work = [i for i in range(self.seats) if self.col["present"][i]]
        self.seller_weeks += len(at_work)
        for metric, column in MEANS.items():
            self.sums[metric] += sum(self.col[column][i] for i in at_work)
        first_year = [i for i in at_work if self.col["tenure"][i] <= YEAR]
        self.newcomer_weeks += len(first_year)
        self.newcomer_skill += sum(self.col["skill"][i] for i in first_year)
        if self.flows.get("unsanctioned", 0) >= 0.05 * len(at_work) and at_work:
            self.noted["unsanctioned"] = True
        if 2 * self.flows.get("bestPractised", 0) >= len(at_work) and self.noted["best"] is None:
            self.noted["best"] = self.week - self.warm_up
        self.last_sales = (self.last_sales + [self.col["sales"][:]])[-self.surveyed :]
        self.last_autonomy = (self.last_autonomy + [self.col["autonomy"][:]])[-self.surveyed :]
        self.ramp.observe()
        self.year = [a + b for a, b in zip(self.year, self.col["sales"])]
        if (self.week - self.warm_up + 1) % YEAR == 0:
            self.years.append(self.year)
            self.year = [0] * self.seats
            if len(self.years) > 1:
                self.compare_years(*self.years[-2:])
        if self.week == self.weeks - 1:
            self.at_work = at_work

    def compare_years(self, first, second):
        there = [i for i in range(self.seats) if self.filled[i] and self.col["tenure"][i] >= 2 * YEAR]
        fifth = -(-len(there) // 5)
        ranked = lambda sales: sorted(there, key=lambda i: (-sales[i], i))
        top = lambda sales: ranked(sales)[:fifth]
        self.compare_stars([first[i] for i in ranked(first)], fifth)
        together = correlation([first[i] for i in there], [second[i] for i in there])
        self.correlations += [together] if together is not None else []
        for i in top(first):
            both = self.col["ownership"][i] >= 0.5 and self.col["supportSkill"][i] >= 0.5
            self.best_sellers[both] += 1
            self.best_again[both] += i in top(second)

    def compare_stars(self, sales, fifth):
        """Sales in descending order."""
        middle = mean(sales[fifth : len(sales) - fifth])
        if middle and middle > 0:
            self.star_ratios.append(mean(sales[:fifth]) / middle)

    def survey(self):
        """What managers say, and who sold how much; the shared group `survey`."""
        asked = [i for i in range(self.seats) if self.filled[i] and self.col["tenure"][i] >= self.surveyed]
        sales = {i: sum(week[i] for week in self.last_sales) for i in asked}
        n = len(asked)
        usual = mean(sales.values())
        sd = math.sqrt(sum((x - usual) ** 2 for x in sales.values()) / n) if n else 0
        cells = {}
        for i in asked:
            z = (sales[i] - usual) / sd if sd else 0
            errors = [self.draws.Z(self.person[i], self.weeks - 1, 40, draw)[0] for draw in (0, 1)]
            cells[i] = tuple(
                self["survey.behaviour"] * self.col[trait][i] + self[f"survey.halo_{halo}"] * z
                + self["survey.noise"] * error > self["survey.cut"]
                for trait, halo, error in zip(("ownership", "supportSkill"), ("ownership", "support"), errors)
            )
        count = max(1, half_up(self["survey.top_share"] * n))
        top = set(sorted(asked, key=lambda i: (-sales[i], self.person[i]))[:count])
        names = {"rate_neither": (False, False), "rate_own": (True, False), "rate_support": (False, True)}
        out = {}
        for name, cell in (names | {"rate_both": (True, True)}).items():
            members = [i for i in asked if cells[i] == cell]
            out[name] = over(over(len(top & set(members)), len(members)), over(len(top), n))
        bar = self["survey.bar"] * self["common.reference_revenue"] * self.surveyed
        high = sum(sales[i] >= bar for i in asked)
        p = self["survey.top_share"]
        autonomy = [sum(week[i] for week in self.last_autonomy) for i in asked]
        return out | {
            "autonomy_correlation": correlation(autonomy, list(sales.values())),
            "own_share": over(sum(cells[i][0] for i in asked), n),
            "support_share": over(sum(cells[i][1] for i in asked), n),
            "high_share": over(high, n),
            "high_dispersion": over((high - n * p) ** 2, n * p * (1 - p)),
        }

    def metrics(self):
        g = lambda name: self.totals.get(name, 0)
        n, P = self.weeks - self.warm_up, self.seller_weeks
        S = n * self.seats
        D = g("revenue") - g("repeatRevenue") + g("concessions")
        pay = g("salaryCost") + g("variableCost")
        quadrant = lambda value, new: over(
            sum((self.col["skill"][i] >= 0.5) == value and (self.col["innovation"][i] >= 0.5) == new for i in self.at_work),
            len(self.at_work),
        )
        practising = g("practiceLifts") != 0
        practised = lambda name: over(g(name), P) if practising else None
        believed = lambda name: over(g(name), P) if g("believedChances") else None
        seat_years = sorted((x for year in self.years for x in year), reverse=True)
        best = seat_years[: -(-len(seat_years) // 5)]
        repeat = {both: over(self.best_again[both], self.best_sellers[both]) for both in (True, False)}
        gain = None if None in repeat.values() else repeat[True] - repeat[False]
        late = over(g("lateRevenue"), g("lateWeeks"))
        return {
            "revenue": g("revenue") / S,
            "profit": g("profit") / S,
            "cost": g("cost") / S,
            "welfare": over(pay - g("effortCost") - g("riskPremium") - g("strainCost"), P),
            "pay": over(pay, P),
            "win_rate": over(g("won"), g("won") + g("lost") + g("undecided")),
            "quota_attainment": over(g("quotaReached"), g("quotaSeats")),
            "no_decision_share": over(g("undecided"), g("lost") + g("undecided")),
            "cycle_weeks": over(g("wonWeeks"), g("won")),
            "open_opportunities": g("open") / S,
            "small_deal_odds": over(over(g("smallWon"), g("smallClosed")), over(g("largeWon"), g("largeClosed"))),
            "large_deal_time": over(over(g("largeWonWeeks"), g("largeWon")), over(g("smallWonWeeks"), g("smallWon"))),
            "exits": over(52 * g("exits"), P),
            "dismissals": over(52 * g("dismissals"), P),
            "salesperson_exit_ratio": over(
                over(g("salespersonExits"), g("salespersonWeeks")), over(g("professionalExits"), g("professionalWeeks"))
            ),
            "early_exit_ratio": over(
                over(g("recentExits"), g("recentWeeks")), over(g("settledExits"), g("settledWeeks"))
            ),
            "vacancy": 1 - P / S,
            "administration_share": over(g("administration"), self["common.working_week"] * P),
            "leaders": quadrant(True, True),
            "professionals": quadrant(True, False),
            "technologists": quadrant(False, True),
            "salespeople": quadrant(False, False),
            "roundabout_leaders": over(g("roundaboutLeaders"), g("roundaboutLeaders") + g("straightLeaders")),
            "issue_resolution": over(g("issuesResolved"), g("issues")),
            "expert_wait": over(self["common.working_week"] * g("waitWeeks"), g("answered")),
            "expert_utilisation": over(g("busyWeeks"), g("expertWeeks")),
            "favoured_wait": over(
                over(g("likedWaitWeeks"), g("likedAnswered")), over(g("dislikedWaitWeeks"), g("dislikedAnswered"))
            ),
            "top20_share": over(sum(best), sum(seat_years)),
            "star_ratio": mean(self.star_ratios),
            "sales_correlation": mean(self.correlations),
            "top20_repeat": over(sum(self.best_again.values()), sum(self.best_sellers.values())),
            "top20_repeat_gain": gain,
            "help": over(g("helps"), P),
            "practice_lift": practised("practiceLifts"),
            "experimentation": practised("experiments"),
            "best_practice_share": practised("bestPractised"),
            "unsanctioned_share": practised("unsanctioned"),
            "unsanctioned_found": float(self.noted["unsanctioned"]) if practising else None,
            "best_found": float(self.noted["best"] is not None) if practising else None,
            "weeks_to_best": (n if self.noted["best"] is None else self.noted["best"]) if practising else None,
            "belief_bias": believed("beliefGaps"),
            "forecast_ratio": over(g("believedChances"), g("believedChances") - g("beliefGaps")),
            "dead_deals": believed("falseHopes"),
            "trust": over(g("trusts"), P) if g("trusts") else None,
            "harmed_share": over(g("harmed"), P) if g("trusts") else None,
            "newcomer_skill": over(self.newcomer_skill, self.newcomer_weeks),
            "adoption": over(g("toolUsers"), P),
            "knowledge": over(g("knowledges"), P) if g("codeWeeks") else None,
            "code_knowledge": over(g("codeKnowledges"), g("codeWeeks")),
            "price_loss": over(g("discounts"), D + g("discounts")),
            "period_end_ratio": over(late, D / n),
            "accounts": g("accountWeeks") / S,
            "churn_rate": over(52 * g("churned"), g("accountWeeks")),
            "repeat_share": over(g("repeatRevenue"), g("revenue")),
            "concession_share": over(g("concessions"), g("repeatRevenue")),
        } | {metric: over(value, P) for metric, value in self.sums.items()} | self.ramp.metrics() | self.survey()
