extension Hiring {
  static let procedure = Procedure(
    start: """
      Every seat's first person has the traits of their applicant 0, by the first two steps of a week, and takes the
      place without being chosen. Everything else takes the columns' neutral values.
      """,
    week: """
      Scores of applicant a of a person: (l₀, l₁), (l₂, l₃), (l₄, l₅) = (Z, Z′)(person°, 8a), (person°, 8a + 1),
      (person°, 8a + 2); z = L l with L the lower Cholesky factor of the correlations of talent, ownership, support,
      achievement, sociability and horizontality, in this order: r₀₃ = `talent_achievement`, r₃₄ =
      `achievement_sociability`, r₄₅ = `sociability_horizontality`, the others 0.

      Traits: `talent` = t = z₀ (`talent_log_sd` + (`talent_log_sd_complex` − `talent_log_sd`) · `complexity`);
      `ownership` = ō + `ownership_sd` · z₁ and `supportSkill` = ū + `support_sd` · z₂, both clipped to .02 … .98;
      `achievement` = `achievement_mean` + z₃; `sociability` = z₄; `horizontality` = `horizontality_mean` + z₅.

      Seats with `filled` = 0 and `vacancy` ≤ 0 get somebody new. The usual sales S̄ and talent ā, the same for all of the
      week's hires, are the mean `salesRate` and `talent` of the seats that were filled before any of them came, or 1.452
      and 0 where all were vacant; Q̄ is the mean `fullQuota` of the same seats, or of all where all were vacant. The plan, by the levers of the seat, pays somebody of talent t: offer(t) =
      `salary` + (σ_Q/13)(`commission` · (o S + (1 − o) S̄) + (`accelerator` · √T_c (φ(d) + d Φ(d)) + B Φ(d))/T_c + `contest`/10), S = S̄ exp(t − ā), d =
      (S T_c − Q̄)/√T_c, o = (1−s)(1−s_p) + s/n; s, s_p, n, B and T_c as in `effort` for the week to come: `pay` has moved
      `periodLength` at a period's end. The seat's next person (`people`) has the last one's hire number
      plus 1.

      `applicants` come to a seat. Applicant a accepts if U(person°, 8a + 4) < 1/(1 + exp(−θ_a (ln max(offer(t)/p₀, .01)
      − t))). The applicant appears worth Σ w_k (ϑ z_k + √(1−ϑ²) ε_k) over talent, ownership and support, w the levers
      `hiring_talent`, `hiring_ownership` and `hiring_support`, (ε₀; ε₁, ε₂) = (Z′(person°, 8a + 4); Z, Z′(person°, 8a
      + 5)). Of those who accept, the one who appears best is hired; if nobody accepts, the one of least talent; the
      first among equals.

      The hire takes the seat: `filled` = 1, `tenure` = 0, `skill` = `craft` = v₀, `innovation` = n₀ + `newcomer_innovation_sd`
      · Z(person°, 6) clipped to 0 … 1, `motivation` = m̄, `payRate` = offer(`talent`), `salesRate` = S̄,
      `quota` = `fullQuota` · (`periodLength` − `periodWeek`)/`periodLength`. These return to neutral: `route`,
      `strain`, `periodSales`, `recordSales`, `recordQuota`, `beliefDrag`, `prospectingDrag`, `deadDeals`, `attention`,
      `schooling`, `mentor`, `mentorHours`, `toolHours`, `knowHow`, `goodwill`, `partner`, `peerSkill` and `helpHours`. Open opportunities and requests of the seat pass to the hire. `hires` and `hiresTotal` grow by 1.
      The hire works from next week on, `tenure` being 0 in all of it.
      """,
    absent: """
      Everybody has the neutral traits, and a seat that is left stays vacant.
      """)
}
