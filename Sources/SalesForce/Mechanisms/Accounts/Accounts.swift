import PortableMath
import RandomStreams

/// Customers won stay customers while their goodwill lasts, and order again.
///
/// A reserve of goodwill opens at what the offer was worth, grows at a constant rate and is drawn upon by problems at the
/// times at which they happen; there is no cap, so a bond that outlives its first problems grows hard to break. Whoever
/// has used up the reserve leaves. A seller who owns problems, or has support for it, prevents part of them; nobody does
/// on a vacant seat.
///
/// Where it pays, a problem is met with a concession that takes part of the damage back: if the fall in the chance that
/// the customer ever leaves, times what they would still order, exceeds the cost. Damage, intervals and prevention are
/// keyed by the customer and the number of the problem.
struct Accounts: Mechanism {
  static let card = Card(
    name: "accounts", stream: 19, claims: ["3.3", "3.19", "3.20", "3.40", "3.53", "4.10"],
    summary: "Customers order again until problems have used up their goodwill; care prevents problems.",
    equation: """
      u = ū q + g t − Σ D, problems Poisson(λ), prevented with 1 − (1−k_o o′)(1−k_s u′), D ~ Exp(d); leaves at u < 0; \
      concession iff Δψ(u)·CLV > cost, ψ(u) = (λd/g) e^{−(1/d−λ/g)u}
      """,
    source: "science 1.14, 5.3 (3.19-3.20, 3.40); Cramér-Lundberg",
    procedure: procedure,
    reads: [
      .accounts, .seller(.accounts), .seller(.accountValue), .seller(.ownership), .seller(.supportSkill),
      .seller(.supportDrive), .seller(.autonomy), .seller(.filled), .seller(.sales), .firm(.revenue),
      .firm(.accountsOpened),
      .firm(.accountsClosed), .opportunity(.value), .opportunity(.quality),
    ],
    writes: [
      .accounts, .seller(.accounts), .seller(.accountValue), .seller(.sales), .firm(.revenue), .firm(.accountsOpened),
      .firm(.accountsClosed), .firm(.accountWeeks), .firm(.churned), .firm(.repeatRevenue), .firm(.concessions),
    ])

  private let reserve: GoodwillReserve
  private let opening, owned, supported, orders, term, relief, concession: Double
  init(_ settings: inout Settings, _ common: Common) {
    reserve = GoodwillReserve(&settings)
    opening = settings.number(
      "reserve", "ū", 3.3, in: 0...100, unit: "1", .judgement, "3 at the reference quality: science 1.14",
      "goodwill with which a customer starts whom the offer suits perfectly")
    owned = settings.number(
      "owned", "k_o", 0.5, in: 0...1, unit: "1", .calibrated, "science 3.3, 3.20: an owner lowers the rate",
      "share of problems that a seller prevents who owns all of them")
    supported = settings.number(
      "supported", "k_s", 0.5, in: 0...1, unit: "1", .calibrated, "science 3.3: line up support",
      "share of problems that are prevented where a seller always has support")
    orders = settings.number(
      "repeat_rate", "", 0.03, in: 0...10, unit: "1/year", .judgement, "small: reference revenue is new business",
      "what a customer orders again in a year, as a share of the deal that won them")
    term = settings.number(
      "term", "", 104, in: 1...1_000_000, unit: "weeks", .judgement, "needs are new after two years",
      "time after which a customer is on the market again")
    relief = settings.number(
      "relief", "", 0.5, in: 0...1, unit: "1", .judgement, "science 3.19: small accommodations",
      "share of a problem's damage that a concession takes back")
    concession = settings.number(
      "concession", "", 0.005, in: 0...10, unit: "1", .judgement, "science 3.19",
      "what a concession costs, as a share of the deal that won the customer")
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    fillCare(firm)
    firm.accounts.compact()
    let end = Double(week.index) + 1
    var due = firm.accounts.due(before: end)
    while due.rows.count > 0 {
      suffer(due, &firm, week)
      due = firm.accounts.stillDue(due, before: end)
    }
    open(at: end, &firm, week)
    let sales = firm[.sales], value = firm[.accountValue], perWeek = orders / 52
    var ordered = 0.0
    for seat in 0..<firm.seats {
      let again = perWeek * value[seat]
      sales[seat] += again
      ordered += again
    }
    firm[.repeatRevenue] = ordered
    firm[.revenue] += ordered - firm[.concessions]
    firm[.accountWeeks] = Double(firm.accounts.open)
  }

  /// Share of problems prevented, by seat, in the first working column.
  private func fillCare(_ firm: borrowing Firm) {
    let autonomy = firm[.autonomy]
    let care = firm.scratch[0], drive = firm[.supportDrive], filled = firm[.filled]
    let ownership = firm[.ownership], support = firm[.supportSkill]
    for k in 0..<care.laneCount {
      let owns = owned * Lanes.min(1, drive[lane: k] * ownership[lane: k] * (0.5 + 0.5 * autonomy[lane: k]))
      let lines = supported * Lanes.min(1, drive[lane: k] * support[lane: k])
      care[lane: k] = filled[lane: k] * (owns + (1 - owns) * lines)
    }
  }

