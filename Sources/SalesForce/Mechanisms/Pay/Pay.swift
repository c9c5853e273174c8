import PortableMath

/// Pays sellers and sets quotas.
///
/// Commission is paid as sales are booked; accelerator, bonus and prizes when the quota period ends.
struct Pay: Mechanism {
  static let card = Card(
    name: "pay", stream: 13, claims: ["0.3", "1.3", "1.5"],
    summary: "Pay follows the plan; quotas follow what was sold, a mix of the firm's mean and the seller's own record.",
    equation: "βS + Δβ(S−Q)⁺ + B·1{S ≥ Q} + W·1{top 10 %};  Q′ = ψ((1−ϱ) S̄ + ϱ S) T′/T, newcomers pro rata",
    source: "science 1.5, 6.4 eq. 14",
    procedure: procedure,
    reads: [
      .seller(.filled), .seller(.sales), .seller(.periodSales), .seller(.quota), .seller(.salesRate),
      .seller(.payRate), .seller(.tenure), .seller(.nearContact), .firm(.periodWeek), .firm(.periodLength),
    ] + Pay.history,
    writes: [
      .seller(.periodSales), .seller(.quota), .seller(.fullQuota), .seller(.salesRate), .seller(.variablePay),
      .seller(.pay),
      .seller(.payRate), .firm(.periodWeek), .firm(.periodLength), .firm(.periodEnded), .firm(.quotaSeats),
      .firm(.quotaReached), .firm(.salaryCost), .firm(.variableCost),
    ] + Pay.history)

  /// Sales and quotas of the last four periods.
  static let records: [SellerColumn] = [
    .pastSales1, .pastSales2, .pastSales3, .pastSales4, .pastQuota1, .pastQuota2, .pastQuota3, .pastQuota4,
  ]
  private static let history = records.map { StateKey.seller($0) }

  private let common: Common
  private let plan: PayPlan
  private let quotaLevel, ratchet, period: Lever

  init(_ settings: inout Settings, _ common: Common) {
    self.common = common
    plan = PayPlan(&settings, common)
    quotaLevel = settings.lever(.quotaLevel)
    ratchet = settings.lever(.quotaRatchet)
    period = settings.lever(.quotaPeriod)
  }

  func start(_ firm: inout Firm, _ week: borrowing Week) {
    firm[.periodLength] = week[period]
    firm[.payRate].fill(common.outsidePay)
    firm[.fullQuota].fill(week[quotaLevel] * Reference.quota * week[period] / Reference.quarter)
    firm[.quota].copy(from: firm[.fullQuota])
    // A going concern: the first people have a record, that of reference sellers who met reference quotas.
    let usual = Reference.quota * week[period] / Reference.quarter
    for key in Self.records { firm[key].fill(usual) }
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
    for seat in 0..<firm.seats {
      let base = salary * filled[seat]
      pay[seat] = base + variable[seat]
      rate[seat] += filled[seat] * memory * (pay[seat] - rate[seat])
      firm[.salaryCost] += base
      firm[.variableCost] += variable[seat]
    }
  }

  /// Weight of the new week in a mean over 26.
  private static let memory = 1.0 / 26

  private func payCommission(_ firm: inout Firm, _ week: borrowing Week) {
    let sales = firm[.sales], booked = firm[.periodSales], rate = firm[.salesRate], variable = firm[.variablePay]
    let filled = firm[.filled]
    let beta = week[plan.commission] * LateWindow(week, firm, plan).now, share = week[plan.teamShare]
    let perUnit = 1 / common.salesUnit
    for seat in 0..<firm.seats {
      let units = sales[seat] * perUnit
      booked[seat] += units
      rate[seat] += filled[seat] * Self.memory * (units * Reference.quarter - rate[seat])
      variable[seat] = beta * (1 - share) * sales[seat] * filled[seat]
    }
    payPairs(beta * (1 - share) * week[plan.pairPay], firm)
    guard share > 0 else { return }
    let span = firm.organisation.span, mates = firm.teamMates
    for first in stride(from: 0, to: firm.seats, by: span) {
      let team = first..<min(first + span, firm.seats)
      var pool = 0.0, members = 0.0
      for place in team {
        let seat = Int(mates[place])
        pool += beta * share * sales[seat] * filled[seat]
        members += filled[seat]
      }
      if members > 0 { for seat in team { variable[seat] += pool / members * filled[seat] } }
    }
  }

