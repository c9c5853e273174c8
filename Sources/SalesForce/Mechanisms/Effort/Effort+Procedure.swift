extension Effort {
  static let procedure = Procedure(
    week: """
      Pay as the seller reckons it this week, money in σ_Q. T_c = `periodLength`/13 quarters. E = ⌊`periodLength`/2⌋
      weeks are early; β = `commission` times 1 − ℓ while `periodWeek` < E and times 1 + ℓ E/(`periodLength` − E)
      after it, ℓ being `late_window`. n is the smaller of team size (`organisation.span`) and seats; where only some
      seats of a team pool (`team_share` > 0), it is the mean, over all seats with the same levers, of how many do in their
      team, a team in which all or none do counting as whole; s =
      `team_share`; s_p = `pair_pay`, or 0 where n is 1. Own rate b_own = β(1−s)(1−s_p) + βs/n; return of helping
      b_team = βs(n−1)/n + β(1−s)s_p; top rate b_top = b_own + `accelerator`.

      Lump sums are set by the quarter: B = `bonus` · T_c. A reference seller is D = 1.452 (1 − `quota_level`)√T_c standard
      deviations above the quota. What a sale takes from the next period's: ρ = `quota_ratchet` · `quota_level` · (`accelerator`
      · Φ(D) + B φ(D)/√T_c).

      Contest: K = `contest` · m(N, k) √T_c with N seats that have the same `contest` and k = max(1, N/10 rounded, half up) prizes;
      m(N, k) = ∫ φ(z)² Φ(z)^(N−k−1) Φ(−z)^(k−1) dz/B(N−k, k), by the sum over z = −10, −9.99, …, 10 times .01; 0
      where N < 2 or k = N.

      Variable share of target pay: β̂ = X/(`salary` + X), 0 where X is 0, with X = `commission` · `reference_revenue`
      + (σ_Q/`periodLength`)(`accelerator` · √T_c (φ(D) + D Φ(D)) + B Φ(D) + `contest` · T_c/10) in pay units a week.

      Pulls of every seat, with γ from `complexity` (shared group `common`), A = `autonomy` and a = `achievement_drive` ·
      `achievement`: b₁ = `motivation` · (1 − χβ̂) + a + K − δ_ϱ ρ; b₂ = `motivation` · (1 − χβ̂) A − a + b_team; b = b₁ −
      γ b₂.

      Value of a sale V(b, c′) for a drive b and a curvature c′: τ = max((`periodLength` − `periodWeek`)/13, 10⁻⁶), q
      = √τ, θ = 1/c′ − r, a₀ = θ b_own, a₁ = θ b_top, x = `periodSales` + (`expected_share` · `salesRate` + b/c′) τ −
      `quota`, d = x/q, J = (exp(θB) − 1)/θ (J = B at θ = 0). T₀ = exp(a₀ x + a₀² τ/2) Φ(−d − a₀ q),
      T₁ = exp(θB + a₁ x + a₁² τ/2) Φ(d + a₁ q); V = (b_own T₀ + b_top T₁ + (J/q) φ(d))/(T₀ + T₁). Before exponentials
      are formed the larger of the two exponents is taken from both and from that of φ(d). Where T₀ + T₁ is then not
      above 10⁻³⁰⁰, V is b_top for d > 0, else b_own.

      c′ = c(1 − γ²); `slope` = V(b, c′); e₁ = (`slope` + b)/c′; e₂ = (b₂ − γ c e₁)/c.

      Corners, with u = f ē₂: where e₁ < 0, e₁ = 0 and e₂ = max(u, b₂/c), `slope` as it is. Else where e₂ < u, e₂ = u,
      `slope` = V(b₁ − γ c u, c) and e₁ = max(0, (`slope` + b₁ − γ c u)/c).

      y = max(e₁, min(`activity_floor` · ē₀, e₁ + `monitoring`/c)); `exacted` = `filled` · (y − e₁)/ē₀; `effort` =
      `filled` · `beliefDrag` · y; `supportEffort` = `filled` · e₂.

      `supportDrive` = `filled` · min(2, exp(ε₂ ln max(`supportEffort`/ē₂, .01))).

      Nothing is drawn. All seats are reckoned, also vacant ones, whose efforts and drive become 0.
      """,
    absent: """
      `effort` and `supportEffort` stay at .494 and .19, `supportDrive` at 1, `slope` and `exacted` at 0.
      """)
}
