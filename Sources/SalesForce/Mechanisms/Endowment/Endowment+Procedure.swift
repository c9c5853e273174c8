extension Endowment {
  static let procedure = Procedure(
    start: """
      Seats: `territory` = exp(s_T z − s_T²/2), z = Z(seat, 0).

      Managers: every seat of a team gets the same three factors exp(s z − s²/2), the mean of each being 1:
      `managerSignal` with z = Z(team, 1) and s = `manager_signal_log_sd`; `managerCoaching` with Z(team, 2) and
      `manager_coaching_log_sd`; `managerReliability` with Z(team, 3) and `manager_reliability_log_sd`.
      """,
    week: """
      Nothing: they last as long as the firm, whoever sits there.
      """,
    absent: """
      All four are 1: equal territories and equal managers.
      """)
}
