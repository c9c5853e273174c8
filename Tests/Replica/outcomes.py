"""What a trial comes to."""


class Outcomes:

    def metrics(self):
        g = lambda n_: self.totals.get(n_, 0)
        nW = self.weeks - self.warm_up
        S = nW * self.seats
        div = lambda a, b: a / b if b else float("nan")
        out = dict(
            revenue=g("revenue") / S,
            profit=g("profit") / S,
            cost=g("cost") / S,
            welfare=(g("salaryCost") + g("variableCost") - g("effortCost") - g("riskPremium")) / self.seller_weeks,
            pay=(g("salaryCost") + g("variableCost")) / self.seller_weeks,
            win_rate=div(g("won"), g("won") + g("lost") + g("undecided")),
            quota_attainment=div(g("quotaReached"), g("quotaSeats")),
            no_decision_share=div(g("undecided"), g("lost") + g("undecided")),
            cycle_weeks=div(g("wonWeeks"), g("won")),
            open_opportunities=g("open") / S,
            exits=52 * g("exits") / self.seller_weeks,
            dismissals=52 * g("dismissals") / self.seller_weeks,
            salesperson_exit_ratio=div(
                div(g("salespersonExits"), g("salespersonWeeks")), div(g("professionalExits"), g("professionalWeeks"))
            ),
            vacancy=1 - self.seller_weeks / S,
            issue_resolution=div(g("issuesResolved"), g("issues")),
            expert_wait=self["common.working_week"] * div(g("waitWeeks"), g("answered")),
            expert_utilisation=g("busyWeeks") / g("expertWeeks"),
            belief_bias=g("beliefGaps") / self.seller_weeks,
            dead_deals=g("falseHopes") / self.seller_weeks,
            accounts=g("accountWeeks") / S,
            churn_rate=52 * div(g("churned"), g("accountWeeks")),
            repeat_share=g("repeatRevenue") / g("revenue"),
            concession_share=div(g("concessions"), g("repeatRevenue")),
        )
        if "practices" in self.present:
            out.update(
                practice_lift=g("practiceLifts") / self.seller_weeks,
                experimentation=g("experiments") / self.seller_weeks,
                best_practice_share=g("bestPractised") / self.seller_weeks,
                unsanctioned_share=g("unsanctioned") / self.seller_weeks,
            )
        if "coaching" in self.present:
            out.update(trust=g("trusts") / self.seller_weeks, harmed_share=g("harmed") / self.seller_weeks)
        if "ties" in self.present:
            out.update(
                help=g("helps") / self.seller_weeks,
                favoured_wait=div(
                    div(g("likedWaitWeeks"), g("likedAnswered")), div(g("dislikedWaitWeeks"), g("dislikedAnswered"))
                ),
            )
        if "adoption" in self.present:
            out.update(adoption=g("toolUsers") / self.seller_weeks)
        if "code" in self.present:
            out.update(
                knowledge=g("knowledges") / self.seller_weeks, code_knowledge=g("codeKnowledges") / g("codeWeeks")
            )
        Dd = g("revenue") - g("repeatRevenue") + g("concessions")
        out["price_loss"] = g("discounts") / (Dd + g("discounts"))
        out["period_end_ratio"] = div(div(g("lateRevenue"), g("lateWeeks")), Dd / nW)
        for n_, v in self.sums_of_columns.items():
            out[{"sellingHours": "selling_hours", "tieStrength": "tie_strength"}.get(n_, n_)] = v / self.seller_weeks
        return out
