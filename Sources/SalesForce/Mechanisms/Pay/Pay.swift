import PortableMath

/// Pays sellers and sets quotas.
///
/// Commission is paid as sales are booked; accelerator, bonus and prizes when the quota period ends. Bonus and prizes are set
/// by the quarter, and a period pays its part of them, so that its length moves no money by itself.
///
/// Quotas are anchored in what headquarters plans for the territory: where business falls everywhere, fewer reach them. The
/// firm's own last period has a weight beside the plan, and so has the seller's own record, the ratchet.
struct Pay: Mechanism {
  static let card = Card(
    name: "pay", stream: 13, claims: ["0.3", "1.3", "1.5"],
    summary: "Pay follows the plan; quotas mix the territory's plan, the firm's mean and the seller's own record.",
    equation: """
      βS + Δβ(S−Q)⁺ + T_c (B·1{S ≥ Q} + W·1{top 10 %});  Q′ = ψ((1−ϱ)((1−ω) p T + ω S̄) + ϱ S) T′/T, newcomers pro rata
      """,
    source: "science 1.5, 6.4 eq. 14",
    procedure: procedure,
    reads: [
      .seller(.filled), .seller(.sales), .seller(.periodSales), .seller(.quota), .seller(.salesRate),
      .seller(.payRate), .seller(.tenure), .seller(.nearContact), .seller(.territory), .seller(.recordSales),
      .seller(.recordQuota), .firm(.periodWeek), .firm(.periodLength),
    ],
    writes: [
      .seller(.periodSales), .seller(.quota), .seller(.fullQuota), .seller(.salesRate), .seller(.variablePay),
      .seller(.pay),
      .seller(.payRate), .firm(.periodWeek), .firm(.periodLength), .firm(.periodEnded), .firm(.quotaSeats),
      .firm(.quotaReached), .firm(.salaryCost), .firm(.variableCost), .seller(.recordSales), .seller(.recordQuota),
    ])

  /// Weeks after which e⁻¹ of a period is left in the record.
  private static let recordWeeks = 52.0

  private let common: Common
  private let plan: PayPlan
  private let planned, firmWeight: Double
  private let period: Lever

  init(_ settings: inout Settings, _ common: Common) {
    self.common = common
    plan = PayPlan(&settings, common)
    planned = settings.number(
      "planned", "p", 0.86, in: 0.01...10, unit: "reference sales", .calibrated,
      "sellers at quota .53-.63: CSO Insights 2010-18",
      "what headquarters plans for a mean territory, as a share of a reference seller's sales")
    firmWeight = settings.number(
      "firm_weight", "ω", 0.2, in: 0...1, unit: "1", .judgement, "plans follow last year's business in part",
      "weight of the firm's mean of the last period in the quota, against the plan")
    period = settings.lever(.quotaPeriod)
  }

