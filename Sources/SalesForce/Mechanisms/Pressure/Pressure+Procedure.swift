extension Pressure {
  static let procedure = Procedure(
    week: """
      w = `periodLength` − `periodWeek`, the weeks left. Worth of a unit booked right after the period's end, with
      T_c, E, B, D, s, s_p and n as in `effort`: V₊ = `commission` · (1 − `late_window` where E > 0) · ((1−s)(1−s_p) + s/n)
      + `accelerator` · Φ(D) + B φ(D)/√T_c. R₄ is the sum of stage 4's three rates (shared group `stages`).

      `pressure` = `filled` · (exp(−R₄ w) (max(0, `slope` − V₊)/(c ē₀) + p_m · `closing_push`) + `exacted`).

      The end counts in weeks with w ≤ y, y = max(1, `window` · `periodLength`/13 rounded, half up), or 0 where `window` is 0. In
      these, if d_c > 0, sellers think of discounts x = d_c/3, 2 d_c/3 and d_c. With f = (1 − x)^(−ε_d), a =
      stage 4's rate of advancing and o = that of its other two ways out: s₀ = a/(a + o), p₀ = s₀ (1 − exp(−(a + o) w)); s₁ and
      p₁ the same with a f for a. To the seller it is worth `slope` · ((1 − x) p₁ − p₀) + V₊ ((1 − x)(s₁ − p₁) − (s₀ − p₀)). A
      filled seat offers the x that is worth most, the smallest among equals, if that is more than 0.

      Open opportunities of such a seat in stage 4 that have no `discount` yet and U(opportunity, 0) < `controllable`
      (the same draw in every week): `discount` = x, and `ease` is multiplied by its f.

      In weeks with w ≤ y, with discounts or without, all deals in stage 4 get `advance` = h · rate of stage 4 · `ease` ·
      κ_issue^`unresolved`, `loss` = h · rate · `pace` and `undecided` = h · rate · `doubt`, with haste h = exp(κ_s min(2, ln
      max(1, `slope`/V₊)) + κ_m · `closing_push`), the first term 0 where V₊ is 0; in the first week of a period
      (`periodWeek` = 0), unless w ≤ y, the same with h = 1. They hold from this week's `pipeline` on.
      """,
    absent: """
      `pressure` and the `discount` of all opportunities stay 0.
      """)
}
