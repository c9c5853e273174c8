"""The start of a trial, from coaching to hiring."""

import math

from draws import Phi, half_up, phi, philox


class Opening:

    def open_coaching(self, i):
        z = self.draws.Z(self.person[i], 0, 10, 1)[0]
        s_ = self["coaching.ego_log_sd"]
        self.col["trust"][i] = 1.0
        self.col["ego"][i] = math.exp(s_ * z - s_ * s_ / 2)

    def start_coaching(self):
        self.col["trust"] = [1.0] * self.seats
        self.col["ego"] = [1.0] * self.seats
        if "coaching" in self.present:
            for i in range(self.seats):
                self.open_coaching(i)

    def sum_ties(self):
        for i in range(self.seats):
            self.col["tieStrength"][i] = 0.0
        for k_ in range(3):
            for i in range(self.seats):
                self.col["tieStrength"][i] += self.ties[k_][i] / 6
                if self.contacts[k_][i] >= 0:
                    self.col["tieStrength"][self.contacts[k_][i]] += self.ties[k_][i] / 6

    def start_ties(self):
        self.contacts = [[-1] * self.seats for _ in range(3)]
        self.ties = [[0.0] * self.seats for _ in range(3)]
        if "ties" in self.present:
            for t in range(0, self.seats, self.span):
                ring = sorted(
                    range(t, min(t + self.span, self.seats)), key=lambda i: (self.draws.U(i, 0, 21, 10)[0], i)
                )
                n_ = len(ring)
                for a in range(n_):
                    if n_ >= 2:
                        self.contacts[0][ring[a]] = ring[(a + 1) % n_]
                    if n_ >= 5:
                        self.contacts[1][ring[a]] = ring[(a + 2) % n_]
            ring = sorted(range(self.seats), key=lambda i: (self.draws.U(i, 0, 21, 11)[0], i))
            for a in range(self.seats):
                j = ring[(a + 1) % self.seats]
                if self.seats >= 2 and self.team[j] != self.team[ring[a]]:
                    self.contacts[2][ring[a]] = j
            for k_ in range(3):
                for i in range(self.seats):
                    if self.contacts[k_][i] >= 0:
                        self.ties[k_][i] = self["ties.start_strength"]
            self.sum_ties()

    def open_adoption(self, i):
        self.thresholds[i] = (
            self["adoption.threshold"] + self["adoption.threshold_sd"] * self.draws.Z(self.person[i], 0, 22, 1)[0]
        )
        self.stages[i] = 0

    def start_adoption(self):
        self.stages = [0] * self.seats
        self.thresholds = [0.0] * self.seats
        self.tools_here = 0
        self.tool_share = self.tool_growth = 0.0
        if "adoption" in self.present:
            for i in range(self.seats):
                self.open_adoption(i)

    def word(self, e, w, b, k_):
        a = philox((e, w, 23, b + k_ // 4 << 16), self.draws.key)
        return a[k_ % 4]

    def bits(self, e, w, b, ch):
        if ch >= 1:
            return [1] * self.questions
        ws = [self.word(e, w, b, k_) for k_ in range(32)]
        lim = math.floor(ch * 2**32)
        return [int(sum(((ws[k_] >> i & 1) << 31 - k_ for k_ in range(32))) < lim) for i in range(self.questions)]

    def open_views(self, i, ch, ac):
        hv = self.bits(self.person[i], 0, 16, ch)
        rt = self.bits(self.person[i], 0, 24, ac)
        self.views[i] = [
            (self.reality[q] if rt[q] else -self.reality[q]) if hv[q] else 0 for q in range(self.questions)
        ]
        self.knowledge[i] = self.score(self.views[i]) / self.questions

    def start_code(self):
        self.questions = int(self["code.questions"])
        self.code = [0] * self.questions
        self.views = [[0] * self.questions for _ in range(self.seats)]
        self.knowledge = [0.0] * self.seats
        self.score = lambda v: sum((a * b for a, b in zip(v, self.reality)))
        if "code" in self.present:
            w0 = self.word(0, 0, 1032, 0)
            self.reality = [1 if w0 >> q & 1 else -1 for q in range(self.questions)]
            hb = self.bits(0, 0, 1033, self["code.headquarters_accuracy"])
            self.headquarters_views = [self.reality[q] if hb[q] else -self.reality[q] for q in range(self.questions)]
            for i in range(self.seats):
                self.open_views(i, self["code.initial_views"], self["code.initial_accuracy"])

    def open_beliefs(self, i):
        a, b, n = (self.word_weight, self.deed_weight, self["beliefs.prior_deals"])
        x = self.politeness * (1 - self.typical_chance)
        self.col["believedWins"][i] = n * (a * (self.typical_chance + x) + b * self.typical_chance)
        self.col["believedFailures"][i] = (
            n * self.failure_weight * (a * (1 - self.typical_chance - x) + b * (1 - self.typical_chance))
        )
        self.col["trueWins"][i] = n * (a + b) * self.typical_chance
        self.col["trueFailures"][i] = n * (a + b) * (1 - self.typical_chance)
        for q in ("latentWins", "latentFailures", "deadDeals"):
            self.col[q][i] = 0

    def start_beliefs(self):
        self.typical_chance = self["beliefs.typical_chance"]
        for i in range(self.seats):
            self.open_beliefs(i)

    def start_pay(self):
        self.periodLength = float(self.levers["quota_period"])
        for i in range(self.seats):
            self.col["payRate"][i] = self.outside_pay
            x = 1.452 * self.levers["quota_period"] / 13
            self.col["fullQuota"][i] = self.col["quota"][i] = (
                self.levers["quota_level"] * self["pay.planned"] * self.col["territory"][i] * x
            )
            record = x / (1 - math.exp(-self.levers["quota_period"] / 52))
            self.col["recordSales"][i] = self.col["recordQuota"][i] = record

    def start_turnover(self):
        for i in range(self.seats):
            u = self.draws.U(self.person[i], 0, 15, 7)[0]
            self.col["tenure"][i] = 1.0 + math.floor(-self["turnover.first_tenure"] * math.log1p(-u))

    def scores(self, per, a):
        l = []
        for k in range(3):
            l += list(self.draws.Z(per, 0, 15, 8 * a + k))
        return [sum((self.Lc[i][j] * l[j] for j in range(i + 1))) for i in range(6)]

    def talent_of(self, z):
        return z * (
            self["hiring.talent_log_sd"]
            + (self["hiring.talent_log_sd_complex"] - self["hiring.talent_log_sd"]) * self.complexity
        )

    def assign(self, i, z):
        self.col["talent"][i] = self.talent_of(z[0])
        self.col["ownership"][i] = self.clip(self["hiring.ownership_mean"] + self["hiring.ownership_sd"] * z[1])
        self.col["supportSkill"][i] = self.clip(self["hiring.support_mean"] + self["hiring.support_sd"] * z[2])
        self.col["achievement"][i] = self["hiring.achievement_mean"] + z[3]
        self.col["sociability"][i] = z[4]
        self.col["horizontality"][i] = self["hiring.horizontality_mean"] + z[5]

    def start_hiring(self):
        R = [[float(a == b) for b in range(6)] for a in range(6)]
        for a, b, n in (
            (0, 3, "talent_achievement"),
            (3, 4, "achievement_sociability"),
            (4, 5, "sociability_horizontality"),
        ):
            R[a][b] = R[b][a] = self["hiring." + n]
        self.Lc = [[0.0] * 6 for _ in range(6)]
        for a in range(6):
            for b in range(a + 1):
                s = R[a][b] - sum((self.Lc[a][k] * self.Lc[b][k] for k in range(b)))
                self.Lc[a][b] = math.sqrt(s) if a == b else s / self.Lc[b][b]
        self.clip = lambda v: min(0.98, max(0.02, v))
        for i in range(self.seats):
            self.assign(i, self.scores(self.person[i], 0))
        self.winners = max(1, half_up(self.seats / 10))
        if self.seats < 2 or self.winners >= self.seats:
            self.contest_slope = 0
        else:
            lb = math.lgamma(self.seats - self.winners) + math.lgamma(self.winners) - math.lgamma(self.seats)
            self.contest_slope = 0
            for j in range(2001):
                z = -10 + 0.01 * j
                a, b = (Phi(z), Phi(-z))
                self.contest_slope += (
                    0.01
                    * math.exp(
                        2 * math.log(phi(z))
                        + (self.seats - self.winners - 1) * math.log(a)
                        + (self.winners - 1) * math.log(b)
                        - lb
                    )
                    if a > 0 and b > 0
                    else 0
                )
        self.mean = lambda col, d0: (lambda f: sum((self.col[col][i] for i in f)) / len(f) if f else d0)(
            [i for i in range(self.seats) if self.col["filled"][i]]
        )

