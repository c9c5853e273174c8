"""The week's processes from the code to the books."""

import math

from draws import Phi, phi


class People:

    def pass_code(self):
        if "code" in self.present:
            for i in range(self.seats):
                if self.filled[i] and self.col["tenure"][i] == 0:
                    self.open_views(i, self["code.newcomer_views"], 0.5)
            if self.week % 4 == 0:
                fl_ = self.bits(0, self.week, 1000, 1 - math.exp(-4 * self["code.change_rate"] * self.turbulence))
                self.reality = [-self.reality[q] if fl_[q] else self.reality[q] for q in range(self.questions)]
                lk = self.bits(0, self.week, 1008, 1 - math.exp(-4 * self["code.headquarters_review"]))
                rt = self.bits(0, self.week, 1016, self["code.headquarters_accuracy"])
                self.headquarters_views = [
                    (self.reality[q] if rt[q] else -self.reality[q]) if lk[q] else self.headquarters_views[q]
                    for q in range(self.questions)
                ]
                z_ = self.levers["hq_weight"]
                ly = self.levers["loyalty"]
                vt = [0] * self.questions
                for i in range(self.seats):
                    if not self.filled[i]:
                        continue
                    if z_ > 0:
                        cw = self.word(i, self.week, 8, 0)
                        act = [self.views[i][q] or (1 if cw >> q & 1 else -1) for q in range(self.questions)]
                        ag = sum((1 for q in range(self.questions) if self.code[q] and self.code[q] != act[q]))
                        if (1 - ly) * (self.score(act) - self.score(self.code)) > ly * 2 * ag:
                            vt = [a + b for a, b in zip(vt, act)]
                    mv = self.bits(i, self.week, 0, self["code.socialisation"] if z_ > 0 else 0)
                    self.views[i] = [
                        (
                            (self.code[q] if self.views[i][q] == 0 else 0)
                            if self.code[q] and self.code[q] != self.views[i][q] and mv[q]
                            else self.views[i][q]
                        )
                        for q in range(self.questions)
                    ]
                    self.knowledge[i] = self.score(self.views[i]) / self.questions
                if z_ > 0:
                    nc = self.code[:]
                    for q in range(self.questions):
                        mg = (1 - z_) * vt[q] + z_ * self["code.headquarters_voice"] * -(
                            -self.seats // self.span
                        ) * self.headquarters_views[q]
                        if mg != 0 and self.draws.U(q, self.week, 23, 1024)[0] < 1 - (
                            1 - self["code.code_learning"]
                        ) ** abs(mg):
                            nc[q] = 1 if mg > 0 else -1
                    self.code = nc
            for i in range(self.seats):
                self.col["knowHow"][i] = max(
                    0, 1 + self["code.knowledge_lift"] * (self.knowledge[i] - self["code.reference_knowledge"])
                )
                self.add("knowledges", self.filled[i] * self.knowledge[i])
            self.add("codeKnowledges", self.score(self.code) / self.questions)
            self.add("codeWeeks", 1)

    def pass_motivation(self):
        for i in range(self.seats):
            if not self.filled[i]:
                continue
            aim = max(
                0,
                self.motivation_0
                + self.motivation_0
                * self["motivation.autonomy_weight"]
                * (self.col["autonomy"][i] - 0.5)
                * max(0, 1 + self["motivation.reactance"] * self.col["horizontality"][i])
                + self.motivation_0 * self["motivation.purpose_weight"] * self.col["purpose"][i]
                + self.motivation_0 * self.col["feedbackDrive"][i],
            )
            self.col["motivation"][i] += (1 - math.exp(-self["motivation.speed"])) * (aim - self.col["motivation"][i])
            self.col["strain"][i] += (1 - math.exp(-self["motivation.strain_speed"])) * (
                self.levers["monitoring"] + max(0, self.col["effort"][i] / self.effort_0 - 1) - self.col["strain"][i]
            )

    def pass_pay(self):
        for i in range(self.seats):
            y = self.col["sales"][i] * (1 / self.sigma_q)
            self.col["periodSales"][i] += y
            if self.filled[i]:
                self.col["salesRate"][i] += self.filled[i] * (1 / 26) * (y * 13 - self.col["salesRate"][i])
            self.col["variablePay"][i] = (
                self.commission * (1 - self.team_share) * self.col["sales"][i] * self.filled[i]
            )
        vp = self.col["variablePay"][:]
        for i in range(self.seats):
            j = self.contacts[0][i]
            if self.levers["pair_pay"] > 0 and j >= 0 and self.filled[i] and self.filled[j]:
                vp[i] += (
                    self.commission
                    * (1 - self.team_share)
                    * self.levers["pair_pay"]
                    * (self.col["sales"][j] - self.col["sales"][i])
                )
        self.col["variablePay"] = vp
        if self.team_share > 0:
            for t in range(0, self.seats, self.span):
                mem = [i for i in range(t, min(t + self.span, self.seats)) if self.filled[i]]
                for i in mem:
                    self.col["variablePay"][i] += sum(
                        (self.commission * self.team_share * self.col["sales"][j] for j in mem)
                    ) / len(mem)
        self.periodWeek += 1
        self.period_ended = self.periodWeek >= self.periodLength
        if self.period_ended:
            for i in range(self.seats):
                if self.filled[i]:
                    self.add("quotaSeats", 1)
                    if self.col["periodSales"][i] >= self.col["quota"][i]:
                        self.add("quotaReached", 1)
                        self.col["variablePay"][i] += self.sigma_q * (
                            self.bonus
                            + self.levers["accelerator"] * (self.col["periodSales"][i] - self.col["quota"][i])
                        )
            for i in sorted(range(self.seats), key=lambda i: (-self.filled[i] * self.col["periodSales"][i], i))[
                : self.winners
            ]:
                if self.filled[i]:
                    self.col["variablePay"][i] += self.sigma_q * self.levers["contest"] * self.quarters
            whole = [self.filled[i] and self.col["tenure"][i] + 1 >= self.periodLength for i in range(self.seats)]
            Y = (
                sum(self.col["periodSales"][i] for i in range(self.seats) if whole[i]) / sum(map(bool, whole))
                if any(whole)
                else self.mean("periodSales", 0)
            )
            kept = math.exp(-self.periodLength / 52)
            for i in range(self.seats):
                held = self.col["quota"][i]
                if self.week < self.periodLength:
                    held = min(held, Y)
                self.col["recordSales"][i] = kept * self.col["recordSales"][i] + self.col["periodSales"][i]
                self.col["recordQuota"][i] = kept * self.col["recordQuota"][i] + held
                plan = self["pay.planned"] * self.col["territory"][i] * 1.452 * self.periodLength / 13
                expected = (1 - self["pay.firm_weight"]) * plan + self["pay.firm_weight"] * Y
                own_ = self.col["periodSales"][i] if whole[i] else expected
                self.col["quota"][i] = self.col["fullQuota"][i] = max(
                    0.01,
                    self.levers["quota_level"]
                    * ((1 - self.levers["quota_ratchet"]) * expected + self.levers["quota_ratchet"] * own_)
                    * self.levers["quota_period"]
                    / self.periodLength,
                )
                self.col["periodSales"][i] = 0.0
            self.periodWeek = 0.0
            self.periodLength = float(self.levers["quota_period"])
        for i in range(self.seats):
            self.col["pay"][i] = self.levers["salary"] * self.filled[i] + self.col["variablePay"][i]
            if self.filled[i]:
                self.col["payRate"][i] += (self.col["pay"][i] - self.col["payRate"][i]) / 26
            self.add("salaryCost", self.levers["salary"] * self.filled[i])
            self.add("variableCost", self.col["variablePay"][i])

    def pass_turnover(self):
        mr = self.mean("salesRate", 0)
        T = self.levers["dismissal"] * (1 - self.levers["safety"] / 2) if self.period_ended else 0
        nf = self.filled[:]
        for i in range(self.seats):
            if not self.filled[i]:
                self.col["vacancy"][i] -= 1
                continue
            kind = {(False, False): "salesperson", (True, False): "professional"}.get(
                (self.col["skill"][i] >= 0.5, self.col["innovation"][i] >= 0.5)
            )
            if self.col["tenure"][i] + 1 <= self["turnover.probation"]:
                kind = None
            grown = self.col["tenure"][i] + 1
            age = "recent" if grown <= 104 else "settled" if grown > 260 else None
            self.add(f"{kind}Weeks", 1)
            self.add(f"{age}Weeks", 1)
            ch = 1 - math.exp(
                -self["turnover.base_hazard"]
                * math.exp(
                    self["turnover.strain_weight"] * self.col["strain"][i]
                    - self["turnover.result_weight"] * (self.col["salesRate"][i] - mr)
                    - self["turnover.motivation_weight"] * (self.col["motivation"][i] / self.motivation_0 - 1)
                    - self["turnover.pay_weight"]
                    * (math.log(max(self.col["payRate"][i] / self.outside_pay, 0.01)) - self.col["talent"][i])
                    + self["turnover.newness_weight"] * math.exp(-self.col["tenure"][i] / self["turnover.newness_time"])
                )
            )
            qs = self.col["recordQuota"][i]
            att = self.col["recordSales"][i] / qs if qs > 0 else 1
            weak = T > 0 and self.col["tenure"][i] >= self["turnover.probation"] and (att < T)
            self.col["tenure"][i] += 1
            if weak or self.draws.U(self.person[i], self.week, 14, 0)[0] < ch:
                nf[i] = 0.0
                self.hand_over(i)
                self.col["vacancy"][i] = self["turnover.vacancy"]
                self.add("exits", 1)
                self.add(f"{kind}Exits", 1)
                self.add(f"{age}Exits", 1)
                if weak:
                    self.add("dismissals", 1)
        self.col["filled"] = self.filled = nf

    def hand_over(self, seat):
        """Open deals of somebody who leaves."""
        for deal in self.opportunities:
            if deal["seat"] == seat:
                deal["ease"] *= self["turnover.handover"]
                deal["adv"] *= self["turnover.handover"]

    def offer(self, sales, usual, quota):
        """What the plan pays a week for sales at this quarterly rate, where others sell at another and have this quota."""
        quarters = self.periodLength / 13
        root = math.sqrt(quarters)
        d = (sales * quarters - quota) / root
        beyond = self.levers["accelerator"] * root * (phi(d) + d * Phi(d))
        reached = self.levers["bonus"] * quarters * Phi(d)
        own = self.own_part()
        commission = self.levers["commission"] * (own * sales + (1 - own) * usual)
        a_quarter = commission + (beyond + reached) / quarters + self.levers["contest"] / 10
        return self.levers["salary"] + self.sigma_q / 13 * a_quarter

    def pass_hiring(self):
        usual, talent = self.mean("salesRate", 1.452), self.mean("talent", 0)
        quota = self.mean("fullQuota", sum(self.col["fullQuota"]) / self.seats)
        offer = lambda t: self.offer(usual * math.exp(t - talent), usual, quota)
        for i in range(self.seats):
            if self.filled[i] or self.col["vacancy"][i] > 0:
                continue
            self.person[i] = i << 12 | (self.person[i] & 4095) + 1
            per = self.person[i]
            best = None
            least = None
            for a in range(int(self["hiring.applicants"])):
                z = self.scores(per, a)
                t = self.talent_of(z[0])
                if least is None or t < least[0]:
                    least = (t, z)
                if self.draws.U(per, 0, 15, 8 * a + 4)[0] < 1 / (
                    1
                    + math.exp(
                        -self["hiring.acceptance_slope"] * (math.log(max(offer(t) / self.outside_pay, 0.01)) - t)
                    )
                ):
                    ep = [self.draws.Z(per, 0, 15, 8 * a + 4)[1]] + list(self.draws.Z(per, 0, 15, 8 * a + 5))
                    sc = sum(
                        (
                            self.levers[n_]
                            * (self.validity * z[q_] + math.sqrt(1 - self.validity * self.validity) * ep[q_])
                            for q_, n_ in enumerate(("hiring_talent", "hiring_ownership", "hiring_support"))
                        )
                    )
                    if best is None or sc > best[0]:
                        best = (sc, z)
            self.assign(i, (best or least)[1])
            self.col["filled"][i] = 1.0
            self.col["tenure"][i] = 0.0
            self.col["skill"][i] = self.col["craft"][i] = self["hiring.newcomer_skill"]
            self.col["innovation"][i] = min(
                1,
                max(
                    0,
                    self["hiring.newcomer_innovation"]
                    + self["hiring.newcomer_innovation_sd"] * self.draws.Z(per, 0, 15, 6)[0],
                ),
            )
            self.col["motivation"][i] = self.motivation_0
            self.col["payRate"][i] = offer(self.col["talent"][i])
            self.col["salesRate"][i] = usual
            self.col["quota"][i] = (
                self.col["fullQuota"][i] * (self.periodLength - self.periodWeek) / self.periodLength
            )
            for n_ in (
                "route",
                "strain",
                "periodSales",
                "recordSales",
                "recordQuota",
                "beliefDrag",
                "prospectingDrag",
                "deadDeals",
                "attention",
                "schooling",
                "mentor",
                "mentorHours",
                "toolHours",
                "knowHow",
                "goodwill",
                "partner",
                "peerSkill",
                "helpHours",
            ):
                self.col[n_][i] = float(self.neutral[n_])
            self.add("hires", 1)

    def pass_ledger(self):
        Mg = (
            self["ledger.supervision"]
            + self["ledger.push_share"] * self.levers["push_share"]
            + self["ledger.monitoring"] * self.levers["monitoring"]
            + self["ledger.coaching_hour"]
            * self.levers["coaching"]
            * (self["ledger.outside_coach"] if self.levers["coach_source"] == "out" else 1)
            + self["ledger.review"] * self.levers["reviews"]
            + (self["ledger.ranking"] if self.levers["ranking"] != "none" else 0)
        )
        Pg = (
            self["ledger.directory"] * self.levers["directory"]
            + self["ledger.training_hour"] * self.levers["training"]
            + self["ledger.buyer_data"] * self.levers["buyer_data"]
            + self["ledger.meeting_hour"] * self.levers["meetings"]
            + self["ledger.tools"] * self.levers["tools"]
            + self["ledger.message"] * self.levers["messages"]
            + self["ledger.seeding"] * self.levers["seeding"]
            + {"none": 0, "one-way": self["ledger.visioning_one_way"], "two-way": self["ledger.visioning_two_way"]}[
                self.visioning
            ]
        )
        cost = (
            self.flows["salaryCost"]
            + self.flows["variableCost"]
            + self.seats * Mg
            + self.seats * Pg
            + self["ledger.expert"] * self.flows["expertWeeks"]
            + self["ledger.replacement"] * self.flows.get("exits", 0)
            + (
                self["ledger.assessment"] * self.validity * self.flows.get("hires", 0)
                if self.levers["hiring_talent"] + self.levers["hiring_ownership"] + self.levers["hiring_support"] > 0
                else 0
            )
        )
        self.add("cost", cost)
        self.add("profit", self["ledger.margin"] * self.flows["revenue"] - cost)
        self.add(
            "effortCost",
            0.5
            * self.curvature
            * self.sigma_q
            / 13
            * sum(
                (
                    pr * (x * x + y * y + 2 * self.gamma * x * y)
                    for pr, x, y in zip(self.col["present"], self.col["effort"], self.col["supportEffort"])
                )
            ),
        )
        self.add(
            "riskPremium",
            0.5
            * self.risk
            * self.sigma_q
            / 13
            * sum((pr * x * x for pr, x in zip(self.col["present"], self.col["slope"]))),
        )
        strain = sum(present * strain for present, strain in zip(self.col["present"], self.col["strain"]))
        self.add("strainCost", self["ledger.strain"] * strain)
