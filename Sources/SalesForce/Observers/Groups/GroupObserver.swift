import PortableMath

/// Adds up what treated and untreated sellers do, for each part of the firm that a study treats.
///
/// The same people are told apart in every regime, also where nothing is given to them, so that a pair of regimes shows what
/// a treatment truly does. It reads the firm after the week's last process and changes nothing.
struct GroupObserver: ~Copyable {
  /// σ_Q in pay units.
  var salesUnit: Double
  private let cohorts: [TreatedCohort]
  private let seats: Int
  private let sums: ColumnBuffer<Double>
  private let months: ColumnBuffer<Double>
  /// By seat, as the week before left it: quota and sales of the quota period, and tenure.
  private let quota, booked, tenure: ColumnBuffer<Double>
  /// What is written down seat by seat, of which cohort, and its sums as ``SeatRecord`` has them.
  private let record: SeatRecord?
  private let recorded: Int
  private let seatSums: ColumnBuffer<Double>

  private static let perCohort = GroupSide.allCases.count * GroupPhase.allCases.count * GroupSum.allCases.count

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
    let place = model.plan.record.flatMap { record in model.cohorts.firstIndex { $0.cohort == record.cohort } }
    (record, recorded) = (place == nil ? nil : model.plan.record, place ?? 0)
    seatSums = ColumnBuffer(count: model.plan.record?.values ?? 0, repeating: 0)
  }

  /// Starts the measured weeks of a regime.
  mutating func begin(_ firm: borrowing Firm) {
    sums.column.fill(0)
    months.column.fill(0)
    seatSums.column.fill(0)
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
      let written = record != nil && number == recorded ? record?.phase(in: week) : nil
      for seat in 0..<seats where present[seat] == 1 && lots[seat] & bit != 0 {
        let side = members[seat] & bit != 0 ? GroupSide.treated : .untreated
        let own = SellerWeek(
          seat: seat, hasLeft: firm[.filled][seat] == 0 || membership.wasReplaced(seat, firm),
          booked: booked.column[seat], quota: quota.column[seat], salesUnit: salesUnit)
        add(own, firm, number, side, phase)
        if let record, let written {
          let standing =
            side == .treated ? Standing.treated : membership.offered[seat] & bit != 0 ? .declined : .left
          write(own, firm, record, standing, written)
        }
      }
    }
    remember(firm)
  }

  private func write(
    _ own: SellerWeek, _ firm: borrowing Firm, _ record: SeatRecord, _ standing: Standing, _ phase: GroupPhase
  ) {
    for measure in 0..<record.measures.count {
      let place = record.place(own.seat, standing, phase, measure), sums = record.measures[measure].sums
      seatSums.column[place] += own.amount(sums.above, firm)
      seatSums.column[place + 1] += own.amount(sums.below, firm)
    }
  }

  private func add(
    _ own: SellerWeek, _ firm: borrowing Firm, _ cohort: Int, _ side: GroupSide, _ phase: GroupPhase
  ) {
    let first =
      cohort * Self.perCohort
      + (side.rawValue * GroupPhase.allCases.count + phase.rawValue) * GroupSum.allCases.count
    for sum in GroupSum.allCases { sums.column[first + sum.rawValue] += own.amount(sum, firm) }
    guard phase != .before else { return }
    let month = Int(12 * tenure.column[own.seat] / 52)
    guard month < GroupLayout.months else { return }
    let place =
      ((cohort * GroupSide.allCases.count + side.rawValue) * GroupLayout.months + month) * GroupLayout.monthValues
    months.column[place] += 1
    months.column[place + 1] += own.amount(.revenue, firm)
    months.column[place + 2] += own.amount(.exits, firm)
  }

  /// What was seen, as ``GroupLayout`` says, and behind it what ``SeatRecord`` asks for.
  var values: [Double] {
    var values = [Double](repeating: .nan, count: cohorts.count * GroupLayout.values)
    for cohort in cohorts.indices {
      for side in GroupSide.allCases {
        for phase in GroupPhase.allCases {
          let place = GroupLayout.place(cohort, side, phase)
          values[place] = sum(cohort, side, phase, .weeks)
          for measure in GroupMeasure.allCases {
            values[place + 1 + measure.rawValue] = MetricCard.rounded(value(measure, cohort, side, phase))
          }
        }
        for month in 0..<GroupLayout.months {
          let place = GroupLayout.place(cohort, side, month: month)
          let own = ((cohort * GroupSide.allCases.count + side.rawValue) * GroupLayout.months + month)
          for value in 0..<GroupLayout.monthValues {
            values[place + value] = MetricCard.rounded(
              months.column[own * GroupLayout.monthValues + value])
          }
        }
      }
    }
    for place in 0..<(record?.values ?? 0) { values.append(seatSums.column[place]) }
    return values
  }

  private func sum(_ cohort: Int, _ side: GroupSide, _ phase: GroupPhase, _ sum: GroupSum) -> Double {
    sums.column[
      cohort * Self.perCohort
        + (side.rawValue * GroupPhase.allCases.count + phase.rawValue) * GroupSum.allCases.count + sum.rawValue]
  }

  /// NaN where there were no sellers, or no quota period ended.
  private func value(_ measure: GroupMeasure, _ cohort: Int, _ side: GroupSide, _ phase: GroupPhase) -> Double {
    let sums = measure.sums, divisor = sum(cohort, side, phase, sums.below)
    return divisor > 0 ? measure.factor * (sum(cohort, side, phase, sums.above) / divisor) : .nan
  }
}
