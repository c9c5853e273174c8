extension Coaching {
  static let procedure = Procedure(
    start: """
      Every seat: `trust` = 1, `ego` = exp(s z − s²/2), z = Z(person°, 1), s = `ego_log_sd`.
      """,
    week: """
      A newcomer (`tenure` = 0) begins as at the start.

      Trust, where `coaching` > 0. Inside (`coach_source` is `in`), chance c = `promises_kept` · `managerReliability`
      and worth x = (1 − `suspicion` · `monitoring`)/`promises_kept` · `managerCoaching`; outside, c = `promises_kept`
      and x = `outside_trust`/`promises_kept`. Filled seats: `trust` ← `trust` + η_τ (x 1{U(seat, 0) < c} − `trust`).

      Standing, 0 for seats whose `ranking` is `none`: of the other sellers of the team (filled seats), those with a lower
      `salesRate` less those with a higher one, divided by their number; 0 where there are none.

      Climate: W = (`watch_threat` · `monitoring` + `review_threat` · √(`reviews`/3))(1 − `safety`); N =
      `shame_threat` · (1 − `safety`) where `ranking` is `named`, else 0. Threat T = `ego` · (W + N max(0,
      −standing)); net = `trust` − T.

      With C hours of `coaching`: `coachGain` = max(.1, 1 + g_c √C m net), m = `managerCoaching`, or 1 with an outside
      coach; `attention` = 1 + κ_c √(C/max(1, `openDeals`)) m max(0, net), for the coming week; `coachSignal` = ρ_c C · `managerSignal`, or ρ_c C · `outside_knowledge`; `candour` = exp(`candour_gain` ·
      √C · `trust` − `threat_loss` · T).

      `feedbackDrive` = `review_gain` · √(`reviews`/3) net − `catching_up` · standing (that term only where `ranking`
      is not `none`) + `pride` · (max(0, standing) − `ego` · (1 − `safety`) max(0, −standing)) (that one only where it
      is `named`).

      `trusts` adds up `trust` over filled seats. `harmed` counts filled seats with net < 0, where there is `coaching`
      or there are `reviews`.

      `mentorHours` ← 0 and `mentor` ← −1 on all seats. Mentors: in ascending order of the lot U(seat, 3), each seller
      whose `mentoring` is not `off`, with `tenure` < `newcomer_weeks`, who under `opt-in` must have asked: U(person°, 2) <
      `opt_in` + `opt_in_drive` · `achievement` + `opt_in_talent` · `talent`. The mentor is the other seller of the
      team with the highest `skill` (the lower lot among equals) of those with `tenure` ≥ `senior_weeks` whose
      `mentorHours` is still 0; without one nothing happens. The newcomer's `mentor` is that seat. Both get `mentorHours` = `mentoring_hours`, spent next
      week.
      """,
    absent: """
      `coachGain`, `attention`, `candour`, `trust` and `ego` stay 1; `coachSignal`, `feedbackDrive` and `mentorHours` 0, and
      nobody has a `mentor`.
      """)
}
