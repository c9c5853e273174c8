import SalesForce

/// Paths of profit for a few characters: means over stretches that hold whole quota periods of every regime, so that what
/// a line shows is not when pay falls due.
struct PeriodPaths {
  /// By point and regime: one mean a stretch, in order; none where fewer than two stretches have room.
  let means: [String: [Double]]

  /// - Parameters:
  ///   - points: how many design points are shown.
  ///   - width: stretches at most.
  init(_ results: StoredStudy, points: Int, width: Int) throws(ResultsError) {
    guard let scenario = results.scenario else {
      means = [:]
      return
    }
    let shown = results.points.prefix(points)
    var stretches: [Int: [Range<Int>]] = [:]
    let isQuarterly = scenario.outputs.cadence == .quarter
    for point in shown {
      let horizon = scenario.plan.horizon, calendars = scenario.calendars(of: results.regimes, point: point)
      let starts = calendars.isEmpty ? Array(0...horizon.weeks) : QuotaCalendar.common(calendars)
      stretches[point] = Self.stretches(
        starts.filter { $0 >= horizon.warmUp && (!isQuarterly || $0 % 13 == 0) }, width: width)
    }
    var sums: [String: [(sum: Double, count: Double)]] = [:]
    _ = try results.directory.table("timeseries") { row in
      guard row.text("metric") == "profit", let point = Int(row.text("point")), let all = stretches[point],
        let mean = row["mean"], let week = row["week"] ?? row["quarter"].map({ 13 * $0 }),
        let place = all.firstIndex(where: { $0.contains(Int(week)) })
      else { return false }
      let key = row.key(["point", "regime"])
      var line = sums[key] ?? all.map { _ in (0, 0) }
      line[place].sum += mean
      line[place].count += 1
      sums[key] = line
      return false
    }
    means = sums.mapValues { $0.filter { $0.count > 0 }.map { $0.sum / $0.count } }.filter { $0.value.count > 1 }
  }

  /// The stretches between some weeks, neighbours joined until there are few enough.
  static func stretches(_ starts: [Int], width: Int) -> [Range<Int>] {
    let count = starts.count - 1, columns = min(width, count)
    guard columns > 1 else { return [] }
    return (0..<columns).map { starts[$0 * count / columns]..<starts[($0 + 1) * count / columns] }
  }
}
