// The model behind functions of plain numbers, as a page calls it: one model at a time, made step by step, then trials.
//
// Regimes count from 0, and −1 is the reference, which rules the warm-up. Mechanisms, parameters, levers and trends go by
// their places in `rainmaker describe --json`, and so do metrics and weekly readings in what a trial gives. The model's
// files are compiled into this module.
import RandomStreams
import SimulationStatistics

nonisolated(unsafe) private var page = Page()

private struct Page: ~Copyable {
  var organisation = Organisation(seats: 0, span: 1)
  var horizon = Horizon(weeks: 0, warmUp: 0)
  var knockedOut: Set<String> = []
  var parameters: [String: [Double]] = [:]
  var threads: [ThreadName: [WeeklyPath.Point]] = [:]
  var reference: [LeverName: [WeeklyPath.Point]] = [:]
  var regimes: [[LeverName: [WeeklyPath.Point]]] = []
  var runner: TrialRunner?
  /// Metrics of each regime in each trial that ran.
  var outcomes: [[[Double]]] = []
  var results: UnsafeMutableBufferPointer<Double> = .allocate(capacity: 0)

  func regime(_ name: String, _ levers: [LeverName: [WeeklyPath.Point]]) -> Regime {
    Regime(name: name, preset: nil, levers: levers.mapValues { WeeklyPath($0) })
  }

  /// A copy in memory that stays where it is, with one NaN for all.
  mutating func keep(_ values: [Double]) {
    results.deallocate()
    results = .allocate(capacity: values.count)
    for (place, value) in values.enumerated() { results[place] = value.isNaN ? .nan : value }
  }
}

@_expose(wasm, "begin") @_cdecl("page_begin")
public func begin(seats: Int32, span: Int32, weeks: Int32, warmUp: Int32) {
  page.results.deallocate()
  page = Page()
  page.organisation = Organisation(seats: Int(seats), span: Int(span))
  page.horizon = Horizon(weeks: Int(weeks), warmUp: Int(warmUp))
}

@_expose(wasm, "knockOut") @_cdecl("page_knock_out")
public func knockOut(mechanism: Int32) {
  page.knockedOut.insert(Registry.standard.mechanisms[Int(mechanism)].name)
}

/// Values of a list are given one after the other.
@_expose(wasm, "setParameter") @_cdecl("page_set_parameter")
public func setParameter(_ parameter: Int32, value: Double) {
  page.parameters[Registry.standard.parameters[Int(parameter)].path, default: []].append(value)
}

@_expose(wasm, "setThread") @_cdecl("page_set_thread")
public func setThread(_ thread: Int32, week: Int32, value: Double) {
  page.threads[ThreadName.allCases[Int(thread)], default: []].append(.init(week: Int(week), value: value))
}

@_expose(wasm, "setLever") @_cdecl("page_set_lever")
public func setLever(regime: Int32, _ lever: Int32, week: Int32, value: Double) {
  let name = LeverName.allCases[Int(lever)], point = WeeklyPath.Point(week: Int(week), value: value)
  guard regime >= 0 else { return page.reference[name, default: []].append(point) }
  while page.regimes.count <= Int(regime) { page.regimes.append([:]) }
  page.regimes[Int(regime)][name, default: []].append(point)
}

/// Makes the model; says how many settings it refuses. With `check` every pass of every week is tested, which is slow.
@_expose(wasm, "build") @_cdecl("page_build")
public func build(check: Bool) -> Int32 {
  do {
    let model = try Model(
      plan: ModelPlan(
        organisation: page.organisation, horizon: page.horizon, threads: page.threads.mapValues { WeeklyPath($0) },
        knockedOut: page.knockedOut, parameters: page.parameters, reference: page.regime("reference", page.reference)),
      regimes: page.regimes.enumerated().map { page.regime("\($0.offset)", $0.element) })
    page.runner = TrialRunner(model, check: check)
    return 0
  } catch {
    return Int32(error.problems.count)
  }
}

/// Runs a trial of every regime; says how many numbers stand at `results()`, regime after regime: metrics, then readings
/// week by week if they are wanted. −1 if something is broken.
@_expose(wasm, "run") @_cdecl("page_run")
public func run(seed: UInt32, trial: UInt32, weekly: Bool) -> Int32 {
  let regimes = Array(page.regimes.indices)
  do {
    let outcomes = try page.runner?.run(StreamKey(seed: seed, trial: trial), regimes: regimes, weekly: weekly)
    page.outcomes.append((outcomes ?? []).map { $0.metrics })
    page.keep((outcomes ?? []).flatMap { $0.metrics + $0.weekly })
    return Int32(page.results.count)
  } catch {
    return -1
  }
}

/// What the trials say: of each regime and metric the cells of summary.csv from n on; then of each pair of regimes and metric
/// those of comparisons.csv from n on, without adjusted p.
@_expose(wasm, "summarise") @_cdecl("page_summarise")
public func summarise() -> Int32 {
  let regimes = page.regimes.indices
  var values: [Double] = []
  do {
    for regime in regimes {
      for metric in Metric.allCases {
        let row = try SummaryRow(
          of: page.outcomes.map { $0[regime][metric.rawValue] },
          resolution: Resolution(fractionBits: metric.card.fractionBits))
        values += [Double(row.n)] + row.values.map { $0 ?? .nan }
      }
    }
    for first in regimes {
      for second in regimes where second > first {
        for metric in Metric.allCases { values += try compare(first, second, metric) }
      }
    }
  } catch {
    return -1
  }
  page.keep(values)
  return Int32(values.count)
}

private func compare(_ first: Int, _ second: Int, _ metric: Metric) throws(FixedPointError) -> [Double] {
  var pairs = PairedComparison(Resolution(fractionBits: metric.card.fractionBits)), critical = CriticalValues()
  for trial in page.outcomes { try pairs.add(trial[first][metric.rawValue], trial[second][metric.rawValue]) }
  switch pairs.result(&critical) {
  case .identical(let n), .undefined(let n): return [Double(n)] + Array(repeating: .nan, count: 9)
  case .different(let it):
    return [
      Double(it.n), it.mean, it.low, it.high, it.pValue ?? .nan, it.winShare, it.winShareInterval.low,
      it.winShareInterval.high, it.correlation ?? .nan, it.varianceRatio ?? .nan,
    ]
  }
}

@_expose(wasm, "results") @_cdecl("page_results")
public func results() -> UnsafePointer<Double>? { UnsafePointer(page.results.baseAddress) }
