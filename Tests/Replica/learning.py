"""The week's processes from beliefs to adoption."""

import math

from draws import binomial, half_up


class Learning:

    def pass_beliefs(self):
        for i in range(self.seats):
            if self.filled[i] and self.col["tenure"][i] == 0:
                self.open_beliefs(i)
        a, b = (self.word_weight, self.deed_weight + self["feedback.data_precision"] * self.levers["buyer_data"])
        kb = 1 - 1 / self["beliefs.memory"]
        Lg = self["beliefs.lag"]
        for i in range(self.seats):
            if not self.filled[i]:
                continue
            kk = binomial(
                self.draws.U(i, self.week, 20, 0)[0], int(min(16, self.col["failures"][i])), self.politeness
            )
            om_ = min(1, self.failure_weight * self.col["candour"][i])
            rv = self["beliefs.rewriting"] * self.col["believedFailures"][i]
            lw, lf = (self.col["latentWins"][i] / Lg, self.col["latentFailures"][i] / Lg)
            self.col["believedWins"][i] = (
                kb * (self.col["believedWins"][i] + rv) + a * (self.col["wins"][i] + kk) + b * lw
            )
            self.col["believedFailures"][i] = kb * (self.col["believedFailures"][i] - rv) + om_ * (
                a * (self.col["failures"][i] - kk) + b * lf
            )
            self.col["trueWins"][i] = kb * self.col["trueWins"][i] + (a + b) * self.col["wins"][i]
            self.col["trueFailures"][i] = kb * self.col["trueFailures"][i] + (a + b) * self.col["failures"][i]
            self.col["latentWins"][i] += self.col["wins"][i] - lw
            self.col["latentFailures"][i] += self.col["failures"][i] - lf
            self.col["deadDeals"][i] += kk - self.col["deadDeals"][i] / (Lg * (1 + self["beliefs.sunk_cost"]))
            self.col["belief"][i] = (self.col["believedWins"][i] + 1e-06 * self.typical_chance) / (
                self.col["believedWins"][i] + self.col["believedFailures"][i] + 1e-06
            )
            self.col["winChance"][i] = (self.col["trueWins"][i] + 1e-06 * self.typical_chance) / (
                self.col["trueWins"][i] + self.col["trueFailures"][i] + 1e-06
            )
            o = max(0, self.col["belief"][i] - self.col["winChance"][i])
            ob = self["beliefs.reference_optimism"]
            self.col["beliefDrag"][i] = max(0, 1 - self["beliefs.fantasy"] * o) / (1 - self["beliefs.fantasy"] * ob)
            self.col["prospectingDrag"][i] = max(0, 1 - self["beliefs.slack"] * o) / (1 - self["beliefs.slack"] * ob)
            self.add("beliefGaps", self.col["belief"][i] - self.col["winChance"][i])
            self.add("believedChances", self.col["belief"][i])
            self.add("falseHopes", self.col["deadDeals"][i])

    def pass_coaching(self):
        if "coaching" in self.present:
            outs = self.levers["coach_source"] == "out"
            Ch = self.levers["coaching"]
            sf = self.levers["safety"]
            rk = self.levers["ranking"]
            rv_ = self.levers["reviews"]
            for i in range(self.seats):
                if self.filled[i] and self.col["tenure"][i] == 0:
                    self.open_coaching(i)
            if Ch > 0:
                for i in range(self.seats):
                    if not self.filled[i]:
                        continue
                    kp = self["coaching.promises_kept"]
                    cc = kp if outs else kp * self.col["managerReliability"][i]
                    x = (
                        self["coaching.outside_trust"] / kp
                        if outs
                        else (1 - self["coaching.suspicion"] * self.levers["monitoring"])
                        / kp
                        * self.col["managerCoaching"][i]
                    )
                    self.col["trust"][i] += self["coaching.trust_speed"] * (
                        (x if self.draws.U(i, self.week, 10, 0)[0] < cc else 0) - self.col["trust"][i]
                    )
            std = [0.0] * self.seats
            if rk != "none":
                for i in range(self.seats):
                    ot = [j for j in range(self.seats) if self.team[j] == self.team[i] and j != i and self.filled[j]]
                    if self.filled[i] and ot:
                        std[i] = sum(
                            (
                                (self.col["salesRate"][j] < self.col["salesRate"][i])
                                - (self.col["salesRate"][j] > self.col["salesRate"][i])
                                for j in ot
                            )
                        ) / len(ot)
            Wc = (
                self["coaching.watch_threat"] * self.levers["monitoring"]
                + self["coaching.review_threat"] * math.sqrt(rv_ / 3)
            ) * (1 - sf)
            Nc = self["coaching.shame_threat"] * (1 - sf) if rk == "named" else 0
            for i in range(self.seats):
                T_ = self.col["ego"][i] * (Wc + Nc * max(0, -std[i]))
                net = self.col["trust"][i] - T_
                self.col["coachGain"][i] = max(
                    0.1,
                    1
                    + self["coaching.learning_gain"]
                    * math.sqrt(Ch)
                    * (1 if outs else self.col["managerCoaching"][i])
                    * net,
                )
                here = 1 if outs else self.col["managerCoaching"][i]
                self.col["attention"][i] = 1 + self["coaching.deal_care"] * math.sqrt(
                    Ch / max(1, self.col["openDeals"][i])
                ) * here * max(0, net)
                self.col["coachSignal"][i] = (
                    self["coaching.signal_precision"]
                    * Ch
                    * (self["coaching.outside_knowledge"] if outs else self.col["managerSignal"][i])
                )
                self.col["candour"][i] = math.exp(
                    self["coaching.candour_gain"] * math.sqrt(Ch) * self.col["trust"][i]
                    - self["coaching.threat_loss"] * T_
                )
                self.col["feedbackDrive"][i] = (
                    self["coaching.review_gain"] * math.sqrt(rv_ / 3) * net
                    - (self["coaching.catching_up"] * std[i] if rk != "none" else 0)
                    + (
                        self["coaching.pride"] * (max(0, std[i]) - self.col["ego"][i] * (1 - sf) * max(0, -std[i]))
                        if rk == "named"
                        else 0
                    )
                )
                self.add("trusts", self.filled[i] * self.col["trust"][i])
                self.add("harmed", self.filled[i] * (net < 0) * (Ch > 0 or rv_ > 0))
            self.col["mentorHours"] = [0.0] * self.seats
            self.col["mentor"] = [-1.0] * self.seats
            if self.levers["mentoring"] != "off":
                lot = [self.draws.U(i, self.week, 10, 3)[0] for i in range(self.seats)]
                for i in sorted(range(self.seats), key=lambda i: lot[i]):
                    if not self.filled[i] or self.col["tenure"][i] >= self["coaching.newcomer_weeks"]:
                        continue
                    if self.levers["mentoring"] == "opt-in" and (
                        not self.draws.U(self.person[i], 0, 10, 2)[0]
                        < self["coaching.opt_in"]
                        + self["coaching.opt_in_drive"] * self.col["achievement"][i]
                        + self["coaching.opt_in_talent"] * self.col["talent"][i]
                    ):
                        continue
                    cd = [
                        j
                        for j in range(self.seats)
                        if self.team[j] == self.team[i]
                        and j != i
                        and self.filled[j]
                        and (self.col["tenure"][j] >= self["coaching.senior_weeks"])
                        and (self.col["mentorHours"][j] == 0)
                    ]
                    if not cd:
                        continue
                    mt = max(cd, key=lambda j: (self.col["skill"][j], -lot[j]))
                    self.col["mentorHours"][i] = self.col["mentorHours"][mt] = self["coaching.mentoring_hours"]
                    self.col["mentor"][i] = float(mt)

    def pass_skill(self):
        skill = self.col["skill"]
        mentors = map(int, self.col["mentor"])
        ahead = [skill[mentor] - skill[i] if mentor >= 0 else 0 for i, mentor in enumerate(mentors)]
        for i in range(self.seats):
            op = float(self.col["skill"][i] >= self["skill.innovation_foundation"])

            def grow(x, eta, de, ageing, u, opn, pace):
                y = min(1, u * self.col["supportDrive"][i]) * opn
                up = eta * y * self.col["coachGain"][i] * pace
                dn = de * (1 - y) + ageing
                if up + dn == 0:
                    return x
                xs = up / (up + dn)
                return xs + (x - xs) * math.exp(-self.filled[i] * (up + dn))

            self.col["skill"][i] = grow(
                self.col["skill"][i],
                self["skill.learning_rate"],
                self["skill.forgetting_rate"],
                self["skill.turnover_of_offers"],
                self["skill.use"],
                1,
                1 + self["skill.peer_learning"] * max(self.col["peerSkill"][i], ahead[i]),
            )
            self.col["innovation"][i] = grow(
                self.col["innovation"][i],
                self["skill.innovation_learning_rate"],
                self["skill.innovation_forgetting_rate"],
                0,
                self["buyers.new_share"],
                op,
                1,
            )
            self.school(i)
            if self.week % 13 == 12 and self.filled[i]:
                self.sort_into_quadrants(i)

    def school(self, i):
        kept = math.exp(-self["skill.schooling_forgetting"]) * self.col["schooling"][i]
        self.col["schooling"][i] = kept + self.filled[i] * self.levers["training"]
        reach = self["skill.schooling_reach"]
        closed = reach * (1 - math.exp(-self["skill.schooling_worth"] / reach * self.col["schooling"][i]))
        self.col["craft"][i] = self.col["skill"][i] + (1 - self.col["skill"][i]) * closed

    def sort_into_quadrants(self, i):
        quadrant = {(True, True): 1, (True, False): 2, (False, True): 3, (False, False): 4}[
            self.col["skill"][i] >= 0.5, self.col["innovation"][i] >= 0.5
        ]
        route = self.col["route"][i]
        self.col["quadrant"][i] = quadrant
        if quadrant == 1:
            self.add("straightLeaders", route == 1)
            self.add("roundaboutLeaders", route == 2)
        self.col["route"][i] = {1: 0, 2: 2 if route > 0 else 0, 3: 1, 4: route}[quadrant]

    def pass_ties(self):
        if "ties" in self.present:
            for i in range(self.seats):
                if self.filled[i] and self.col["tenure"][i] == 0:
                    self.col["tieStrength"][i] = 0.0
            op = [
                math.exp(
                    0.5
                    * (
                        self["ties.sociability_factor"] * self.col["sociability"][i]
                        + self["ties.horizontality_factor"] * self.col["horizontality"][i]
                    )
                )
                for i in range(self.seats)
            ]
            rdy = [min(1, self["ties.readiness"] * self.col["supportDrive"][i]) for i in range(self.seats)]
            wo = [self.col["slope"][i] + self.col["motivation"][i] for i in range(self.seats)]
            kd = self.week % 3
            hp = [[] for _ in range(self.seats)]
            giv = [0] * self.seats
            rival = self.contest / (self.seats - 1) if self.seats > 1 else 0
            newtie = [0.0] * self.seats
            for i in range(self.seats):
                j = self.contacts[kd][i]
                prs = self.filled[i] * self.filled[j] if j >= 0 else 0
                w1 = self.ties[kd][i] if prs and min(self.col["tenure"][i], self.col["tenure"][j]) >= 3 else 0
                Mm = (
                    1
                    - math.exp(
                        -3
                        * prs
                        * (
                            self["ties.meeting_rate"] * op[i] * op[j] * (w1 + self["ties.acquaintance"])
                            + self["ties.structured_rate"] * self.levers["meetings"]
                        )
                    )
                    if prs
                    else 0
                )
                ui = self.draws.U(i, self.week, 21, 0)[0]
                met = ui < Mm
                told = asked = 0
                if met:
                    t = ui / Mm
                    mate = self.commission * self.team_share / self.team_size if kd < 2 else 0
                    told = int(t < rdy[j] and self["ties.reciprocity"] * w1 * wo[j] + mate > rival)
                    asked = int(
                        1 - t < rdy[i]
                        and self["ties.reciprocity"] * w1 * wo[i]
                        + mate
                        + (self.commission * (1 - self.team_share) * self.pair_pay if kd == 0 else 0)
                        > rival
                    )
                    if told:
                        hp[i].insert(0, j)
                        giv[j] += 1
                    if asked:
                        hp[j].append(i)
                        giv[i] += 1
                x = met * self["ties.meeting_gain"] + max(told, asked) * self["ties.help_gain"]
                newtie[i] = (w1 + x * (1 - w1)) * math.exp(-3 * self["ties.decay"])
                self.add("helps", told + asked)
            self.ties[kd] = newtie
            if kd == 2:
                self.sum_ties()
            for i in range(self.seats):
                # The contact comes first in the list, and so among equals.
                partner = max(hp[i], key=lambda j: self.col["skill"][j], default=-1)
                self.col["partner"][i] = float(partner)
                ahead = self.col["skill"][partner] - self.col["skill"][i] if partner >= 0 else 0
                self.col["peerSkill"][i] = max(0, ahead)
                self.col["helpHours"][i] = self["ties.help_hours"] * giv[i]
                g0_ = self.col["goodwill"][i] if self.filled[i] and self.col["tenure"][i] > 0 else 0
                self.col["goodwill"][i] = g0_ + self.filled[i] * (1 - math.exp(-self["ties.goodwill_speed"])) * (
                    op[i] ** 2 * self.col["supportDrive"][i] + self["ties.recognised_help"] * giv[i] - g0_
                )
            if self.week % 13 == 0:
                gs = sorted((self.col["goodwill"][i] for i in range(self.seats) if self.filled[i]))
                if gs:
                    self.liked = (gs[len(gs) - 1 - (len(gs) - 1) // 4], gs[(len(gs) - 1) // 4])

    def pass_adoption(self):
        if "adoption" in self.present:
            for i in range(self.seats):
                self.col["proposals"][i] = self.filled[i] * self["adoption.proposals"] * self.levers["voice"]
                if not self.filled[i]:
                    self.stages[i] = 0
                elif self.col["tenure"][i] == 0:
                    self.open_adoption(i)
            if self.levers["tools"] == 0:
                if self.tools_here:
                    self.tools_here = 0
                    self.tool_share = self.tool_growth = 0.0
                    self.stages = [0] * self.seats
                    self.col["toolHours"] = [0.0] * self.seats
            else:
                if not self.tools_here:
                    self.tools_here = 1
                    pl = half_up(self["adoption.pilot_share"] * self.seats)
                    o1 = sorted(
                        range(self.seats), key=lambda i: (self.col["tieStrength"][i] * self.col["salesRate"][i], i)
                    )
                    sc = [0.0] * self.seats
                    for k_, i in enumerate(o1):
                        sc[i] = (1 - self.levers["seeding"]) * self.draws.U(i, self.week, 22, 2)[0] + self.levers[
                            "seeding"
                        ] * k_ / self.seats
                    for i in sorted([i for i in range(self.seats) if self.filled[i]], key=lambda i: (-sc[i], -i))[
                        :pl
                    ]:
                        self.stages[i] = 2
                uses = [self.stages[i] >= 2 for i in range(self.seats)]
                says = [0 if uses[i] else self.thresholds[i] for i in range(self.seats)]
                Fs = sum(uses) / sum(self.filled) if sum(self.filled) else 0
                self.tool_growth += Fs - self.tool_share - self.tool_growth / 13
                self.tool_share = Fs
                ns_ = self.stages[:]
                nt = self.thresholds[:]
                for i in range(self.seats):
                    Hh = sn = sd_ = nr = 0
                    for k_ in range(3):
                        j = self.contacts[k_][i]
                        if j < 0:
                            continue
                        b = self.ties[k_][i] * self.filled[j] * self.col["salesRate"][j] / 1.452
                        Hh += b
                        sn += b * uses[j]
                        sd_ += b * says[j]
                        nr += (b > 0) * uses[j]
                    a = self["adoption.visibility"] * Fs + (
                        (1 - self["adoption.visibility"]) * sn / Hh if Hh > 0 else 0
                    )
                    u = self.draws.U(i, self.week, 22, 0)[0]
                    if self.stages[i] == 0:
                        ns_[i] = (
                            1
                            if u
                            < 1
                            - (1 - self["adoption.reception"])
                            ** (self["adoption.mentions"] + self.levers["messages"] + nr)
                            else 0
                        )
                    elif self.stages[i] == 1:
                        tt = (
                            self.thresholds[i]
                            + self["adoption.habit"]
                            * self.col["tenure"][i]
                            / (self.col["tenure"][i] + self["adoption.habit_time"])
                            - self["adoption.participation"] * self.levers["voice"]
                        )
                        ns_[i] = (
                            2
                            if u
                            < min(
                                1,
                                self["adoption.innovation"]
                                + self["adoption.imitation"] * a
                                + self["adoption.conviction"]
                                * (a + self["adoption.momentum"] * self.tool_growth >= tt),
                            )
                            else 1
                        )
                    elif self.stages[i] == 2:
                        x = self["adoption.commitment"]
                        ns_[i] = 3 if u < x else 1 if u < x + self["adoption.disappointment"] else 2
                    if not self.filled[i]:
                        ns_[i] = 0
                    nt[i] = self.thresholds[i] + (sd_ - Hh * self.thresholds[i]) / (
                        self["adoption.stubbornness"] + Hh
                    )
                self.stages, self.thresholds = (ns_, nt)
                for i in range(self.seats):
                    self.col["toolHours"][i] = (
                        self["adoption.hours_saved"] * self.levers["tools"]
                        if self.stages[i] == 3
                        else -self["adoption.hours_to_learn"] * self.levers["tools"] if self.stages[i] == 2 else 0
                    )
                    self.add("toolUsers", self.stages[i] >= 2)
