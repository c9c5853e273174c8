extension Accounts {
  static let procedure = Procedure(
    week: """
      Care, the share of problems prevented on a seat: C = `filled` · (1 − (1 − k_o min(1, `supportDrive` ·
      `ownership` · (½ + ½ `autonomy`)))(1 − k_s min(1, `supportDrive` · `supportSkill`))).

      Each of the `accounts` has a seat, the opportunity that won it, its value, a base b (goodwill at time t is b + g
      t), the end of its term e and the time t of what happens next. To all with t < week + 1, in the order in which
      they were won, and again to those for which that still holds: the account's count k of events grows by 1, from
      0; (u, u′) = (U, U′)(opportunity, k); damage D = 0 if u′ < C, else −d ln(1 − (u′ − C)/(1 − C)).

      If t ≥ e the account is closed. Else, with λ′ = λ (1 − C), ψ(x) = 1 for x < 0 and else min(1, (λ′ d/g) exp(−(1/d
      − λ′/g) x)), and x = b + g t − D: if (ψ(x) − ψ(x + `relief` · D)) (e − t) · `repeat_rate`/52 > `concession`, b
      falls by (1 − `relief`) D, and `concession` times the account's value is taken from the seat's `sales` and
      counts into `concessions`; otherwise b falls by D. If then b + g t < 0 the account is closed, and `churned`
      grows by 1; else t ← min(t − ln(1 − u)/λ, e).

      A closed account lowers `accounts` of its seat by 1 and `accountValue` by its value; `accountsClosed` grows by
      1.

      Deals won this week open accounts at t₀ = week + 1, in the order of birth: value that of the opportunity before
      discount, b = ū · `quality` − g t₀, e = t₀ + `term`, t = t₀ + min(−ln(1 − U(opportunity, 0))/λ, `term`), k = 0.
      `accounts` and `accountValue` of the seat and `accountsOpened` grow.

      Orders: each seat's `sales` grow by `accountValue` · `repeat_rate`/52; `repeatRevenue` is their sum, and
      `revenue` grows by `repeatRevenue` − `concessions`. `accountWeeks` is the number of open accounts.
      """,
    absent: """
      Nobody orders again: `accounts` and `accountValue` stay 0, `sales` are those of new deals.
      """)
}
