import PortableMath
import SalesForce

/// A quarter lived by sellers who choose effort by the shipped pass at each of many fine steps.
struct FineQuarter: Sendable {
  /// Shares of a quarter that are left at each step, and the steps' lengths: a hundredth of a week, and towards the
  /// deadline a part in 150 of what is left, since effort sprints there.
  static let steps: [(left: Double, length: Double)] = {
    var steps: [(Double, Double)] = [], left = 1.0
    while left > 1e-5 {
      let length = min(1.0 / 1_300, left / 150)
      steps.append((left, length))
      left -= length
    }
    return steps
  }()

  /// Sales of each seller at the end, and what their effort cost, σ_Q.
  private(set) var sales: [Double] = []
  private(set) var cost: [Double]
  /// Mean effort of each week, by week and pair of sellers.
  private(set) var weekly: [[Double]]

  /// - Parameters:
  ///   - bench: levers, risk aversion and quota set; seats even: neighbours have mirrored draws.
  ///   - stride: steps of one decision. Draws are the same for any.
  init(_ bench: inout Bench, stride: Int = 1) {
    let seats = bench.firm.seats, pairs = seats / 2
    let luck = ColumnBuffer<Double>(count: pairs, repeating: 0), z = luck.column
    let names = bench.firm.seatIdentity.prefix(pairs)
    let booked = bench.firm[.periodSales], effort = bench.firm[.effort], half = bench.common.costCurvature / 2
    cost = Array(repeating: 0, count: seats)
    weekly = Array(repeating: Array(repeating: 0, count: pairs), count: 13)
    bench.firm[.periodLength] = Reference.quarter
    var lengths = [Double](repeating: 0, count: 13)
    for (number, step) in Self.steps.enumerated() {
      if number.isMultiple(of: stride) {
        bench.firm[.periodWeek] = Reference.quarter * (1 - step.left)
        bench.pass("effort")
      }
      bench.draws.normal(entity: names, week: .same(UInt32(number)), process: 901, draw: .same(0), into: z)
      let sd = step.length.squareRoot(), week = min(12, Int(Reference.quarter * (1 - step.left) + 1e-9))
      lengths[week] += step.length
      for pair in 0..<pairs {
        let (a, b, shock) = (effort[2 * pair], effort[2 * pair + 1], sd * z[pair])
        booked[2 * pair] += a * step.length + shock
        booked[2 * pair + 1] += b * step.length - shock
        cost[2 * pair] += half * (a * a) * step.length
        cost[2 * pair + 1] += half * (b * b) * step.length
        weekly[week][pair] += (a + b) / 2 * step.length
      }
    }
    // Steps do not end where weeks do.
    for week in 0..<13 { for pair in 0..<pairs { weekly[week][pair] /= lengths[week] } }
    sales = (0..<seats).map { booked[$0] }
  }

  /// Means over pairs of a function of sales and cost.
  func pairs(_ value: (_ sales: Double, _ cost: Double) -> Double) -> [Double] {
    (0..<sales.count / 2).map {
      (value(sales[2 * $0], cost[2 * $0]) + value(sales[2 * $0 + 1], cost[2 * $0 + 1])) / 2
    }
  }
}
