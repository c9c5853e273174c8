/// How deals go.
extension Metric.Row {
  static var winRate: Self {
    Self(
      "win_rate", "1", .share, "share of closed opportunities that were won",
      formula: "Σ `won`/(Σ `won` + Σ `lost` + Σ `undecided`)"
    ) {
      $0.sum(.won) / $0.closed
    }
  }

  static var quotaAttainment: Self {
    Self(
      "quota_attainment", "1", .share, "share of filled seat-quarters with sales at or above quota",
      formula: "Σ `quotaReached`/Σ `quotaSeats`"
    ) {
      $0.sum(.quotaReached) / $0.sum(.quotaSeats)
    }
  }

  static var noDecisionShare: Self {
    Self(
      "no_decision_share", "1", .share, "share of opportunities not won that ended without a decision",
      formula: "Σ `undecided`/(Σ `lost` + Σ `undecided`)", title: "Deals without decision"
    ) {
      $0.sum(.undecided) / ($0.sum(.lost) + $0.sum(.undecided))
    }
  }

  static var cycleWeeks: Self {
    Self(
      "cycle_weeks", "weeks", .amount, "transition attempts of deals won, from the week of birth, inclusive",
      formula: "Σ `wonWeeks`/Σ `won`", title: "Length of the sales cycle"
    ) {
      $0.sum(.wonWeeks) / $0.sum(.won)
    }
  }

  static var openOpportunities: Self {
    Self(
      "open_opportunities", "1 per seat", .amount, "open opportunities at the end of a week",
      formula: "Σ (`createdTotal` − `closedTotal`)/(N n)"
    ) {
      $0.openSum / $0.seatWeeks
    }
  }

  static var smallDealOdds: Self {
    Self(
      "small_deal_odds", "1", .amount, "win rate of the smallest fifth of deals over that of the largest fifth",
      formula: "(Σ `smallWon`/Σ `smallClosed`)/(Σ `largeWon`/Σ `largeClosed`)"
    ) {
      $0.sum(.smallWon) / $0.sum(.smallClosed) / ($0.sum(.largeWon) / $0.sum(.largeClosed))
    }
  }

  static var largeDealTime: Self {
    Self(
      "large_deal_time", "1", .amount, "sales cycle of the largest fifth of deals over that of the smallest fifth",
      formula: "(Σ `largeWonWeeks`/Σ `largeWon`)/(Σ `smallWonWeeks`/Σ `smallWon`)"
    ) {
      $0.sum(.largeWonWeeks) / $0.sum(.largeWon) / ($0.sum(.smallWonWeeks) / $0.sum(.smallWon))
    }
  }

  static var priceLoss: Self {
    Self(
      "price_loss", "1", .share, "discounts as a share of the list value of deals won",
      formula: "Σ `discounts`/(D + Σ `discounts`), D = Σ `revenue` − Σ `repeatRevenue` + Σ `concessions`"
    ) {
      $0.sum(.discounts) / ($0.deals + $0.sum(.discounts))
    }
  }

  static var periodEndRatio: Self {
    Self(
      "period_end_ratio", "1", .amount,
      "weekly value of deals won in a quota period's last two weeks over that of all weeks",
      formula: "(Σ `lateRevenue`/Σ `lateWeeks`)/(D/n), D as for `price_loss`"
    ) {
      $0.sum(.lateRevenue) / $0.sum(.lateWeeks) / ($0.deals / $0.weeks)
    }
  }
}
