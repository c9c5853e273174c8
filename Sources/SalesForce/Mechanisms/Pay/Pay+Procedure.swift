extension Pay {
  static let procedure = Procedure(
    start: """
      `periodLength` = `quota_period`; `payRate` = p₀ on all seats; `fullQuota` = `quota` = ψ p · `territory` · x, x = 1.452 ·
      `quota_period`/13, with the levers of week 0. `recordSales` = `recordQuota` = x/(1 − exp(−`quota_period`/52)): the first
      people have the record of reference sellers who met reference quotas.
      """,
    week: """
      Each seat: y = `sales` · (1/σ_Q); `periodSales` ← `periodSales` + y; filled seats `salesRate` ← `salesRate` +
      (1/26)(13 y − `salesRate`), in just these operations, for hires of one week have equal rates and `coaching`
      ranks by them.

      Commission, with β, ℓ, s and s_p as in `effort` (β of the week that ends): `variablePay` = β(1−s) · `sales` ·
      `filled`. Where s_p > 0, each filled seat with a filled `nearContact` j gets β(1−s)s_p (`sales`_j − `sales`)
      more. The pool of a team, Σ βs · `sales` over its filled seats with s > 0, is shared equally by these.

      `periodWeek` grows by 1. Where it reaches `periodLength` (a new value of `quota_period` holds from the next
      period on), `periodEnded` = 1 and the next three steps follow; else they are left out.

      Filled seats: `quotaSeats` grows by 1. Where `periodSales` ≥ `quota`, `quotaReached` grows by 1 and
      `variablePay` by σ_Q (`bonus` · T_c + `accelerator` · (`periodSales` − `quota`)).

      Contest, by itself among the seats that have the same `contest` > 0: of the first k of them (as in `effort`) in descending order of `filled` · `periodSales`, the lower
      identity first among equals, those that are filled get σ_Q · `contest` · T_c each into `variablePay`.

      New quotas. A seller was there all period who sits on a filled seat with `tenure` + 1 ≥ `periodLength` (`tenure`
      counts whole weeks before this one). Ȳ = mean `periodSales` of those who were, of all filled seats if nobody
      was, 0 without any. With k = exp(−`periodLength`/52): `recordSales` ← k · `recordSales` + `periodSales`, `recordQuota`
      ← k · `recordQuota` + `quota`, but + min(`quota`, Ȳ) at the end of the firm's first period (week < `periodLength`): its
      pipeline began empty. Each seat: expected E = (1−ω) p · `territory` · 1.452 · `periodLength`/13 + ω Ȳ; own record Y =
      `periodSales` of who was there all period, else E; `quota` = max(.01, ψ ((1−ϱ) E + ϱ Y) ·
      `quota_period`/`periodLength`), ψ and ϱ being `quota_level` and `quota_ratchet`. `fullQuota` ← `quota`; `periodSales`
      and `periodWeek` ← 0; `periodLength` ← `quota_period`.

      `pay` = `salary` · `filled` + `variablePay`; filled seats `payRate` ← `payRate` + (`pay` − `payRate`)/26.
      `salaryCost` and `variableCost` add up `salary` · `filled` and `variablePay` over the seats.

      Nothing is drawn.
      """,
    absent: """
      Nobody is paid and no period ends: `quota` stays 1.452, `periodWeek` 0, `payRate` 1, so the value of a sale sees
      a whole quarter ahead in every week.
      """)
}
