extension Skill {
  static let procedure = Procedure(
    week: """
      For each skill x of a seat, with y = min(1, u · `supportDrive`) times open, up = η y · `coachGain` · pace, down =
      δ (1 − y) + d and x* = up/(up + down): x ← x* + (x − x*) exp(−`filled` · (up + down)); x stays where up + down is 0.

      Value skill, x = `skill`: η = η_v, δ = δ_v, d = δ_o, u = u₀, open 1, pace 1 + λ_p max(`peerSkill` (as last week left
      it), `skill` of the seat's `mentor` − own, both as the pass found them; without a mentor 0).

      Innovation skill, x = `innovation`: η = η_n, δ = δ_n, d = 0, u = s_new (shared group `buyers`), open 1 where
      `skill`, as the pass found it, is at least v_n, else 0, pace 1.

      Training: `schooling` ← exp(−δ_x) · `schooling` + `filled` · `training`, hours of the lever; `craft` = `skill` +
      (1 − `skill`) r_T (1 − exp(−(κ_T/r_T) · `schooling`)), with the new `skill`.

      In weeks with week mod 13 = 12, filled seats: `quadrant` by `skill` ≥ ½ and `innovation` ≥ ½: both 1 (leader),
      value alone 2 (professional), innovation alone 3 (technologist), neither 4 (salesperson). A seller who is a
      leader now counts into `straightLeaders` where `route` was 1 and into `roundaboutLeaders` where it was 2. Then
      `route` ← 0 for leaders, 1 for technologists, for professionals 2 if it was above 0 and else 0, and unchanged
      for salespeople.

      Nothing is drawn.
      """,
    absent: """
      `skill`, `craft` and `innovation` stay as hiring left them, .72, .72 and .6 for the first sellers.
      """)
}
