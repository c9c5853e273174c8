extension Hours {
  static let procedure = Procedure(
    week: """
      Administration takes a = τ_a + τ_φ · `monitoring` + τ_π · `push_share` hours; the firm's flow `administration` is the
      sum of a over the filled seats. Time that nothing of the seller's own takes: F = H − `base` − a − `coaching` −
      `training` − `meetings` − `hours.voice` · `voice`, where the last factor is the lever, `coaching`, `training`
      and `meetings` are levers in hours, and H is `common.working_week`.

      Each seat: `sellingHours` = `filled` · min(H, max(`floor`, F − `issueHours` − `helpHours` − `mentorHours` − `chase` ·
      `deadDeals` + `savedHours` + `toolHours` + τ_n · `innovation`)). The columns are those that last week left (0 in the first week).
      Nothing is drawn.
      """,
    absent: """
      `sellingHours` stays 20 on every seat.
      """)
}
