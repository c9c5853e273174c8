import PortableMath

/// Adds up what treated and untreated sellers do, for each part of the firm that a study treats.
///
/// The same people are told apart in every regime, also where nothing is given to them, so that a pair of regimes shows what
/// a treatment truly does. It reads the firm after the week's last process and changes nothing.
struct GroupObserver: ~Copyable {
  private enum Sum: Int, CaseIterable {
    case weeks, revenue, wins, leads, pay, effort, skill, craft, motivation, strain, hours, autonomy
    case exits, periodSales, quotas, periods, reached
  }

  /// σ_Q in pay units.
  var salesUnit: Double
  private let cohorts: [TreatedCohort]
  private let seats: Int
  private let sums: ColumnBuffer<Double>
  private let months: ColumnBuffer<Double>
  /// By seat, as the week before left it: quota and sales of the quota period, and tenure.
  private let quota, booked, tenure: ColumnBuffer<Double>

  private static let perCohort = GroupSide.allCases.count * GroupPhase.allCases.count * Sum.allCases.count

  /// Nil where nobody is treated.
  init?(_ model: Model) {
    guard !model.cohorts.isEmpty else { return nil }
    (cohorts, seats) = (model.cohorts, model.plan.organisation.seats)
    salesUnit = model.common.salesUnit
    sums = ColumnBuffer(count: cohorts.count * Self.perCohort, repeating: 0)
    months = ColumnBuffer(
      count: cohorts.count * GroupSide.allCases.count * GroupLayout.months * GroupLayout.monthValues, repeating: 0)
    quota = ColumnBuffer(count: seats, repeating: 0)
    booked = ColumnBuffer(count: seats, repeating: 0)
    tenure = ColumnBuffer(count: seats, repeating: 0)
  }

  /// Starts the measured weeks of a regime.
  mutating func begin(_ firm: borrowing Firm) {
    sums.column.fill(0)
    months.column.fill(0)
    remember(firm)
  }

  private func remember(_ firm: borrowing Firm) {
    quota.column.copy(from: firm[.quota])
    booked.column.copy(from: firm[.periodSales])
    tenure.column.copy(from: firm[.tenure])
  }

  mutating func observe(_ firm: borrowing Firm, _ membership: borrowing Membership, week: Int) {
    guard let members = membership.members else { return }
    let lots = membership.lots, present = firm[.present]
    for (number, cohort) in cohorts.enumerated() {
      let bit: UInt32 = 1 << UInt32(number), phase = cohort.phase(in: week)
      for seat in 0..<seats where present[seat] == 1 && lots[seat] & bit != 0 {
        let side = members[seat] & bit != 0 ? GroupSide.treated : .untreated
        add(seat, firm, number, side, phase, hasLeft: firm[.filled][seat] == 0 || membership.wasReplaced(seat, firm))
      }
    }
    remember(firm)
  }

  private func add(
    _ seat: Int, _ firm: borrowing Firm, _ cohort: Int, _ side: GroupSide, _ phase: GroupPhase, hasLeft: Bool
  ) {
    let first =
      cohort * Self.perCohort
      + (side.rawValue * GroupPhase.allCases.count + phase.rawValue) * Sum.allCases.count
    func add(_ sum: Sum, _ value: Double) { sums.column[first + sum.rawValue] += value }
    let sales = firm[.sales][seat], exit = hasLeft ? 1.0 : 0
    add(.weeks, 1)
    add(.revenue, sales)
    add(.wins, firm[.wins][seat])
    add(.leads, firm[.leads][seat])
    add(.pay, firm[.pay][seat])
    add(.effort, firm[.effort][seat])
    add(.skill, firm[.skill][seat])
    add(.craft, firm[.craft][seat])
    add(.motivation, firm[.motivation][seat])
    add(.strain, firm[.strain][seat])
    add(.hours, firm[.sellingHours][seat])
    add(.autonomy, firm[.autonomy][seat])
    add(.exits, exit)
    if firm[.periodEnded] == 1 {
      let all = booked.column[seat] + sales / salesUnit
      add(.periodSales, all)
      add(.quotas, quota.column[seat])
      add(.periods, 1)
      add(.reached, all >= quota.column[seat] ? 1 : 0)
    }
    guard phase != .before else { return }
    let month = Int(12 * tenure.column[seat] / 52)
    guard month < GroupLayout.months else { return }
    let place =
      ((cohort * GroupSide.allCases.count + side.rawValue) * GroupLayout.months + month) * GroupLayout.monthValues
    months.column[place] += 1
    months.column[place + 1] += sales
    months.column[place + 2] += exit
  }

  /// What was seen, as ``GroupLayout`` says.
  var values: [Double] {
    var values = [Double](repeating: .nan, count: cohorts.count * GroupLayout.values)
    for cohort in cohorts.indices {
      for side in GroupSide.allCases {
        for phase in GroupPhase.allCases {
          let place = GroupLayout.place(cohort, side, phase)
          values[place] = sum(cohort, side, phase, .weeks)
          for measure in GroupMeasure.allCases {
            values[place + 1 + measure.rawValue] = measure.card.rounded(value(measure, cohort, side, phase))
          }
        }
        for month in 0..<GroupLayout.months {
          let place = GroupLayout.place(cohort, side, month: month)
          let own = ((cohort * GroupSide.allCases.count + side.rawValue) * GroupLayout.months + month)
          for value in 0..<GroupLayout.monthValues {
            values[place + value] = GroupMeasure.revenue.card.rounded(
              months.column[own * GroupLayout.monthValues + value])
          }
        }
      }
    }
    return values
  }

  private func sum(_ cohort: Int, _ side: GroupSide, _ phase: GroupPhase, _ sum: Sum) -> Double {
    sums.column[
      cohort * Self.perCohort
        + (side.rawValue * GroupPhase.allCases.count + phase.rawValue) * Sum.allCases.count + sum.rawValue]
  }

  /// NaN where there were no sellers, or no quota period ended.
  private func value(_ measure: GroupMeasure, _ cohort: Int, _ side: GroupSide, _ phase: GroupPhase) -> Double {
    func ratio(_ above: Sum, _ below: Sum) -> Double {
      let divisor = sum(cohort, side, phase, below)
      return divisor > 0 ? sum(cohort, side, phase, above) / divisor : .nan
    }
    return switch measure {
    case .revenue: ratio(.revenue, .weeks)
    case .dealsWon: ratio(.wins, .weeks)
    case .leads: ratio(.leads, .weeks)
    case .pay: ratio(.pay, .weeks)
    case .effort: ratio(.effort, .weeks)
    case .skill: ratio(.skill, .weeks)
    case .craft: ratio(.craft, .weeks)
    case .motivation: ratio(.motivation, .weeks)
    case .strain: ratio(.strain, .weeks)
    case .sellingHours: ratio(.hours, .weeks)
    case .autonomy: ratio(.autonomy, .weeks)
    case .exits: 52 * ratio(.exits, .weeks)
    case .attainment: ratio(.periodSales, .quotas)
    case .atQuota: ratio(.reached, .periods)
    }
  }
}
