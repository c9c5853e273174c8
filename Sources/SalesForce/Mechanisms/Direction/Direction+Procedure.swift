extension Direction {
  static let procedure = Procedure(
    start: """
      v_own = v_L0 exp(−I) and v_hq = v_H exp(−ι_H I), I being `information`.

      `outlook` = √(h/2) Z(seat, 10), for as long as the firm exists.

      `goalAngle` = `goal_spread` · Z(person°, 6). `alignment` = 1 where `visioning` is not `none`, else 0; `purpose`
      = 1 where it is `two-way`, else 0.

      `ownVariance` = v_own and `ownError` = √v_own Z(seat, 8); `headquartersVariance` = v_hq/`managerSignal` and
      `headquartersError` = √`headquartersVariance` · Z(seat, 9).
      """,
    week: """
      Draws of every seat, vacant ones too: (x, z_o) = (Z, Z′)(seat, 0) and (z_h, z_c) = (Z, Z′)(seat, 1). Where ρ_e >
      0, what team mates get wrong is partly one: z_o ← √(1−ρ_e) z_o + √ρ_e Z(team, 4).

      q = q_x · `turbulence`; v_own and v_hq as at the start, with this week's `information`; J(v) = q_x/(v (v + q_x))
      is the precision of the weekly observation under which v is the filter's steady posterior variance at a
      `turbulence` of 1.

      A newcomer (`tenure` = 0): `ownVariance` ← `newcomer_factor` · v_own, `ownError` ← √`ownVariance` · Z(seat, 2),
      `goalAngle` ← `goal_spread` · Z(person°, 6), `alignment` and `purpose` ← 0. The steps below follow for newcomers
      as for others.

      Headquarters, each seat, vacant ones too: P = 1/(`headquartersVariance` + q), R = J(v_hq/`managerSignal`) +
      `proposals`, V = 1/(P + R); `headquartersError` ← V (P · `headquartersError` + √(P² q + R) z_h);
      `headquartersVariance` ← V. What headquarters misses of the move is independent of what the seller misses: the
      normal z_h has the variance of both, the move and the signal's error.

      Own picture, each seat: P = 1/(`ownVariance` + q), V = 1/(P + J(v_own) + `coachSignal`); `ownError` ← V (P
      (`ownError` − √q x) + √J(v_own) z_o + √`coachSignal` · z_c); `ownVariance` ← V.

      Managers: where `adaptivity` of a seat is 0, `pushStyle` ← `push_share`. Else, in weeks divisible by 4, each filled seat:
      `pushStyle` ← `pushStyle` + `style_speed` · (`ownVariance`/(`headquartersVariance` · b + `ownVariance`) −
      `pushStyle`) with b = exp(`style_error` · Z(team, 5)).

      The picture y that is held, by `visioning` of the seat. `none`: y = `ownError`. `one-way`: y = `ownError` + `one_way_weight`
      · (`headquartersError` − `ownError`). `two-way`: every team mate j with two-way `visioning` too contributes a_j = `filled`_j/
      (`ownVariance`_j + h/2) and k_j = a_j (`ownError`_j + `outlook`_j); with a = Σ a_j and k = Σ k_j over the others of
      the team, A = ξ/(1/a + h/2) and B = A (k/a − `outlook`_i), both 0 where a is 0, y = (`ownError`/`ownVariance` + `headquartersError`/`headquartersVariance` +
      B)/(1/`ownVariance` + 1/`headquartersVariance` + A).

      π′ = `push_share` + `adaptivity` · (`pushStyle` − `push_share`); d = y + π′ (`headquartersError` − y).

      With κ = 1 − exp(−`goal_speed`), filled seats only: `alignment` ← `alignment` + κ (1{`visioning` not `none`} −
      `alignment`), `purpose` ← `purpose` + κ (1{`visioning` is `two-way`} − `purpose`). Then, every seat, α =
      `goalAngle` · (1 − `alignment`) and `match` = exp(−d²/(2w²) − α²/2).
      """,
    absent: """
      `match` stays √(27/35) = .8783, what the best push share would give with v_H = 1, v_L = 2 and w = 1.5; `purpose` 0.
      """)
}
