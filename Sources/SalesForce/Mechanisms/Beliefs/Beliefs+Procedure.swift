extension Beliefs {
  static let procedure = Procedure(
    start: """
      Every seat opens, with the weights of a firm without buyer data (shared group `feedback`): words a = R₁⁻¹, deeds
      b = R₂⁻¹; x = φ_b (1 − p̄), n = `prior_deals`. `believedWins` = n (a (p̄ + x) + b p̄); `believedFailures` = n ω
      (a (1 − p̄ − x) + b (1 − p̄)); `trueWins` = n (a + b) p̄; `trueFailures` = n (a + b)(1 − p̄); `latentWins`,
      `latentFailures` and `deadDeals` = 0.
      """,
    week: """
      A newcomer (`tenure` = 0) opens as at the start.

      Refusals that sound like encouragement: k = binomial quantile of U(seat, 0) for min(16, `failures`) trials of
      chance φ_b. `kindWords` = k on filled seats, 0 on vacant ones.

      Each filled seat, all right-hand sides as they were: with a = R₁⁻¹, b = R₂⁻¹ + `data_precision` · `buyer_data`,
      keep = 1 − 1/`memory`, ω′ = min(1, ω · `candour`), `candour` being last week's, and r = ν_h ·
      `believedFailures`: `believedWins` ← keep (`believedWins` + r) + a (`wins` + k) + b · `latentWins`/L;
      `believedFailures` ← keep (`believedFailures` − r) + ω′ (a (`failures` − k) + b · `latentFailures`/L);
      `trueWins` ← keep · `trueWins` + (a + b) · `wins`; `trueFailures` ← keep · `trueFailures` + (a + b) ·
      `failures`; `latentWins` ← `latentWins` + `wins` − `latentWins`/L; `latentFailures` ← `latentFailures` +
      `failures` − `latentFailures`/L; `deadDeals` ← `deadDeals` + k − `deadDeals`/(L (1 + ξ)).

      Each filled seat: `belief` = (`believedWins` + 10⁻⁶ p̄)/(`believedWins` + `believedFailures` + 10⁻⁶),
      `winChance` likewise from `trueWins` and `trueFailures`. Optimism o = max(0, `belief` − `winChance`);
      `beliefDrag` = max(0, 1 − θ_f o)/(1 − θ_f ō); `prospectingDrag` = max(0, 1 − `slack` · o)/(1 − `slack` · ō). A
      vacant seat keeps its values.

      `beliefGaps` adds up `belief` − `winChance`, `believedChances` adds up `belief`, `falseHopes` adds up
      `deadDeals`.
      """,
    absent: """
      `beliefDrag` and `prospectingDrag` stay 1, `deadDeals` 0; the metrics of beliefs have no value.
      """)
}
