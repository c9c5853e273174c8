// The model behind functions of plain numbers, as a page calls it: one model at a time, made step by step, then trials.
//
// Regimes count from 0, and −1 is the reference, which rules the warm-up. Mechanisms, parameters, levers and trends go by
// their places in `rainmaker describe --json`, and so do metrics and weekly readings in what a trial gives. The model's
// files are compiled into this module.
import RandomStreams

nonisolated(unsafe) private var page = Page()

private struct Page: ~Copyable {
  var organisation = Organisation(seats: 0, span: 1)
  var horizon = Horizon(weeks: 0, warmUp: 0)
  var knockedOut: Set<String> = []
  var parameters: [String: [Double]] = [:]
  var threads: [ThreadName: [WeeklyPath.Point]] = [:]
  var reference: [LeverName: [WeeklyPath.Point]] = [:]
  var regimes: [[LeverName: [WeeklyPath.Point]]] = []
  /// Places of the parameters in which plausible firms differ, and their values firm by firm.
  var varied: [Int] = []
  var members: [Double] = []
  var model: Model?
  var runner: TrialRunner?

  func regime(_ name: String, _ levers: [LeverName: [WeeklyPath.Point]]) -> Regime {
    Regime(name: name, preset: nil, levers: levers.mapValues { WeeklyPath($0) })
  }
}

/// - Parameter market: how many sellers it has room for; NaN for as many as there are seats.
@_expose(wasm, "begin") @_cdecl("page_begin")
public func begin(seats: Int32, span: Int32, market: Double, weeks: Int32, warmUp: Int32) {
  page = Page()
  page.organisation = Organisation(seats: Int(seats), span: Int(span), market: market.isNaN ? nil : market)
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

/// A parameter in which plausible firms differ.
@_expose(wasm, "setVaried") @_cdecl("page_set_varied")
public func setVaried(_ parameter: Int32) { page.varied.append(Int(parameter)) }

/// The next value of the next firm, in the order in which the parameters were named.
@_expose(wasm, "setMember") @_cdecl("page_set_member")
public func setMember(_ value: Double) { page.members.append(value) }

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
    page.model = model
    page.runner = TrialRunner(model, check: check)
    return 0
  } catch {
    return Int32(error.problems.count)
  }
}

/// Goes on with one of the plausible firms; says how many of its values are refused.
@_expose(wasm, "become") @_cdecl("page_become")
public func become(member: Int32) -> Int32 {
  let first = Int(member) * page.varied.count
  guard let model = page.model, first >= 0, first + page.varied.count <= page.members.count else { return -1 }
  var values = page.parameters
  for (place, parameter) in page.varied.enumerated() {
    values[Registry.standard.parameters[parameter].path] = [page.members[first + place]]
  }
  do {
    page.runner?.use(try model.with(parameters: values))
    return 0
  } catch {
    return Int32(error.problems.count)
  }
}

/// Runs a trial of some regimes; says how many numbers stand at `results()`, regime after regime: metrics, then means of
/// readings over every so many weeks, `step`; none where it is 0. −1 if something is broken.
@_expose(wasm, "run") @_cdecl("page_run")
public func run(seed: UInt32, trial: UInt32, first: Int32, count: Int32, step: Int32) -> Int32 {
  do {
    let outcomes = try page.runner?.run(
      StreamKey(seed: seed, trial: trial), regimes: Array(Int(first)..<Int(first + count)), weekly: step > 0)
    return exchange.keep((outcomes ?? []).flatMap { $0.metrics + periods($0.weekly, Int(step)) })
  } catch {
    return -1
  }
}

/// Runs a trial of the first regimes and lays down sellers' years, regime after regime, as ``SellerSample`` lists them: what the
/// tests compare. −1 if something is broken.
@_expose(wasm, "sellers") @_cdecl("page_sellers")
public func sellers(seed: UInt32, trial: UInt32, count: Int32) -> Int32 {
  guard let model = page.model else { return -1 }
  let sample = SellerSample(page.organisation, page.horizon, paths: Int(count))
  var runner = TrialRunner(model, sellers: sample)
  do {
    let outcomes = try runner.run(
      StreamKey(seed: seed, trial: trial), regimes: Array(0..<Int(count)), weekly: false, people: true)
    return exchange.keep(outcomes.flatMap { $0.sellers })
  } catch {
    return -1
  }
}

private func periods(_ weekly: [Double], _ step: Int) -> [Double] {
  // A week has its own readings, and a sum would lose the sign of −0.
  guard step != 1 else { return weekly }
  let readings = WeeklyMetric.allCases.count, weeks = weekly.count / readings
  return stride(from: 0, to: weeks, by: max(1, step)).flatMap { first in
    let length = min(step, weeks - first)
    return (0..<readings).map { reading in
      var mean = WeeklyMean()
      for week in first..<first + length { mean.add(weekly[week * readings + reading]) }
      return mean.value(weeks: length)
    }
  }
}