  /// Commission on the partner's sales instead of one's own, for everybody whose partner's seat is filled.
  private func payPairs(_ beta: Double, _ firm: borrowing Firm) {
    guard beta > 0 else { return }
    let sales = firm[.sales], variable = firm[.variablePay], filled = firm[.filled], contact = firm[.nearContact]
    for seat in 0..<firm.seats where contact[seat] >= 0 {
      let other = Int(contact[seat])
      variable[seat] += beta * filled[seat] * filled[other] * (sales[other] - sales[seat])
    }
  }

  private func payLumpSums(_ firm: inout Firm, _ week: borrowing Week) {
    let booked = firm[.periodSales], quota = firm[.quota], variable = firm[.variablePay], filled = firm[.filled]
    let steeper = week[plan.accelerator] * common.salesUnit, bonus = week[plan.bonus] * common.salesUnit
    for seat in 0..<firm.seats where filled[seat] == 1 {
      firm[.quotaSeats] += 1
      guard booked[seat] >= quota[seat] else { continue }
      firm[.quotaReached] += 1
      variable[seat] += bonus + steeper * (booked[seat] - quota[seat])
    }
    let prize = week[plan.contest] * common.salesUnit
    if prize > 0 { payPrizes(prize, &firm) }
  }

  /// A tenth of all seats win, the best sellers by sales; ties go to the lower identity.
  private func payPrizes(_ prize: Double, _ firm: inout Firm) {
    let booked = firm[.periodSales], filled = firm[.filled], variable = firm[.variablePay], names = firm.seatIdentity
    let order = firm.ranks.prefix(firm.seats)
    for seat in 0..<firm.seats { order[seat] = UInt32(seat) }
    order.sort { a, b in
      let (x, y) = (Int(a), Int(b))
      let (left, right) = (filled[x] * booked[x], filled[y] * booked[y])
      return left != right ? left > right : names[x] < names[y]
    }
    for place in 0..<ContestSize.winners(seats: firm.seats) where filled[Int(order[place])] == 1 {
      variable[Int(order[place])] += prize
    }
  }

  private func renewQuotas(_ firm: inout Firm, _ week: borrowing Week) {
    let booked = firm[.periodSales], quota = firm[.quota], filled = firm[.filled], tenure = firm[.tenure]
    let elapsed = firm[.periodLength], next = week[period]
    let usual = usualSales(firm), scale = next / elapsed
    shiftHistory(firm)
    // The pipeline begins empty, so what could be sold in the first period is what is held against people later.
    if Double(week.index) < elapsed { for seat in 0..<firm.seats { firm[.pastQuota1][seat] = min(quota[seat], usual) } }
    for seat in 0..<firm.seats {
      // A seller who was not there all period has no record of their own to be held to. The week that ends is not in tenure yet.
      let record = filled[seat] == 1 && tenure[seat] + 1 >= elapsed ? booked[seat] : usual
      let mix = (1 - week[ratchet]) * usual + week[ratchet] * record
      quota[seat] = max(week[quotaLevel] * mix * scale, Self.smallestQuota)
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

  private func shiftHistory(_ firm: borrowing Firm) {
    firm[.pastSales4].copy(from: firm[.pastSales3])
    firm[.pastSales3].copy(from: firm[.pastSales2])
    firm[.pastSales2].copy(from: firm[.pastSales1])
    firm[.pastSales1].copy(from: firm[.periodSales])
    firm[.pastQuota4].copy(from: firm[.pastQuota3])
    firm[.pastQuota3].copy(from: firm[.pastQuota2])
    firm[.pastQuota2].copy(from: firm[.pastQuota1])
    firm[.pastQuota1].copy(from: firm[.quota])
  }
}
