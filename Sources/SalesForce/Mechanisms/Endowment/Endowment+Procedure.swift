extension Endowment {
  static let procedure = Procedure(
    start: """
      Seats: `territory` = exp(s_T z − s_T²/2), z = Z(seat, 0).

      Managers: every seat of a team gets the same four factors exp(s z − s²/2), the mean of each being 1:
      `managerSignal` with z = Z(team, 1) and s = `manager_signal_log_sd`; `managerCoaching` with Z(team, 2) and
      `manager_coaching_log_sd`; `managerReliability` with Z(team, 3) and `manager_reliability_log_sd`;
      `managerControl` with Z(team, 4) and `manager_control_log_sd`.

      `staffing` = number of seats, and from it `potential` as in a week.
      """,
    week: """
      `staffing` ← `staffing` + (number of filled seats − `staffing`)/`territory_lag`; `potential` = exp((1 − η)
      ln(M/max(`staffing`, .5))), M being `organisation.market`, by default the number of seats.

      Everything else lasts as long as the firm, whoever sits there.
      """,
    absent: """
      All are 1: equal territories, equal managers, and a market that grows with the sellers.
      """)
}
