"""The week's processes from prospecting to accounts."""

import math

from draws import half_up, normal_score, poisson


class Selling:

    def pass_prospecting(self):
        self.found = []
        for i in range(self.seats):
            lam = (
                self.filled[i]
                * self["prospecting.arrival_rate"]
                / self.neutral["match"]
                * self.potential
                * self.col["territory"][i]
                * self.col["match"][i]
                * self.col["practiceLift"][i]
                * self.col["prospectingDrag"][i]
                * self.col["knowHow"][i]
                * math.exp(
                    self.lead_elasticity
                    * math.log(max(self.col["effort"][i], 0.01 * self.effort_0) / self.effort_0)
                    + self["prospecting.hours_elasticity"] * math.log(max(self.col["sellingHours"][i] / 20, 0.01))
                    + self.col["talent"][i]
                )
            )
            self.col["leads"][i] = min(4095, poisson(self.draws.U(i, self.week, 6, 0)[0], lam))
            self.col["openDeals"][i] += self.col["leads"][i]
            self.found += [self.find(i, o) for o in range(int(self.col["leads"][i]))]
        self.add("created", len(self.found))
        self.created_total += len(self.found)

    def find(self, seat, ordinal):
        identity = seat << 12 | ordinal
        u, choice = self.draws.U(identity, self.week, 9, 1)
        z, merit = self.draws.Z(identity, self.week, 6, 1)
        size = self.deal_log_sd * z
        pace = math.exp(-self["prospecting.size_pace"] * size)
        ease = math.exp(
            self.merit_log_sd * merit - (self["prospecting.size_odds"] + self["prospecting.size_pace"]) * size
        )
        up, lost, undecided = self.stage_rates[1]
        return dict(
            id=identity,
            born=self.week,
            seat=seat,
            value=self.deal_mean * math.exp(size - self.deal_log_sd * self.deal_log_sd / 2),
            unres=0,
            ease=ease,
            doubt=pace,
            pace=pace,
            quality=1.0,
            disc=0.0,
            group=0,
            stage=1,
            adv=up * ease,
            loss=lost * pace,
            und=undecided * pace,
            haz=0.0,
            thr=-math.log1p(-u),
            ch=choice,
        )

    def pass_customers(self):
        for i in range(self.seats):
            self.col["savedHours"][i] = self["customers.probing_hours"] * self.levers["agenda"] * self.col["leads"][i]
        if self["customers.copying"] > 0 and any(self.filled):
            craft = self.mean("craft", 0)
            left = self["customers.need_spread"] * (1 - (1 - self.levers["agenda"]) * craft)
            x = 1 / math.sqrt(1 + left * left)
            self.rival_quality += (1 - math.exp(-self["customers.copying"])) * (x - self.rival_quality)
        for o in self.found:
            u, u2 = self.draws.U(o["id"], self.week, 24, 0)
            z = normal_score(max(u, 2 ** (-60)))
            kq = math.floor(64 * u2)
            g = (64 * u2 - kq) * 2**20
            G = math.floor(g) / 2**20
            x = 4 * (g - math.floor(g))
            o["group"] = math.floor(x)
            isnew = x - math.floor(x) < self["buyers.new_share"]
            sk = self.col["innovation" if isnew else "craft"][o["seat"]]
            o["quality"] = math.exp(
                -0.5 * self["customers.need_spread"] ** 2 * (z * (1 - (1 - self.levers["agenda"]) * sk)) ** 2
            )
            fit = math.exp(
                (1 - self.progress[kq])
                * self["customers.quality_weight"]
                * math.exp(-self["buyers.control"] * self.information)
                * (o["quality"] - (self["customers.reference_quality"] if isnew else self.rival_quality))
            )
            gap = math.exp(
                -self["buyers.gap_weight"]
                * (o["quality"] - 2 * self["customers.incumbent_goodwill"] * G - self["customers.pain_threshold"])
            )
            o["ease"] *= fit
            o["adv"] *= fit
            o["doubt"] *= gap
            o["und"] *= gap
        self.opportunities += self.found

    def pass_issues(self):
        self.col["issueHours"] = [0.0] * self.seats
        self.col["requests"] = [0.0] * self.seats
        weights = [
            self.filled[i]
            * (self.col["ownership"][i] * math.exp(-self.col["talent"][i])) ** self["issues.by_advantage"]
            for i in range(self.seats)
        ]
        for o in self.with_issues:
            nI = min(
                200,
                poisson(
                    self.draws.U(o["id"], o["born"], 7, 0)[0],
                    self["issues.rate"] * (1 + self["issues.complex_factor"] * self.complexity),
                ),
            )
            for j in range(nI):
                i = o["seat"]
                uo, ua = self.draws.U(o["id"], o["born"], 7, 1 + 3 * j)
                us, uc = self.draws.U(o["id"], o["born"], 7, 2 + 3 * j)
                ue, ur = self.draws.U(o["id"], o["born"], 7, 3 + 3 * j)
                ux, uw = self.draws.U(o["id"], o["born"], 7, 700 + j)
                if ux < self["issues.assigned"]:
                    first = i - i % self.span
                    team = range(first, min(first + self.span, self.seats))
                    if sum(weights[k] for k in team) > 0:
                        left = uw * sum(weights[k] for k in team)
                        for taker in team:
                            if left < weights[taker]:
                                break
                            left -= weights[taker]
                        if taker != i:
                            i, us = taker, us / (1 - self["issue_outcomes.hand_off_loss"])
                know = 1 - math.exp(
                    -max(
                        0,
                        self["issues.reach"]
                        + self["issues.reach_directory"] * self.levers["directory"]
                        + self["issues.reach_tenure"] * (1 - math.exp(-self.col["tenure"][i] / 52))
                        + self["issues.reach_ties"] * (self.col["tieStrength"][i] - 0.45),
                    )
                    * math.exp(self["issues.reach_sociability"] * self.col["sociability"][i])
                )
                owns = uo < self.filled[i] * self.col["supportDrive"][i] * self.col["ownership"][i] * (
                    0.5 + 0.5 * self.col["autonomy"][i]
                )
                asks = (
                    bool(self.free_times)
                    and ua < self.filled[i] * self.col["supportDrive"][i] * self.col["supportSkill"][i] * know
                )
                self.add("issues", 1)
                if asks:
                    self.col["requests"][i] += 1
                    o["unres"] += 1
                    self.add("asked", 1)
                    self.requests.append(
                        dict(
                            t=self.week + uc,
                            work=-math.log1p(-ue) / self["issues.expert_rate"],
                            g=self.col["goodwill"][i],
                            luck=us,
                            o=ur,
                            deal=o,
                            seat=i,
                            owned=owns,
                        )
                    )
                else:
                    ok = us < (self.alone if owns else self.by_itself)
                    if owns:
                        self.col["issueHours"][i] += self.hours_alone
                    if ok:
                        self.add("issuesResolved", 1)
                    else:
                        o["unres"] += 1
            o["adv"] = self.stage_rates[3][0] * o["ease"] * self.drag ** min(o["unres"], 200)
        self.with_issues = []

    def pass_expert_queue(self):
        self.col["answers"] = [0.0] * self.seats
        ns = max(1, half_up(self.levers["experts"] * self.seats / 64))
        self.free_times = self.free_times[:ns] + [float(self.week)] * (ns - len(self.free_times))
        self.add("expertWeeks", ns)
        self.add("busyWeeks", sum((min(max(t - self.week, 0), 1) for t in self.free_times)))
        end = self.week + 1

        def settle(qr, ans):
            if qr["owned"]:
                self.col["issueHours"][qr["seat"]] += self.hours_together if ans else self.hours_alone
            ch = (
                1 - (1 - self.alone) * (1 - self.by_expert)
                if qr["owned"] and ans
                else self.by_expert * (1 - self.hand_off) if ans else self.alone if qr["owned"] else self.by_itself
            )
            if qr["luck"] < ch:
                self.add("issuesResolved", 1)
                o = qr["deal"]
                if o["stage"] > 0:
                    o["unres"] -= 1
                    o["adv"] = self.stage_rates[o["stage"]][0] * o["ease"] * self.drag ** o["unres"]

        Dl = self["expert_queue.answer_limit"]
        while True:
            sidx = min(range(ns), key=lambda j: (self.free_times[j], j))
            ft = self.free_times[sidx]
            line = [x for x in self.requests if x["t"] <= ft]
            if not line:
                nx = [x for x in self.requests if x["t"] < end]
                if not nx:
                    break
                line = [min(nx, key=lambda x: (x["t"], x["o"]))]
            gone = [x for x in line if x["t"] + Dl < min(ft, end)]
            if gone:
                for x in gone:
                    self.requests.remove(x)
                    self.add("abandoned", 1)
                    settle(x, False)
                continue
            x = min(line, key=lambda x: (-x["g"], math.floor(x["o"] * 2**53)))
            st = max(ft, x["t"])
            if st >= end:
                break
            self.requests.remove(x)
            self.free_times[sidx] = st + x["work"]
            self.add("answered", 1)
            self.col["answers"][x["seat"]] += 1
            self.add("waitWeeks", st - x["t"])
            x["g"] >= self.liked[0] and (self.add("likedAnswered", 1), self.add("likedWaitWeeks", st - x["t"]))
            x["g"] <= self.liked[1] and (self.add("dislikedAnswered", 1), self.add("dislikedWaitWeeks", st - x["t"]))
            self.add("busyWeeks", min(x["work"], end - st))
            settle(x, True)

    def pass_pressure(self):
        w = self.periodLength - self.periodWeek
        Vp = (
            self.levers["commission"]
            * (1 - (self.late if self.early > 0 else 0))
            * ((1 - self.team_share) * (1 - self.pair_pay) + self.team_share / self.team_size)
            + self.at_quota
        )
        R4 = sum(self.stage_rates[4])
        for i in range(self.seats):
            self.col["pressure"][i] = self.filled[i] * (
                math.exp(-R4 * w)
                * (
                    max(0, self.col["slope"][i] - Vp) / (self.curvature * self.effort_0)
                    + self["pressure.managers_pressure"] * self.levers["closing_push"]
                )
                + self.col["exacted"][i]
            )
        window = self["pressure.window"]
        near = w <= (max(1, half_up(window * self.periodLength / 13)) if window else 0)
        if near and self["pressure.discount"] > 0:
            offers = [self.offer_discount(i, w, Vp) if self.filled[i] else 0 for i in range(self.seats)]
            for o in self.opportunities:
                x = offers[o["seat"]]
                movable = o["stage"] == 4 and o["disc"] == 0 and x > 0
                if movable and self.draws.U(o["id"], o["born"], 18, 0)[0] < self["pressure.controllable"]:
                    o["disc"] = x
                    o["ease"] *= self.price_factor(x)
        self.hurry(near, Vp)

    def price_factor(self, discount):
        return (1 - discount) ** -self["pressure.price_elasticity"]

    def offer_discount(self, seat, left, later):
        """The discount that is worth most to the seller, or 0."""
        best, most = 0, 0
        for step in (1, 2, 3):
            x = self["pressure.discount"] * step / 3
            worth = self.worth_of_discount(x, self.col["slope"][seat], left, later)
            if worth > most:
                best, most = x, worth
        return best

    def worth_of_discount(self, x, now, left, later):
        up, others = self.stage_rates[4][0], sum(self.stage_rates[4][1:])

        def chances(rate):
            won = rate / (rate + others)
            return won, won * (1 - math.exp(-(rate + others) * left))

        (s0, p0), (s1, p1) = chances(up), chances(up * self.price_factor(x))
        return now * ((1 - x) * p1 - p0) + later * ((1 - x) * (s1 - p1) - (s0 - p0))

    def hurry(self, near, later):
        """Deals in the last stage are decided faster near the period's end."""
        if not near and self.periodWeek > 0:
            return
        for o in self.opportunities:
            if o["stage"] == 4:
                haste = self.urgency(o["seat"], later) if near else 1
                up, lost, undecided = self.stage_rates[4]
                o["adv"] = haste * up * o["ease"] * self.drag ** o["unres"]
                o["loss"] = haste * lost * o["pace"]
                o["und"] = haste * undecided * o["doubt"]

    def urgency(self, seat, later):
        own = min(2, math.log(max(1, self.col["slope"][seat] / later))) if later > 0 else 0
        managers = self["pressure.managers_urgency"] * self.levers["closing_push"]
        return math.exp(self["pressure.own_urgency"] * own + managers)

    def pass_pipeline(self):
        for n_ in ("sales", "wins", "failures"):
            self.col[n_] = [0.0] * self.seats
        self.won_now = []
        Np = math.exp(-self["buyers.gap_weight"] * self.pain)
        keep = []
        for o in self.opportunities:
            i = o["seat"]
            Aa = self.filled[i] * self.col["attention"][i] * math.exp(
                self.advance_elasticity
                * math.log(max(self.col["effort"][i], 0.01 * self.effort_0) / self.effort_0)
            )
            fp = math.exp(
                self["buyers.pressure_weight"]
                * max(
                    0,
                    self.col["pressure"][i]
                    - self["buyers.tolerance"][o["group"]] * math.exp(-self["buyers.control"] * self.information),
                )
            )
            a, b, u_ = (o["adv"] * Aa, o["loss"] * fp, o["und"] * Np * fp)
            o["haz"] += a + b + u_
            if o["haz"] < o["thr"]:
                keep.append(o)
                continue
            x = o["ch"] * (a + b + u_)
            if x < a:
                if o["stage"] == 4:
                    o["stage"] = 0
                    self.close(o, True)
                    self.won_now.append(o)
                    self.col["sales"][i] += o["value"] * (1 - o["disc"])
                    self.add("discounts", o["value"] * o["disc"])
                    self.col["wins"][i] += 1
                    self.add("wonWeeks", self.week - o["born"] + 1)
                    self.add("won", 1)
                    self.closed_total += 1
                else:
                    kk = o["stage"] + 1
                    u, u2 = self.draws.U(o["id"], o["born"], 9, kk)
                    R_ = self.stage_rates[kk]
                    o.update(
                        stage=kk,
                        haz=0.0,
                        thr=-math.log1p(-u),
                        ch=u2,
                        adv=R_[0] * o["ease"] * self.drag ** o["unres"],
                        loss=R_[1] * o["pace"],
                        und=R_[2] * o["doubt"],
                    )
                    if kk == 3:
                        self.with_issues.append(o)
                    keep.append(o)
            else:
                o["stage"] = 0
                self.close(o, False)
                self.col["failures"][i] += 1
                self.add("lost" if x < a + b else "undecided", 1)
                self.closed_total += 1
        self.opportunities = keep
        self.add("revenue", sum(self.col["sales"]))
        if self.periodLength - self.periodWeek <= 2:
            self.add("lateWeeks", 1)
            self.add("lateRevenue", self.flows["revenue"])

    def close(self, deal, won):
        self.col["openDeals"][deal["seat"]] -= 1
        size = "small" if deal["value"] < self.small_below else "large" if deal["value"] > self.large_above else None
        if size:
            self.add(size + "Closed", 1)
            self.add(size + "Won", won)
            self.add(size + "WonWeeks", won * (self.week - deal["born"] + 1))

    def pass_accounts(self):
        ko, ks, g_, lam_, dm = (
            self["accounts.owned"],
            self["accounts.supported"],
            self["accounts.repair_rate"],
            self["accounts.problem_rate"],
            self["accounts.damage"],
        )
        rep = self["accounts.repeat_rate"]
        term = self["accounts.term"]
        rel = self["accounts.relief"]
        con = self["accounts.concession"]
        care = [
            self.filled[i]
            * (
                1
                - (
                    1
                    - ko
                    * min(
                        1,
                        self.col["supportDrive"][i] * self.col["ownership"][i] * (0.5 + 0.5 * self.col["autonomy"][i]),
                    )
                )
                * (1 - ks * min(1, self.col["supportDrive"][i] * self.col["supportSkill"][i]))
            )
            for i in range(self.seats)
        ]
        conc = 0
        while True:
            due = [a for a in self.accounts if a["t"] < self.week + 1]
            if not due:
                break
            for a in due:
                i = a["seat"]
                a["k"] += 1
                u, u2 = self.draws.U(a["id"], a["born"], 19, a["k"])
                cc = care[i]
                Dm = 0 if u2 < cc else -dm * math.log1p(-(u2 - cc) / (1 - cc))
                t = a["t"]
                over = t >= a["e"]
                lost = False
                if not over:
                    lp = lam_ * (1 - cc)
                    psi = lambda x: 1 if x < 0 else min(1, lp * dm / g_ * math.exp(-(1 / dm - lp / g_) * x))
                    x = a["b"] + g_ * t - Dm
                    if (psi(x) - psi(x + rel * Dm)) * (a["e"] - t) * rep / 52 > con:
                        a["b"] -= (1 - rel) * Dm
                        self.col["sales"][i] -= con * a["v"]
                        conc += con * a["v"]
                    else:
                        a["b"] -= Dm
                    lost = a["b"] + g_ * t < 0
                if over or lost:
                    self.accounts.remove(a)
                    self.col["accounts"][i] -= 1
                    self.col["accountValue"][i] -= a["v"]
                    self.add("churned", float(lost))
                else:
                    a["t"] = min(t - math.log1p(-u) / lam_, a["e"])
        for o in self.won_now:
            t0 = self.week + 1
            i = o["seat"]
            self.accounts.append(
                dict(
                    id=o["id"],
                    born=o["born"],
                    seat=i,
                    v=o["value"],
                    b=self["accounts.reserve"] * o["quality"] - g_ * t0,
                    e=t0 + term,
                    t=t0 + min(-math.log1p(-self.draws.U(o["id"], o["born"], 19, 0)[0]) / lam_, term),
                    k=0,
                )
            )
            self.col["accounts"][i] += 1
            self.col["accountValue"][i] += o["value"]
        rr = 0
        for i in range(self.seats):
            x = self.col["accountValue"][i] * rep / 52
            self.col["sales"][i] += x
            rr += x
        self.add("repeatRevenue", rr)
        self.add("concessions", conc)
        self.add("revenue", rr - conc)
        self.add("accountWeeks", len(self.accounts))
