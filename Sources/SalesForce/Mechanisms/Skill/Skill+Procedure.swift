extension Skill {
  static let procedure = Procedure(
    week: """
      For each skill x of a seat, with y = min(1, u · `supportDrive`) times open, up = η y · `coachGain` · pace +
      taught, down = δ (1 − y) and x* = up/(up + down): x ← x* + (x − x*) exp(−`filled` · (up + down)); x stays where
      up + down is 0.

      Value skill, x = `skill`: η = η_v, δ = δ_v, u = u₀, open 1, pace 1 + λ_p · `peerSkill` (as last week left it),
      taught = η_T · `training`.

      Innovation skill, x = `innovation`: η = η_n, δ = δ_n, u = s_new (shared group `buyers`), open 1 where `skill`,
      as the pass found it, is at least v_n, else 0, pace 1, taught 0.

      In weeks with week mod 13 = 12, filled seats: `quadrant` by `skill` ≥ ½ and `innovation` ≥ ½: both 1 (leader),
      value alone 2 (professional), innovation alone 3 (technologist), neither 4 (salesperson). A seller who is a
      leader now counts into `straightLeaders` where `route` was 1 and into `roundaboutLeaders` where it was 2. Then
      `route` ← 0 for leaders, 1 for technologists, for professionals 2 if it was above 0 and else 0, and unchanged
      for salespeople.

      Nothing is drawn.
      """,
    absent: """
      `skill` and `innovation` stay as hiring left them, .9 and .6 for the first sellers.
      """)
}
