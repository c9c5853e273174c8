extension Ties {
  static let procedure = Procedure(
    start: """
      Rings: the seats of a team in the order of U(seat, 10), all seats of the firm in the order of U(seat, 11), ties
      by identity. `nearContact` is the next one in the team's ring (teams of 2 or more), `nextContact` the one after
      that (teams of 5 or more), `farContact` the next one in the firm's ring (2 or more), if in another team; −1
      where there is none.

      `nearTie`, `nextTie` and `farTie` = `start_strength` where there is a contact, else 0. `tieStrength` = a sixth
      of the sum of a seat's three ties and of the ties of others to it.
      """,
    week: """
      Draw of every seat: u = U(seat, 0). Openness f = exp(½ (κ_s · `sociability` + κ_h · `horizontality`)); chance to
      help in a meeting ρ = min(1, `readiness` · `supportDrive`); worth of own results y = `slope` + `motivation`.
      `partner` ← −1. A newcomer's (`tenure` = 0) `tieStrength` ← 0.

      One kind of tie has its turn: near, next, far for week mod 3 = 0, 1, 2. Of owner i and contact j: present =
      `filled`_i `filled`_j, 0 without a contact; w = the tie, but 0 where present is 0 or one of the two has `tenure`
      < 3. They meet if u_i < M, M = 1 − exp(−3 present (r₀ f_i f_j (w + w₀) + r_m h)), h
      being the mean of `meetings` of the two.

      Given that they meet, t = u_i/M is uniform. The contact helps the owner if t < ρ_j and it pays the contact; the
      owner helps the contact if 1 − t < ρ_i and it pays the owner. It pays if ρ_r w y + mate + pair > K/(N − 1), y
      and all of pay the helper's own: mate = βs/n in ties within the team with somebody who pools (`team_share` > 0), else 0; pair = β(1−s)s_p where an owner helps their near
      contact, else 0; β, s, n, s_p and K as in `effort`, N as there (K/(N − 1) is 0 for one seat, and
      between sellers whose `contest` differs).

      The tie: w ← (w + x (1 − w)) exp(−3δ_w), x = η_w if they met, plus η_h if at least one helped. `helps` counts
      helps. After the turn of the far ties `tieStrength` is computed again, as at the start.

      A seat has two helpers a week at most, its own contact and the owner of the tie to it: `partner` is the more
      skilled of them by `skill`, the contact among equals. `peerSkill` = max(0, `skill` of the partner − own), 0
      without one. `helpHours` = τ_h times helps given, spent next week.

      `goodwill` ← g + `filled` · (1 − exp(−δ_g))(f² · `supportDrive` + η_g helps given − g), with g = `goodwill`, or
      0 for a newcomer (`tenure` = 0) and on vacant seats.

      In weeks divisible by 13, with the n sellers' `goodwill` in ascending order, places 0 to n − 1: `likedMost` is
      the one at place n − 1 − ⌊(n − 1)/4⌋, `likedLeast` the one at ⌊(n − 1)/4⌋; both stay if there is nobody. They
      serve the metric alone.
      """,
    absent: """
      Nobody has contacts: `tieStrength` stays .45, `goodwill`, `helpHours` and `peerSkill` 0.
      """)
}
