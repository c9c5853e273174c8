"""The week's processes from the direction to practices."""

import math

from draws import Phi, binomial, phi


class Deciding:

    def add(self, n, v):
        self.flows[n] = self.flows.get(n, 0) + v

    def begin_week(self):
        self.filled = self.col["filled"]
        self.flows = {}
        self.col["present"] = self.filled[:]

    def pass_endowment(self):
        self.staffing += (sum(self.filled) - self.staffing) / self["endowment.territory_lag"]
        self.share_the_market()

    def pass_control(self):
        if "control" not in self.present:
            return
        usual = self.mean("salesRate", 0)
        taken = self["control.push_share"] * self.levers["push_share"]
        taken += self["control.monitoring"] * self.levers["monitoring"]
        for i in range(self.seats):
            z = min(1, max(-1, self.col["salesRate"][i] / usual - 1)) if usual > 0 else 0
            rein = self.col["managerControl"][i] * (1 - self["control.trust_in_results"] * z)
            self.col["autonomy"][i] = min(1, max(0, 1 - rein * taken))

    def pass_direction(self):
        q = self.walk_variance * self.turbulence
        own = self.own_variance * math.exp(-self.information)
        hq = self.headquarters_variance * math.exp(-self.headquarters_information * self.information)
        J = lambda v: self.walk_variance / (v * (v + self.walk_variance))
        kap_ = 1 - math.exp(-self["direction.goal_speed"])
        re = self["direction.echo"]
        for i in range(self.seats):
            x_, zo = self.draws.Z(i, self.week, 3, 0)
            zh, zc = self.draws.Z(i, self.week, 3, 1)
            if re > 0:
                zo = math.sqrt(1 - re) * zo + math.sqrt(re) * self.draws.Z(self.team[i], self.week, 3, 4)[0]
            if self.col["tenure"][i] == 0:
                self.col["ownVariance"][i] = self["direction.newcomer_factor"] * own
                self.col["ownError"][i] = math.sqrt(self.col["ownVariance"][i]) * self.draws.Z(i, self.week, 3, 2)[0]
                self.col["goalAngle"][i] = self["direction.goal_spread"] * self.draws.Z(self.person[i], 0, 3, 6)[0]
                self.col["alignment"][i] = self.col["purpose"][i] = 0.0
            Pp = 1 / (self.col["headquartersVariance"][i] + q)
            Rr = J(hq / self.col["managerSignal"][i]) + self.col["proposals"][i]
            V = 1 / (Pp + Rr)
            self.col["headquartersError"][i] = V * (
                Pp * self.col["headquartersError"][i] + math.sqrt(Pp * Pp * q + Rr) * zh
            )
            self.col["headquartersVariance"][i] = V
            Pp = 1 / (self.col["ownVariance"][i] + q)
            V = 1 / (Pp + J(own) + self.col["coachSignal"][i])
            self.col["ownError"][i] = V * (
                Pp * (self.col["ownError"][i] - math.sqrt(q) * x_)
                + math.sqrt(J(own)) * zo
                + math.sqrt(self.col["coachSignal"][i]) * zc
            )
            self.col["ownVariance"][i] = V
        for i in range(self.seats):
            if self.levers["adaptivity"] == 0:
                self.col["pushStyle"][i] = self.levers["push_share"]
            elif self.week % 4 == 0 and self.filled[i]:
                b = math.exp(self["direction.style_error"] * self.draws.Z(self.team[i], self.week, 3, 5)[0])
                self.col["pushStyle"][i] += self["direction.style_speed"] * (
                    self.col["ownVariance"][i]
                    / (self.col["headquartersVariance"][i] * b + self.col["ownVariance"][i])
                    - self.col["pushStyle"][i]
                )
        for i in range(self.seats):
            oe, ov, he, hv = (
                self.col["ownError"][i],
                self.col["ownVariance"][i],
                self.col["headquartersError"][i],
                self.col["headquartersVariance"][i],
            )
            if self.visioning == "none":
                y = oe
            elif self.visioning == "one-way":
                y = oe + self["direction.one_way_weight"] * (he - oe)
            else:
                a = kk = 0
                for j in range(self.seats):
                    if self.team[j] == self.team[i] and j != i:
                        aj = self.filled[j] / (self.col["ownVariance"][j] + self.difference / 2)
                        a += aj
                        kk += aj * (self.col["ownError"][j] + self.col["outlook"][j])
                A = self["direction.sharing"] / (1 / a + self.difference / 2) if a else 0
                B = A * (kk / a - self.col["outlook"][i]) if a else 0
                y = (oe / ov + he / hv + B) / (1 / ov + 1 / hv + A)
            pi = self.levers["push_share"] + self.levers["adaptivity"] * (
                self.col["pushStyle"][i] - self.levers["push_share"]
            )
            dd = y + pi * (he - y)
            if self.filled[i]:
                self.col["alignment"][i] += kap_ * ((self.visioning != "none") - self.col["alignment"][i])
                self.col["purpose"][i] += kap_ * ((self.visioning == "two-way") - self.col["purpose"][i])
            al = self.col["goalAngle"][i] * (1 - self.col["alignment"][i])
            self.col["match"][i] = math.exp(-dd * dd / (2 * self.width * self.width) - al * al / 2)

    def pass_hours(self):
        administration = (
            self["hours.administration"]
            + self["hours.reporting"] * self.levers["monitoring"]
            + self["hours.planning"] * self.levers["push_share"]
        )
        self.add("administration", administration * sum(self.filled))
        Fr = (
            self["common.working_week"]
            - self["hours.base"]
            - administration
            - self.levers["coaching"]
            - self.levers["training"]
            - self.levers["meetings"]
            - self["hours.voice"] * self.levers["voice"]
        )
        for i in range(self.seats):
            self.col["sellingHours"][i] = self.filled[i] * min(
                self["common.working_week"],
                max(
                    self["hours.floor"],
                    Fr
                    - self.col["issueHours"][i]
                    - self.col["helpHours"][i]
                    - self.col["mentorHours"][i]
                    - self["hours.chase"] * self.col["deadDeals"][i]
                    + self.col["savedHours"][i]
                    + self["hours.process_innovation"] * self.col["innovation"][i]
                    + self.col["toolHours"][i],
                ),
            )

    def commission_factor(self):
        late, early = self.levers["late_window"], math.floor(self.periodLength / 2)
        return 1 - late if self.periodWeek < early else 1 + late * early / (self.periodLength - early)

    def own_part(self):
        return (1 - self.team_share) * (1 - self.pair_pay) + self.team_share / self.team_size

    def pass_effort(self):
        self.quarters = self.periodLength / 13
        self.early = math.floor(self.periodLength / 2)
        self.late = self.levers["late_window"]
        self.rate_now = self.commission_factor()
        self.commission = self.levers["commission"] * self.rate_now
        self.team_size = min(self.span, self.seats)
        self.team_share = self.levers["team_share"]
        self.pair_pay = self.levers["pair_pay"] if self.team_size > 1 else 0
        bown = self.commission * self.own_part()
        bteam = (
            self.commission * self.team_share * (self.team_size - 1) / self.team_size
            + self.commission * (1 - self.team_share) * self.pair_pay
        )
        btop = bown + self.levers["accelerator"]
        self.bonus = self.levers["bonus"] * self.quarters
        root = math.sqrt(self.quarters)
        d = 1.452 * (1 - self.levers["quota_level"]) * root
        self.at_quota = self.levers["accelerator"] * Phi(d) + self.bonus * phi(d) / root
        taken = self.levers["quota_ratchet"] * self.levers["quota_level"] * self.at_quota
        self.contest = self.levers["contest"] * self.contest_slope * math.sqrt(self.quarters)
        X = self.levers["commission"] * self["common.reference_revenue"] + self.sigma_q / self.periodLength * (
            self.levers["accelerator"] * root * (phi(d) + d * Phi(d))
            + self.bonus * Phi(d)
            + self.levers["contest"] * self.quarters / 10
        )
        self.variable_share = X / (self.levers["salary"] + X) if X > 0 else 0
        self.gamma = (
            self["common.substitution_simple"]
            + (self["common.substitution_complex"] - self["common.substitution_simple"]) * self.complexity
        )
        tau = max((self.periodLength - self.periodWeek) / 13, 1e-06)

        def Vf(b, cp, i):
            qq = math.sqrt(tau)
            tt = 1 / cp - self.risk
            a0 = tt * bown
            a1 = tt * btop
            x = (
                self.col["periodSales"][i]
                + (self["effort.expected_share"] * self.col["salesRate"][i] + b / cp) * tau
                - self.col["quota"][i]
            )
            dd = x / qq
            B = self.bonus
            Jj = math.expm1(tt * B) / tt if tt != 0 else B
            g0 = a0 * x + a0 * a0 * tau / 2
            g1 = tt * B + a1 * x + a1 * a1 * tau / 2
            g = max(g0, g1)
            T0 = math.exp(g0 - g) * Phi(-dd - a0 * qq)
            T1 = math.exp(g1 - g) * Phi(dd + a1 * qq)
            return (bown * T0 + btop * T1 + Jj / qq * math.exp(-dd * dd / 2 - g) / math.sqrt(2 * math.pi)) / (T0 + T1)

        for i in range(self.seats):
            a = self["effort.achievement_drive"] * self.col["achievement"][i]
            m = self.col["motivation"][i]
            b1 = m * (1 - self.crowding * self.variable_share) + a + self.contest - self["effort.foresight"] * taken
            b2 = m * (1 - self.crowding * self.variable_share) * self.col["autonomy"][i] - a + bteam
            b = b1 - self.gamma * b2
            cp = self.curvature * (1 - self.gamma**2)
            self.col["slope"][i] = Vf(b, cp, i)
            e1 = (self.col["slope"][i] + b) / cp
            e2 = (b2 - self.gamma * self.curvature * e1) / self.curvature
            u = self["effort.professional_floor"] * self.support_0
            if e1 < 0:
                e1 = 0
                e2 = max(u, b2 / self.curvature)
            elif e2 < u:
                e2 = u
                b = b1 - self.gamma * self.curvature * u
                self.col["slope"][i] = Vf(b, self.curvature, i)
                e1 = max(0, (self.col["slope"][i] + b) / self.curvature)
            y = max(
                e1,
                min(self.levers["activity_floor"] * self.effort_0, e1 + self.levers["monitoring"] / self.curvature),
            )
            self.col["exacted"][i] = self.filled[i] * (y - e1) / self.effort_0
            self.col["effort"][i] = self.filled[i] * self.col["beliefDrag"][i] * y
            self.col["supportEffort"][i] = self.filled[i] * e2
            self.col["supportDrive"][i] = self.filled[i] * min(
                2,
                math.exp(
                    self["effort.support_elasticity"]
                    * math.log(max(self.col["supportEffort"][i] / self.support_0, 0.01))
                ),
            )

    def pass_practices_on(self):
        share = self["practices.passed_on"]
        for i in range(self.seats):
            for teacher in (int(self.col["partner"][i]), int(self.col["mentor"][i])):
                told = teacher >= 0 and self.filled[teacher] and self.col["tenure"][teacher] > 0
                if self.filled[i] and told:
                    self.hear_of_practices(self.notebooks[i], self.notebooks[teacher], share)

    def hear_of_practices(self, own, other, share):
        for j in range(self.arms):
            if other["s"][j] + other["f"][j] > own["s"][j] + own["f"][j] + 1e-6:
                for count in "sf":
                    own[count][j] += share * (other[count][j] - own[count][j])

    def pass_practices(self):
        if "practices" in self.present:
            for j in range(self.arms):
                if self.draws.U(j, self.week, 17, 1001)[0] < 1 - math.exp(
                    -self["practices.change_rate"] * self.turbulence
                ):
                    self.arm_rates[j] = self.true_rate(j, self.week)
            if self.week % 4 == 0:
                kp = 1 - 4 / self["practices.memory"]
                for i in range(self.seats):
                    for j in range(self.arms):
                        S0, F0 = self.prior(j)
                        self.notebooks[i]["s"][j] = S0 + kp * (self.notebooks[i]["s"][j] - S0)
                        self.notebooks[i]["f"][j] = F0 + kp * (self.notebooks[i]["f"][j] - F0)
            self.pass_practices_on()
            yy = self["practices.pay_weight"] * self.variable_share
            tq = self.periodWeek + self.batch
            Tq = self.periodLength
            wrest = (
                max(0, self.early - tq) * (1 - self.late)
                + max(0, Tq - max(self.early, tq)) * (1 + self.late * self.early / (Tq - self.early))
            ) / Tq
            gn = (
                self.mean_rate
                * self["practices.loss_aversion"]
                * self["practices.stake"]
                * (1 - self.levers["safety"])
                * (1 + yy * self.rate_now)
                / (self["practices.planning_horizon"] * (1 + yy * wrest))
            )
            bestarm = max(range(self.arms), key=lambda j: (self.arm_rates[j], -j))
            for i in range(self.seats):
                if not self.filled[i]:
                    continue
                isnew = self.col["tenure"][i] == 0
                if isnew:
                    self.open_notebook(i)
                    self.notebooks[i]["weeks"] = self.batch
                nb = self.notebooks[i]
                before = nb["pr"]
                if nb["weeks"] >= self.batch:
                    u, u2 = self.draws.U(i, self.week, 17, 1)
                    nb["exp"] = 0
                    doubt = lambda j: math.sqrt(
                        nb["s"][j] * nb["f"][j] / ((nb["s"][j] + nb["f"][j]) ** 2 * (nb["s"][j] + nb["f"][j] + 1))
                    )
                    other = (
                        lambda a: (
                            a
                            + 1
                            + min(math.floor(self.draws.U(i, self.week, 17, 2)[0] * (self.arms - 1)), self.arms - 2)
                        )
                        % self.arms
                    )
                    if u < self.levers["push_share"]:
                        chs = self.mandated
                    else:
                        b = self.best_believed(nb, nb["pr"])
                        md = nb["mode"]
                        if md == 0:
                            chs = b
                        elif md == 1:
                            chs = other(b) if u2 < self["practices.curiosity"] else b
                        elif md == 2:
                            chs = max(
                                range(self.arms),
                                key=lambda j: (
                                    self.belief(nb, j) + doubt(j) * self.draws.Z(i, self.week, 17, 3 + j // 2)[j % 2],
                                    -j,
                                ),
                            )
                        else:
                            chs = other(nb["pr"]) if nb["short"] >= self["practices.patience"] else nb["pr"]
                        fb = nb["pr"] if md == 3 else b
                        if chs != fb:
                            Dd_ = doubt(chs)
                            tt = (self.belief(nb, fb) - self.belief(nb, chs)) / Dd_
                            if Dd_ * (phi(tt) - tt * Phi(-tt)) > gn:
                                nb["exp"] = 1
                            else:
                                chs = fb
                    if chs != nb["pr"]:
                        nb["short"] = 0.0
                    nb["pr"] = chs
                    nb["weeks"] = 0
                nb["weeks"] += 1
                self.col["practiceLift"][i] = (
                    self.arm_rates[nb["pr"]]
                    / (self.mean_rate * self["practices.reference_lift"])
                    * (1 if nb["pr"] == before or isnew else 1 - self["practices.switch_cost"])
                )
                self.add("experiments", nb["exp"])
                self.add("bestPractised", nb["pr"] == bestarm)
                self.add("unsanctioned", nb["pr"] >= self.sanctioned)
                self.add("practiceLifts", self.col["practiceLift"][i])
            Bn = (
                self.politeness
                * self.word_weight
                / (self.word_weight + self.deed_weight + self["feedback.data_precision"] * self.levers["buyer_data"])
            )
            for i in range(self.seats):
                if not self.filled[i]:
                    continue
                nb = self.notebooks[i]
                u, u2 = self.draws.U(i, self.week, 17, 0)
                cc = min(16, math.floor(self["practices.contacts"] * self.col["sellingHours"][i] / 20 + 0.5))
                cf = self["practices.confusion"]
                src = min(math.floor(u2 * self.arms / cf), self.arms - 1) if u2 < cf else nb["pr"]
                kk = binomial(u, cc, self.arm_rates[src])
                a, k1, c1 = nb["news"][self.week % self.lag]
                nb["news"][self.week % self.lag] = (nb["pr"], kk, cc)
                if c1 > 0:
                    hh = k1 + Bn * (c1 - k1)
                    nb["s"][a] += hh
                    nb["f"][a] += min(1, self.failure_weight * self.col["candour"][i]) * (c1 - hh)
                    if a == nb["pr"]:
                        nb["short"] = (
                            (1 - 1 / self["practices.memory"]) * nb["short"]
                            + (nb["asp"] * (1 + self["practices.vision_stretch"] * self.col["purpose"][i]) - self["practices.comfort"])
                            * c1
                            - hh
                        )
                    nb["asp"] += self["practices.aspiration_speed"] * (k1 / c1 - nb["asp"])
            if self.week % 13 == 0:
                self.mandated = self.decree()
