extension Adoption {
  static let procedure = Procedure(
    start: """
      Every seat: `threshold` = θ̄ + `threshold_sd` · Z(person°, 1), `changeStage` = 0 (0 denial, 1 resistance, 2
      exploration, 3 commitment).
      """,
    week: """
      `proposals` = `filled` · `adoption.proposals` · `voice`; `changeStage` ← 0 on vacant seats; a newcomer (`tenure`
      = 0) begins as at the start.

      Where `tools` is 0 on all seats: if `toolsHere` is 1, `toolsHere`, `toolShare`, `toolGrowth`, `changeStage` and `toolHours` ←
      0; and the pass is over.

      Where `toolsHere` is 0: `toolsHere` ← 1, and pilots are chosen, `pilot_share` times the number of seats with `tools` > 0,
      rounded, half up.
      With k the place (from 0) of a seat in ascending order of `tieStrength` · `salesRate`, ties by identity, and c =
      `seeding`, its score is (1 − c) U(seat, 2) + c k/seats; of the filled seats with `tools` > 0 those of the highest scores begin at
      `changeStage` 2, the higher identity first among equals.

      Seats whose `tools` are 0 stay at `changeStage` 0, whatever the steps below say.

      What is seen, all at once. A seat uses the tools if `changeStage` ≥ 2 and says of waiting `threshold`, or 0 if
      it uses them. Each of its own contacts j (`nearContact`, `nextContact`, `farContact`) has the weight b = its tie
      to j · `filled`_j · `salesRate`_j/1.452. Of these: heard H = Σ b, seen = Σ b over users, said = Σ b · what j
      says, near = number of users with b > 0.

      F = users/sellers with `tools` > 0 (0 without any). `toolGrowth` ← `toolGrowth` + F − `toolShare` − `toolGrowth`/13, then
      `toolShare` ← F. a = `visibility` · F + (1 − `visibility`) seen/H, the second term 0 where H is 0.

      Step, with u = U(seat, 0). From 0: up if u < 1 − (1−ψ)^(n₀ + `messages` + near). From 1: up if u < min(1, p + q
      a + r 1{a + μ · `toolGrowth` ≥ `threshold` + s · `tenure`/(`tenure` + t_½) − `participation` · `voice`}). From
      2: up if u < x, down to 1 if x ≤ u < x + g. 3 stays. Vacant seats: 0.

      Talk: `threshold` ← `threshold` + (said − H · `threshold`)/(σ + H), with what was seen before the step.

      `toolHours` = `hours_saved` · `tools` at stage 3, −`hours_to_learn` · `tools` at stage 2, else 0, for the coming
      week. `toolUsers` counts seats at stages 2 and 3.
      """,
    absent: """
      `toolHours` and `proposals` stay 0: there are no tools and nobody is asked.
      """)
}
