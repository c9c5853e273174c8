extension Practices {
  static let procedure = Procedure(
    start: """
      Practices are numbered from 0 to `arms` − 1; the last `unsanctioned` of them are ruled out by headquarters. True
      rates, `armRate1` to `armRate8` (those beyond `arms` stay 0): min(.98, p̄ exp(σ z − σ²/2) · lift) with z =
      Z(practice, 1000), σ = `rate_log_sd` and lift 1, or `unsanctioned_lift` for practices that are ruled out.

      Prior of practice j, the same for all: r = min(.98, p̄), with p̄ · `unsanctioned_prior` instead of p̄ where it
      is ruled out; heard as r′ = r + B₀ (1 − r), B₀ = φ_b R₁⁻¹/(R₁⁻¹ + R₂⁻¹) (shared group `feedback`); S₀ = r′ ·
      `prior_contacts` and F₀ = ω (1 − r′) · `prior_contacts`.

      Every seat starts its counts: (u, u′) = (U, U′)(person°, 16). `practiceMode` is the first mode, in the order
      greedy 0, ε-greedy 1, Thompson 2, satisficing 3, whose cumulated share of `modes` (which count relative to their
      sum) exceeds u; the last if none does. `practiceWeeks` = ⌊u′ m⌋. Successes of practice j, `armSuccesses1` to
      `armSuccesses8`: s = min(.98 (S₀ + F₀), S₀ exp(`prior_log_sd` · z_j)); failures, `armFailures1` to
      `armFailures8`: f = S₀ + F₀ − s; z_j is Z(person°, 17 + ⌊j/2⌋) for even j and Z′ of the same block for odd j.
      `armNews1` to `armNews12` ← 0, `aspiration` ← p̄, `shortfall` and `experimenting` ← 0. Belief in a practice is
      s/(s + f); `practice` is the one believed best, the lowest number among equals.

      Headquarters decrees, as in the last step of a week.
      """,
    week: """
      Turns of the market: each practice whose U(practice, 1001) is below 1 − exp(−p₄ · `turbulence`), p₄ being
      `change_rate`, gets a new true rate as at the start, from this week's Z(practice, 1000).

      In weeks divisible by 4 memory fades, on all seats: s ← S₀ + (1 − 4/`memory`)(s − S₀), f likewise towards F₀.

      What colleagues pass on, where ρ_n > 0: each filled seat, in ascending order of identity, first from its `partner` of last
      week and then from its `mentor`, where there is one on a filled seat j with `tenure` > 0: for each practice with s_j + f_j > s + f + 10⁻⁶, s ← s +
      ρ_n (s_j − s) and f ← f + ρ_n (f_j − f).

      Gain needed to try, by the seat's levers: g = p̄ λ_L f (1 − `safety`)(1 + y w_now)/(`planning_horizon` · (1 + y
      w_rest)), f being `stake`, y = `pay_weight` · β̂ with β̂ as in `effort`; w_now is the factor on this week's
      commission under `late_window`, ℓ and E as in `effort`; w_rest = (max(0, E − t)(1 − ℓ) + max(0, T − max(E, t))(1
      + ℓ E/(T − E)))/T with T = `periodLength` and t = `periodWeek` + m. Without a positive `planning_horizon` g is
      infinite.

      Each filled seat. A newcomer (`tenure` = 0) starts new counts, and `practiceWeeks` ← m. Where `practiceWeeks` ≥
      m the seller decides (next step), and `practiceWeeks` ← 0. Then `practiceWeeks` grows by 1, and `practiceLift` =
      (true rate of `practice`)/(p̄ · `reference_lift`), times 1 − `switch_cost` if the practice changed just now, but
      not for a newcomer. The firm's flows add up: `experiments` the values of `experimenting`; `bestPractised`
      sellers who use the practice of the highest true rate (lowest number among equals); `unsanctioned` those who use
      one that is ruled out; `practiceLifts` the values of `practiceLift`.

      To decide: (u, u′) = (U, U′)(seat, 1); `experimenting` ← 0. If u < `push_share` the choice is
      `mandatedPractice`. Else b is the practice believed best (the present one among equals, then the lowest number),
      and the mode proposes. Greedy: b. ε-greedy: other(b) if u′ < ε, else b. Thompson: the practice with the highest
      belief + doubt · z_j (lowest number among equals), doubt = √(s f/((s+f)² (s+f+1))), z_j from block 3 + ⌊j/2⌋ of
      the seat, Z for even and Z′ for odd j. Satisficing: other(present) if `shortfall` ≥ k, else the present one.
      other(a) = (a + 1 + min(⌊U(seat, 2) (`arms` − 1)⌋, `arms` − 2)) mod `arms`. The fallback is the present practice
      in mode satisficing, else b. A proposal other than the fallback is taken, and `experimenting` ← 1, if its
      expected gain D (φ(t) − t Φ(−t)) exceeds g, D being its doubt and t = (belief in the fallback − belief in it)/D;
      at D = 0 the gain is the difference of beliefs, at least 0. Otherwise the fallback is chosen. If the choice is
      not the present practice, `shortfall` ← 0. `practice` ← choice.

      Contacts: (u, u′) = (U, U′)(seat, 0); c = min(16, ⌊n · `sellingHours`/20 + ½⌋), 0 on vacant seats; they respond
      at the true rate of `practice`, but where u′ < `confusion` at that of practice min(⌊u′ · `arms`/`confusion`⌋,
      `arms` − 1). Responses k: the binomial quantile of u for c trials.

      News: slot t = week mod L. Each filled seat takes from `armNews1` to `armNews12`, place t + 1, what is there,
      and puts in practice + 8 (k + 32 c). What it took decodes to a, k, c in the same way; with c > 0: heard h = k +
      B (c − k), B = φ_b R₁⁻¹/(R₁⁻¹ + R₂⁻¹ + `data_precision` · `buyer_data`); s_a ← s_a + h; f_a ← f_a + min(1, ω ·
      `candour`)(c − h), `candour` being last week's; if a is the practice in use, `shortfall` ← (1 − 1/`memory`) ·
      `shortfall` + (`aspiration` (1 + `vision_stretch` · `purpose`) − `comfort`) c − h; then `aspiration` ←
      `aspiration` + η_A (k/c − `aspiration`).

      In weeks divisible by 13 headquarters decrees: each filled seat votes for the practice that it believes best
      (the present one among equals, then the lowest number); `mandatedPractice` is the one with most votes among
      those that are not ruled out, the lowest number among equals.
      """,
    absent: """
      `practiceLift` stays 1; nobody has a practice, and the metrics of practices have no value.
      """)
}
