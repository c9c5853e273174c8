// What a difference leans on: trial by trial, and what a parameter of the firms has to do with it.
import SimulationStatistics

/// Of each of the first trials a regime less another in a metric, at equal cost, as comparisons.csv counts who is ahead; NaN
/// where one has no value. −1 if a value cannot be added up.
@_expose(wasm, "differences") @_cdecl("page_differences")
public func differences(trials: Int32, pairs: Int32, metric: Int32, first: Int32, second: Int32) -> Int32 {
  do {
    let equalCost = try study.equalCost(Int(trials), Int(pairs))
    return exchange.keep(
      study.trials.prefix(Int(trials)).map { lived in
        let values = equalCost?.moved(lived) ?? lived
        return values[Int(first) * Study.metrics + Int(metric)] - values[Int(second) * Study.metrics + Int(metric)]
      })
  } catch {
    return -1
  }
}

/// Takes values of a parameter and, behind them, as many differences, from `input`. Lays down: their rank correlation, how large
/// chance makes it, the parameter's mean where the difference is above 0, and where it is below.
@_expose(wasm, "goesWith") @_cdecl("page_goes_with")
public func goesWith() -> Int32 {
  let given = exchange.input, count = given.count / 2
  let parameter = Array(given.prefix(count)), differences = Array(given.suffix(count))
  func mean(_ isWanted: (Double) -> Bool) -> Double {
    let values = parameter.indices.filter { isWanted(differences[$0]) }.map { parameter[$0] }
    return values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
  }
  return exchange.keep([
    RankCorrelation.of(parameter, differences), RankCorrelation.bound(count: count), mean { $0 > 0 }, mean { $0 < 0 },
  ])
}
