import RandomStreams
import SalesForce

/// A source of settings: uniforms of a keyed stream, one after the other. Levers, threads, sizes and knock-outs anywhere
/// in their ranges, ends included, for laws that must hold whatever the settings.
package struct RandomScenario {
  private let draws: Draws
  private var number: UInt32 = 0

  package init(_ draws: Draws) { self.draws = draws }

  package mutating func uniform() -> Double {
    number += 1
    return draws.uniform(at: DrawAddress(entity: number, week: 0, process: 906, draw: 0))
  }

  package mutating func value(in range: ClosedRange<Double>) -> Double {
    // Ends are the places where things break: one draw in eight each.
    let luck = uniform()
    if luck < 0.125 { return range.lowerBound }
    if luck > 0.875 { return range.upperBound }
    return range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  package mutating func regime(_ name: String) -> Regime {
    var levers: [LeverName: WeeklyPath] = [:]
    for lever in LeverName.allCases where uniform() < 0.7 {
      switch lever.card.domain {
      case .choice(let names): levers[lever] = WeeklyPath(Double(Int(uniform() * Double(names.count))))
      case .number(let range, let whole):
        func draw() -> Double { let x = value(in: range); return whole ? x.rounded() : x }
        levers[lever] = WeeklyPath([.init(week: 0, value: draw()), .init(week: 30, value: draw())])
      }
    }
    return Regime(name: name, preset: nil, levers: levers)
  }

  /// A firm of up to `seats` sellers, some mechanisms knocked out.
  package mutating func plan(seats: Int, weeks: Int) -> ModelPlan {
    let size = 1 + Int(uniform() * Double(seats))
    var threads: [ThreadName: WeeklyPath] = [:]
    for thread in ThreadName.allCases { threads[thread] = WeeklyPath(value(in: thread.card.range)) }
    var knockedOut: Set<String> = []
    for mechanism in Registry.standard.mechanisms where uniform() < 0.1 { knockedOut.insert(mechanism.name) }
    return ModelPlan(
      organisation: Organisation(seats: size, span: 1 + Int(uniform() * 10)),
      horizon: Horizon(weeks: weeks, warmUp: weeks / 6), threads: threads, knockedOut: knockedOut,
      parameters: [
        "turnover.base_hazard": [0.03 * uniform()], "turnover.vacancy": [(9 * uniform()).rounded(.down)],
      ], reference: regime("reference"))
  }
}