  /// What happens next to accounts.
  private func suffer(_ due: DueAccounts, _ firm: inout Firm, _ week: borrowing Week) {
    let care = firm.scratch[0], account = AccountColumns(firm.accounts)
    for index in 0..<due.rows.count {
      let row = Int(due.rows[index])
      account.problems[row] += 1
      due.entity[index] = account.entity[row]
      due.born[index] = account.born[row]
      due.draw[index] = account.problems[row]
    }
    week.draws.uniformPair(
      entity: due.entity, week: .each(due.born), process: Self.card.stream, draw: .each(due.draw), first: due.interval,
      second: due.damage)
    VectorMath.exponentialQuantile(due.interval, into: due.interval)
    for index in 0..<due.rows.count {
      let prevented = care[Int(account.seat[Int(due.rows[index])])], luck = due.damage[index]
      // What is left of the uniform once it has said that nobody prevented the problem is uniform again; 0 where somebody
      // did.
      due.damage[index] = max(0, (luck - prevented) / (1 - prevented))
    }
    VectorMath.exponentialQuantile(due.damage, into: due.damage)
    for index in 0..<due.rows.count { due.damage[index] *= reserve.damage }
    weigh(due, account, care)
    settle(due, account, care, &firm)
  }

  /// Chances that customers ever leave, without and with a concession.
  private func weigh(_ due: DueAccounts, _ account: AccountColumns, _ care: Column<Double>) {
    for index in 0..<due.rows.count {
      let row = Int(due.rows[index]), rate = reserve.problems * (1 - care[Int(account.seat[row])])
      let level = account.base[row] + reserve.repair * account.next[row] - due.damage[index]
      due.risk[index] = reserve.exponent(level: level, rate: rate)
      due.relieved[index] = reserve.exponent(level: level + relief * due.damage[index], rate: rate)
    }
    VectorMath.exp(due.risk, into: due.risk)
    VectorMath.exp(due.relieved, into: due.relieved)
  }

  private func settle(
    _ due: DueAccounts, _ account: AccountColumns, _ care: Column<Double>, _ firm: inout Firm
  ) {
    let sales = firm[.sales], accounts = firm[.accounts], values = firm[.accountValue]
    let perWeek = orders / 52
    var left = 0.0, ended = 0.0, conceded = 0.0
    for index in 0..<due.rows.count {
      let row = Int(due.rows[index]), seat = Int(account.seat[row]), now = account.next[row]
      let isOver = now >= account.ends[row]
      if !isOver {
        let rate = reserve.problems * (1 - care[seat]), damage = due.damage[index]
        let level = account.base[row] + reserve.repair * now - damage
        let saved =
          reserve.chance(level: level, rate: rate, power: due.risk[index])
          - reserve.chance(level: level + relief * damage, rate: rate, power: due.relieved[index])
        // Both sides are shares of the same deal.
        let concedes = saved * perWeek * (account.ends[row] - now) > concession
        account.base[row] -= concedes ? (1 - relief) * damage : damage
        if concedes {
          let cost = concession * account.value[row]
          sales[seat] -= cost
          conceded += cost
        }
      }
      let isLost = !isOver && account.base[row] + reserve.repair * now < 0
      if isOver || isLost {
        accounts[seat] -= 1
        // What is left of the sum when the last one has gone is rounding.
        values[seat] = accounts[seat] == 0 ? 0 : values[seat] - account.value[row]
        firm.accounts.close(row)
        ended += 1
        left += isLost ? 1 : 0
      } else {
        account.next[row] = min(now + due.interval[index] / reserve.problems, account.ends[row])
      }
    }
    firm[.churned] += left
    firm[.accountsClosed] += ended
    firm[.concessions] += conceded
  }

  /// Whoever was won this week is a customer from its end on.
  private func open(at now: Double, _ firm: inout Firm, _ week: borrowing Week) {
    let won = firm.opportunities.wonRows
    guard won.count > 0 else { return }
    let first = firm.accounts.extend(by: won.count)
    let account = AccountColumns(firm.accounts), pool = PoolColumns(firm.opportunities)
    let quality = firm.opportunities[.quality]
    let accounts = firm[.accounts], values = firm[.accountValue]
    for index in 0..<won.count {
      let row = first + index, deal = Int(won[index]), seat = Int(pool.seat[deal])
      account.entity[row] = pool.entity[deal]
      account.born[row] = pool.born[deal]
      account.seat[row] = pool.seat[deal]
      account.problems[row] = 0
      account.base[row] = opening * quality[deal] - reserve.repair * now
      account.ends[row] = now + term
      account.value[row] = pool.value[deal]
      accounts[seat] += 1
      values[seat] += pool.value[deal]
    }
    let fresh = account.next.slice(from: first, count: won.count)
    week.draws.uniform(
      entity: account.entity.slice(from: first, count: won.count),
      week: .each(account.born.slice(from: first, count: won.count)), process: Self.card.stream, draw: .same(0),
      into: fresh)
    VectorMath.exponentialQuantile(fresh, into: fresh)
    for row in 0..<won.count { fresh[row] = now + min(fresh[row] / reserve.problems, term) }
    firm[.accountsOpened] += Double(won.count)
  }
}
