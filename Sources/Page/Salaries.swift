// Base salaries at which regimes cost what they may: the program's own steps, the page runs the pilots.
import SimulationStatistics

nonisolated(unsafe) private var searches: [SalarySearch] = []

/// Starts anew for the regime behind those that were started, the first with place 0.
@_expose(wasm, "search") @_cdecl("page_search")
public func search(place: Int32, target: Double, salary: Double, floor: Double) {
  if place == 0 { searches = [] }
  searches.append(SalarySearch(target: target, from: salary, floor: floor))
  _ = exchange.keep([searches[searches.count - 1].salary])
}

/// Takes what the pilots of a regime cost, from `input`, and goes on. Lays down: the next salary, the same to four decimals,
/// what the pilots cost on average; then 1 where they cost too much at the lowest salary, −1 where too little at the highest,
/// else 0; then 1 where the next salary is the last. −1 if that cannot be.
@_expose(wasm, "tried") @_cdecl("page_tried")
public func tried(place: Int32, keepsPilots: Bool) -> Int32 {
  let place = Int(place)
  guard searches.indices.contains(place) else { return -1 }
  var costs = FixedPointSum(Resolution(fractionBits: Metric.cost.card.fractionBits))
  do { for cost in exchange.input { try costs.add(cost) } } catch { return -1 }
  searches[place].measure(cost: costs.mean ?? 0, error: costs.standardError ?? 0)
  let end = searches[place].isTooDear ? 1.0 : searches[place].isTooCheap ? -1 : 0, isNear = searches[place].isNear
  searches[place].step(keepsPilots: keepsPilots)
  return exchange.keep([searches[place].salary, searches[place].rounded, costs.mean ?? .nan, end, isNear ? 1 : 0])
}
