extension ExpertQueue {
  static let procedure = Procedure(
    week: """
      `answers` ← 0. Servers: max(1, `experts` · seats/64 rounded, half up). New ones are free from the week's
      beginning; if there are fewer, the last ones go, with whatever they had begun. `expertWeeks` grows by their
      number, `busyWeeks` by what is left of services begun earlier, Σ min(max(free − week, 0), 1), free being the
      time at which a server (in `expertQueue`) is next free.

      Events in the order of time, until week + 1: take the server that is free first (the lowest among equals). All
      requests asked up to then stand in line; if nobody does, the next one to come within the week. Whoever in line
      has waited longer than D before that time, or before the week's end if that is sooner, leaves unanswered. Then
      the request with the highest goodwill, the lowest order (⌊order 2⁵³⌋) among equals, begins service at the later
      of the server's time and its own, if that is within the week; the server is next free when its work is done.
      Otherwise the week is over, and who stands in line waits on.

      Answered: `answered` and `answeredTotal` grow by 1, `answers` of the seat too, `waitWeeks` by the wait,
      `busyWeeks` by the part of the work that lies in the week. With goodwill ≥ `likedMost`, `likedAnswered` grows by
      1 and `likedWaitWeeks` by the wait; with goodwill ≤ `likedLeast`, `dislikedAnswered` and `dislikedWaitWeeks`.
      Left: `abandoned` and `abandonedTotal` grow by 1.

      Either way: where the seller owns the issue, `issueHours` of the seat grows by τ_b if it was answered, by τ_d if
      not. The issue is resolved if solution < its chance: owned and answered 1 − (1 − ρ_d)(1 − ρ_e), answered alone
      ρ_e (1 − ℓ), owned alone ρ_d, neither ρ0. Then `issuesResolved` grows by 1 and, if the opportunity is still
      open, `unresolved` falls by 1 and `advance` = rate of its stage · `ease` · κ_issue^`unresolved`.
      """,
    absent: """
      There are no experts to ask, and nobody does; `answers` and the waiting times stay 0.
      """)
}