  func start(_ firm: inout Firm, _ week: borrowing Week) {
    firm[.periodLength] = week.firm(period)
    firm[.payRate].fill(common.outsidePay)
    let usual = Reference.quota * week.firm(period) / Reference.quarter
    let quota = firm[.fullQuota], territory = firm[.territory], level = week[plan.quotaLevel]
    for seat in 0..<firm.seats { quota[seat] = level[seat] * planned * usual * territory[seat] }
    firm[.quota].copy(from: quota)
    // A going concern: the first people have a record, that of reference sellers who met reference quotas.
    let record = usual / (1 - Portable.exp(-week.firm(period) / Self.recordWeeks))
    for column in [firm[.recordSales], firm[.recordQuota]] { column.fill(record) }
  }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    payCommission(&firm, week)
    firm[.periodWeek] += 1
    if firm[.periodWeek] >= firm[.periodLength] {
      firm[.periodEnded] = 1
      payLumpSums(&firm, week)
      renewQuotas(&firm, week)
    }
    let salary = week[plan.salary], memory = Self.memory
    let pay = firm[.pay], variable = firm[.variablePay], filled = firm[.filled], rate = firm[.payRate]
    for k in 0..<pay.laneCount {
      pay[lane: k] = salary[lane: k] * filled[lane: k] + variable[lane: k]
      rate[lane: k] += filled[lane: k] * memory * (pay[lane: k] - rate[lane: k])
    }
    var salaries = firm[.salaryCost], variables = firm[.variableCost]
    for seat in 0..<firm.seats {
      salaries += salary[seat] * filled[seat]
      variables += variable[seat]
    }
    (firm[.salaryCost], firm[.variableCost]) = (salaries, variables)
  }

  /// Weight of the new week in a mean over 26.
  private static let memory = 1.0 / 26

  private func payCommission(_ firm: inout Firm, _ week: borrowing Week) {
    let sales = firm[.sales], booked = firm[.periodSales], rate = firm[.salesRate], variable = firm[.variablePay]
    let filled = firm[.filled]
    let rates = firm.scratch[0], share = week[plan.teamShare]
    week.spread(into: rates) { $0[plan.commission] * LateWindow($0, firm, plan).now }
    let perUnit = 1 / common.salesUnit
    for k in 0..<sales.laneCount {
      let units = sales[lane: k] * perUnit
      booked[lane: k] += units
      rate[lane: k] += filled[lane: k] * Self.memory * (units * Reference.quarter - rate[lane: k])
      variable[lane: k] = rates[lane: k] * (1 - share[lane: k]) * sales[lane: k] * filled[lane: k]
    }
    if week.any({ $0[plan.pairPay] > 0 }) { payPairs(rates, firm, week) }
    if week.any({ $0[plan.teamShare] > 0 }) { payPools(rates, firm, week) }
  }

  /// A team's pool belongs to those of its sellers who pay into one.
  private func payPools(_ rates: Column<Double>, _ firm: borrowing Firm, _ week: borrowing Week) {
    let sales = firm[.sales], variable = firm[.variablePay], filled = firm[.filled], share = week[plan.teamShare]
    let span = firm.organisation.span, mates = firm.teamMates
    for first in stride(from: 0, to: firm.seats, by: span) {
      let team = first..<min(first + span, firm.seats)
      var pool = 0.0, members = 0.0
      for place in team {
        let seat = Int(mates[place])
        pool += rates[seat] * share[seat] * sales[seat] * filled[seat]
        members += share[seat] > 0 ? filled[seat] : 0
      }
      guard members > 0 else { continue }
      for seat in team where share[seat] > 0 { variable[seat] += pool / members * filled[seat] }
    }
  }

  /// Commission on the partner's sales instead of one's own, for everybody whose partner's seat is filled.
  private func payPairs(_ rates: Column<Double>, _ firm: borrowing Firm, _ week: borrowing Week) {
    let share = week[plan.teamShare], pair = week[plan.pairPay]
    let sales = firm[.sales], variable = firm[.variablePay], filled = firm[.filled], contact = firm[.nearContact]
    for seat in 0..<firm.seats where contact[seat] >= 0 {
      let other = Int(contact[seat])
      let beta = rates[seat] * (1 - share[seat]) * pair[seat]
      variable[seat] += beta * filled[seat] * filled[other] * (sales[other] - sales[seat])
    }
  }

  private func payLumpSums(_ firm: inout Firm, _ week: borrowing Week) {
    let booked = firm[.periodSales], quota = firm[.quota], variable = firm[.variablePay], filled = firm[.filled]
    let lump = common.salesUnit * firm[.periodLength] / Reference.quarter
    let steeper = week[plan.accelerator], bonus = week[plan.bonus]
    for seat in 0..<firm.seats where filled[seat] == 1 {
      firm[.quotaSeats] += 1
      guard booked[seat] >= quota[seat] else { continue }
      firm[.quotaReached] += 1
      variable[seat] += bonus[seat] * lump + steeper[seat] * common.salesUnit * (booked[seat] - quota[seat])
    }
    // Sellers compete with those who compete for the same prize.
    for group in 0..<week.levers.groups {
      let offered = week.levers.group(group)[plan.contest]
      let isFirst = !(0..<group).contains { week.levers.group($0)[plan.contest] == offered }
      if isFirst, offered * lump > 0 { payPrizes(offered * lump, among: week[plan.contest], at: offered, &firm) }
    }
  }

  /// A tenth of the seats that compete win, the best sellers by sales; ties go to the lower identity.
  private func payPrizes(_ prize: Double, among prizes: Column<Double>, at offered: Double, _ firm: inout Firm) {
    let booked = firm[.periodSales], filled = firm[.filled], variable = firm[.variablePay], names = firm.seatIdentity
    var rivals = 0
    for seat in 0..<firm.seats where prizes[seat] == offered {
      firm.ranks[rivals] = UInt32(seat)
      rivals += 1
    }
    let order = firm.ranks.prefix(rivals)
    order.sort { a, b in
      let (x, y) = (Int(a), Int(b))
      let (left, right) = (filled[x] * booked[x], filled[y] * booked[y])
      return left != right ? left > right : names[x] < names[y]
    }
    for place in 0..<ContestSize.winners(seats: rivals) where filled[Int(order[place])] == 1 {
      variable[Int(order[place])] += prize
    }
  }

  private func renewQuotas(_ firm: inout Firm, _ week: borrowing Week) {
    let booked = firm[.periodSales], quota = firm[.quota], filled = firm[.filled], tenure = firm[.tenure]
    let elapsed = firm[.periodLength], next = week.firm(period)
    let usual = usualSales(firm), scale = next / elapsed, territory = firm[.territory]
    keepRecords(firm, week, usual: usual)
    let reference = planned * Reference.quota * elapsed / Reference.quarter
    let ratchet = week[plan.quotaRatchet], level = week[plan.quotaLevel]
    for seat in 0..<firm.seats {
      let expected = (1 - firmWeight) * reference * territory[seat] + firmWeight * usual
      // A seller who was not there all period has no record of their own to be held to. The week that ends is not in tenure yet.
      let record = filled[seat] == 1 && tenure[seat] + 1 >= elapsed ? booked[seat] : expected
      quota[seat] = max(
        level[seat] * scale * ((1 - ratchet[seat]) * expected + ratchet[seat] * record), Self.smallestQuota)
      booked[seat] = 0
    }
    firm[.fullQuota].copy(from: quota)
    firm[.periodWeek] = 0
    firm[.periodLength] = next
  }

  /// Mean sales of those who were there all period, or of all where nobody was.
  private func usualSales(_ firm: borrowing Firm) -> Double {
    let booked = firm[.periodSales], filled = firm[.filled], tenure = firm[.tenure], rows = firm.byIdentity
    let elapsed = firm[.periodLength]
    var sum = 0.0, sellers = 0.0
    for place in 0..<firm.seats {
      let seat = Int(rows[place]), counts = filled[seat] == 1 && tenure[seat] + 1 >= elapsed ? 1.0 : 0
      sum += counts * booked[seat]
      sellers += counts
    }
    return sellers > 0 ? sum / sellers : firm.sellersMean(.periodSales) ?? 0
  }

  /// A quota of zero would be reached by doing nothing.
  private static let smallestQuota = 0.01

  /// Adds the period to what sellers are judged by.
  private func keepRecords(_ firm: borrowing Firm, _ week: borrowing Week, usual: Double) {
    let sales = firm[.recordSales], quotas = firm[.recordQuota], booked = firm[.periodSales], quota = firm[.quota]
    let keep = Portable.exp(-firm[.periodLength] / Self.recordWeeks)
    // The pipeline begins empty, so what could be sold in the first period is what is held against people.
    let most = Double(week.index) < firm[.periodLength] ? usual : .infinity
    for seat in 0..<firm.seats {
      sales[seat] = keep * sales[seat] + booked[seat]
      quotas[seat] = keep * quotas[seat] + min(quota[seat], most)
    }
  }
}
