import LinearAlgebra
import ResultTables
import SalesForce

/// Paths of the measured weeks of one point's runs, read from the journal, several metrics at a time.
struct WeeklyPaths {
  /// Complete paths of one metric.
  struct Runs {
    /// A row a run, a column a step.
    let matrix: Matrix
    /// Which arm each run is of.
    let arm: [Int]
  }

  private let study: StudyData
  private let arms: Range<Int>
  /// How many trials of each arm.
  private let trials: Int
  /// Weeks of a step.
  private let length: Int
  private let steps: Int

  /// Steps of a path at most; longer scenarios are read in means over quarters, half-years and so on.
  static let stepLimit = 260
  /// Runs of one point at most, and numbers held at a time: both bound memory, to 60 MB.
  private static let runLimit = 10_000
  private static let numberLimit = 4_000_000

  init(_ study: StudyData, arms: Range<Int>) {
    self.study = study
    self.arms = arms
    trials = min(study.reader.weeklyTrials, max(2, Self.runLimit / arms.count))
    let horizon = study.scenario.plan.horizon, weeks = horizon.weeks - horizon.warmUp
    var length = 1
    while (weeks + length - 1) / length > Self.stepLimit { length = length == 1 ? 13 : length + 13 }
    self.length = length
    steps = (weeks + length - 1) / length
  }

  /// How many metrics fit into memory at a time.
  var together: Int { max(1, Self.numberLimit / max(1, trials * arms.count * steps)) }

  func firstWeek(of step: Int) -> Int { study.scenario.plan.horizon.warmUp + step * length }

  /// The runs of some metrics, arm by arm and trial by trial.
  func read(_ metrics: Range<Int>) throws -> [Runs] {
    let all = WeeklyMetric.allCases.count, weeks = study.scenario.plan.horizon.weeks, rows = trials * arms.count
    var readings = metrics.map { _ in [Double](repeating: 0, count: rows * steps) }
    let first = study.reader.trials.lowerBound
    for trial in first..<first + trials {
      for (place, arm) in arms.enumerated() {
        let weekly = try study.reader.weekly(of: trial, arm: arm), row = place * trials + trial - first
        for step in 0..<steps {
          let from = firstWeek(of: step), to = min(from + length, weeks)
          for (own, metric) in metrics.enumerated() {
            readings[own][step * rows + row] = Self.mean(weekly, from * all + metric, to - from, all)
          }
        }
      }
    }
    return readings.map { complete($0, rows) }
  }

  /// Mean of those of a few weeks that have a value; NaN when none has.
  private static func mean(_ weekly: [Double], _ first: Int, _ weeks: Int, _ stride: Int) -> Double {
    if weeks == 1 { return weekly[first] }
    var sum = 0.0, present = 0.0
    for week in 0..<weeks {
      let value = weekly[first + week * stride]
      if !value.isNaN {
        sum += value
        present += 1
      }
    }
    return sum / present
  }

  /// Leaves out runs with a step that has no value.
  private func complete(_ readings: [Double], _ rows: Int) -> Runs {
    var isWhole = [Bool](repeating: true, count: rows)
    for step in 0..<steps { for row in 0..<rows where readings[step * rows + row].isNaN { isWhole[row] = false } }
    let kept = (0..<rows).filter { isWhole[$0] }
    let elements =
      kept.count == rows ? readings : (0..<steps).flatMap { step in kept.map { readings[step * rows + $0] } }
    return Runs(
      matrix: Matrix(rowCount: kept.count, columnCount: steps, elements: elements),
      arm: kept.map { arms.lowerBound + $0 / trials })
  }
}
