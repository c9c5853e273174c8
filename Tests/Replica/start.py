"""The start of a trial: what the shared groups and the submodels say of it."""

import math
from statistics import NormalDist

from draws import Draws, beta_distribution


class Start:

    def set_up(self):
        self.draws = Draws(self.seed, self.trial)
        self.curvature = self["common.cost_curvature"]
        self.risk = self["common.risk_aversion"]
        self.crowding = self["common.crowding"]
        self.effort_0 = self["common.reference_effort"]
        self.support_0 = self["common.reference_support_effort"]
        self.motivation_0 = self["common.reference_motivation"]
        self.rival_quality = self["customers.reference_quality"]
        self.deal_mean = self["common.deal_mean"]
        self.deal_log_sd = self["common.deal_log_sd"]
        self.merit_log_sd = self["common.merit_log_sd"]
        self.outside_pay = self["common.outside_pay"]
        self.validity = self["common.assessment_validity"]
        self.sigma_q = self.deal_mean * math.sqrt(4 * math.exp(self.deal_log_sd * self.deal_log_sd))
        self.stage_rates = {}
        for s in range(4):
            a, b, n = (self["stages.advance"][s], self["stages.loss"][s], self["stages.no_decision"][s])
            S = a + b + n
            self.stage_rates[s + 1] = tuple((-math.log1p(-S) * q / S for q in (a, b, n)))
        elasticity, on_leads = self["common.effort_elasticity"], self["common.effort_on_leads"]
        response = sum(1 - rates[0] / sum(rates) for rates in self.stage_rates.values())
        self.lead_elasticity = on_leads * elasticity
        self.advance_elasticity = (1 - on_leads) * elasticity / response
        x = NormalDist().inv_cdf(0.8)
        self.small_below, self.large_above = (
            self.deal_mean * math.exp(sign * self.deal_log_sd * x - self.deal_log_sd**2 / 2) for sign in (-1, 1)
        )
        rho, sd = (self["buyers.progress_mean"], self["buyers.progress_sd"])
        x = rho * (1 - rho) / sd**2 - 1
        cdf = [0] + [beta_distribution(rho * x, (1 - rho) * x, i / 256) for i in range(1, 256)] + [1]
        self.progress = []
        for k in range(64):
            w = (k + 0.5) / 64
            i = next((i for i in range(1, 257) if cdf[i] >= w))
            self.progress.append((i - 1 + (w - cdf[i - 1]) / (cdf[i] - cdf[i - 1])) / 256)
        self.alone, self.by_expert, self.by_itself, self.hand_off = (
            self["issue_outcomes.resolved_alone"],
            self["issue_outcomes.resolved_by_expert"],
            self["issue_outcomes.resolved_by_itself"],
            self["issue_outcomes.hand_off_loss"],
        )
        self.drag = self["issue_outcomes.drag"]
        self.hours_alone, self.hours_together = (
            self["issue_outcomes.hours_alone"],
            self["issue_outcomes.hours_together"],
        )
        self.politeness, self.failure_weight, self.word_weight, self.deed_weight = (
            self["feedback.politeness"],
            self["feedback.failure_weight"],
            1 / self["feedback.words_variance"],
            1 / self["feedback.deeds_variance"],
        )

    def start_columns(self):
        self.col = {name: [value] * self.seats for name, value in self.neutral.items()}
        self.person = [i << 12 for i in range(self.seats)]
        self.team = [i // self.span * self.span for i in range(self.seats)]
        self.periodWeek = 0.0
        self.periodLength = 13.0
        self.requests = []
        self.free_times = []
        self.liked = (0, 0)
        self.opportunities = []
        self.with_issues = []
        self.accounts = []
        self.created_total = self.closed_total = 0

    def start_endowment(self):
        factors = {"territory": "territory", "managerSignal": "manager_signal", "managerCoaching": "manager_coaching"}
        factors |= {"managerReliability": "manager_reliability", "managerControl": "manager_control"}
        for i in range(self.seats):
            for draw, (column, name) in enumerate(factors.items()):
                s = self[f"endowment.{name}_log_sd"]
                z = self.draws.Z(self.team[i] if draw else i, 0, 2, draw)[0]
                self.col[column][i] = math.exp(s * z - s * s / 2)
        self.staffing = self.seats
        self.share_the_market()

    def share_the_market(self):
        to_each = self.market / max(self.staffing, 0.5)
        self.potential = math.exp((1 - self["endowment.headcount_elasticity"]) * math.log(to_each))

    def start_direction(self):
        (
            self.headquarters_variance,
            self.headquarters_information,
            self.own_variance,
            self.walk_variance,
            self.width,
        ) = (
            self["direction.headquarters_variance"],
            self["direction.headquarters_information"],
            self["direction.own_variance"],
            self["direction.walk_variance"],
            self["direction.match_width"],
        )
        self.visioning = self.levers["visioning"]
        self.difference = self["direction.territory_difference"]
        for i in range(self.seats):
            own = self.own_variance * math.exp(-self.information)
            hq = self.headquarters_variance * math.exp(-self.headquarters_information * self.information)
            self.col["outlook"][i] = math.sqrt(self.difference / 2) * self.draws.Z(i, 0, 3, 10)[0]
            self.col["goalAngle"][i] = self["direction.goal_spread"] * self.draws.Z(self.person[i], 0, 3, 6)[0]
            self.col["alignment"][i] = float(self.visioning != "none")
            self.col["purpose"][i] = float(self.visioning == "two-way")
            self.col["ownVariance"][i] = own
            self.col["ownError"][i] = math.sqrt(own) * self.draws.Z(i, 0, 3, 8)[0]
            self.col["headquartersVariance"][i] = hq / self.col["managerSignal"][i]
            self.col["headquartersError"][i] = (
                math.sqrt(self.col["headquartersVariance"][i]) * self.draws.Z(i, 0, 3, 9)[0]
            )

    def true_rate(self, j, wk):
        z = self.draws.Z(j, wk, 17, 1000)[0]
        sg = self["practices.rate_log_sd"]
        return min(
            0.98,
            self.mean_rate
            * math.exp(sg * z - sg * sg / 2)
            * (1 if j < self.sanctioned else self["practices.unsanctioned_lift"]),
        )

    def prior(self, j):
        rr = min(0.98, self.mean_rate * (1 if j < self.sanctioned else self["practices.unsanctioned_prior"]))
        q = rr + self.B0 * (1 - rr)
        return (q * self.n0, self.failure_weight * (1 - q) * self.n0)

    def belief(self, nb, j):
        return nb["s"][j] / (nb["s"][j] + nb["f"][j])

    def best_believed(self, nb, present):
        b = present
        for j in range(self.arms):
            if self.belief(nb, j) > self.belief(nb, b):
                b = j
        return b

    def open_notebook(self, i):
        u, u2 = self.draws.U(self.person[i], 0, 17, 16)
        cum = 0
        mode = 3
        sm = sum(self["practices.modes"])
        for k_ in range(4):
            cum += self["practices.modes"][k_]
            if u < cum / sm:
                mode = k_
                break
        nb = dict(
            mode=mode,
            weeks=math.floor(u2 * self.batch),
            s=[],
            f=[],
            news=[(0, 0, 0)] * 12,
            asp=self.mean_rate,
            short=0.0,
            exp=0,
        )
        for j in range(self.arms):
            S0, F0 = self.prior(j)
            z = self.draws.Z(self.person[i], 0, 17, 17 + j // 2)[j % 2]
            sj = min(0.98 * (S0 + F0), S0 * math.exp(self["practices.prior_log_sd"] * z))
            nb["s"].append(sj)
            nb["f"].append(S0 + F0 - sj)
        nb["pr"] = self.best_believed(nb, 0)
        self.notebooks[i] = nb

    def decree(self):
        v = [0] * self.arms
        for i in range(self.seats):
            if self.col["filled"][i]:
                v[self.best_believed(self.notebooks[i], self.notebooks[i]["pr"])] += 1
        return max(range(self.sanctioned), key=lambda j: (v[j], -j))

    def start_practices(self):
        self.arms = int(self["practices.arms"])
        self.sanctioned = max(1, self.arms - int(self["practices.unsanctioned"]))
        self.mean_rate = self["practices.mean_rate"]
        self.n0 = self["practices.prior_contacts"]
        self.batch = int(self["practices.batch"])
        self.lag = int(self["practices.lag"])
        self.arm_rates = [self.true_rate(j, 0) for j in range(self.arms)]
        self.B0 = self.politeness * self.word_weight / (self.word_weight + self.deed_weight)
        self.notebooks = [None] * self.seats
        for i in range(self.seats):
            self.open_notebook(i)
        self.mandated = self.decree()
