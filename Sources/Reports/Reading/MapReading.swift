import Experiments
import ResultTables

/// Which regime is best where, read back from `map.csv`: for terminal, figure and report.
struct MapReading {
  /// A side of the map.
  struct Axis {
    let name: String
    let stops: [String]

    var numbers: [Double]? {
      let numbers = stops.compactMap { Double($0) }
      return numbers.count == stops.count ? numbers : nil
    }
  }

  /// A cell, its regimes by how likely they are the best.
  struct Cell {
    let column, row: Int
    let regimes: [Row]

    /// The likeliest; nil where no two regimes have a value.
    var leader: Row? { regimes.first { $0["rank"] == 1 } }
    var isSure: Bool { leader?.text("standing") == MapEntry.Standing.best.rawValue }
    /// Regimes that cannot be told apart at the top, the likeliest first; the leader alone where it is sure.
    var tied: [String] {
      regimes.filter { $0.text("standing") == MapEntry.Standing.tied.rawValue }.map { $0.text("regime") }
    }
  }

  let table: Table
  let metric: String
  let x, y: Axis
  /// Row by row, upwards.
  let cells: [Cell]
  /// In the study's order.
  let regimes: [String]
  /// Whether probabilities are those of a plausible firm.
  let isOverFirms: Bool

  init?(_ study: StoredStudy) {
    guard let table = study.map, let first = table.rows.first else { return nil }
    func axis(_ name: String) -> Axis {
      var stops: [String] = []
      for row in table.rows where !stops.contains(row.text(name)) { stops.append(row.text(name)) }
      return Axis(name: first.text(name + "_name"), stops: stops)
    }
    (self.table, metric, x, y) = (table, first.text("metric"), axis("x"), axis("y"))
    regimes = study.regimes
    isOverFirms = table.rows.contains { $0["prob_best_firm"] != nil }
    let own = Dictionary(grouping: table.rows) { $0.text("y") + Row.separator + $0.text("x") }
    let (columns, rows) = (x.stops, y.stops)
    cells = rows.indices.flatMap { row in
      columns.indices.compactMap { column in
        own[rows[row] + Row.separator + columns[column]].map { found in
          Cell(
            column: column, row: row,
            regimes: found.sorted { ($0["rank"] ?? .infinity) < ($1["rank"] ?? .infinity) })
        }
      }
    }
  }

  /// The column with the probability that counts.
  var probability: String { isOverFirms ? "prob_best_firm" : "prob_best" }

  func cell(_ column: Int, _ row: Int) -> Cell? { cells.first { $0.column == column && $0.row == row } }

  /// Cells in which a regime is the likeliest to be best.
  func led(by regime: String) -> [Cell] { cells.filter { $0.leader?.text("regime") == regime } }

  /// Regimes that lead somewhere, the one with most cells first.
  var leaders: [String] {
    regimes.enumerated().map { (place: $0, regime: $1, count: led(by: $1).count) }.filter { $0.count > 0 }
      .sorted { (-$0.count, $0.place) < (-$1.count, $1.place) }.map(\.regime)
  }

  private static let sure: Markup =
    "P ≥ \(ShownNumber.number(MapPlan.sure, from: "page:map-threshold", digits: 1))"

  /// Who is best in how many cells, and how surely.
  var counts: Markup {
    let leaders = leaders
    guard !leaders.isEmpty else { return "No cell of the map has two regimes with a value of \(Markup(metric))." }
    let parts = leaders.enumerated().map { place, regime -> Markup in
      let led = led(by: regime), sure = led.filter(\.isSure).count
      let number = ShownNumber.number(led.count, from: "page:map-led:\(regime)")
      let own = ShownNumber.number(sure, from: "page:map-sure:\(regime)")
      return place == 0
        ? "\(Markup.strong(regime)) is best in \(number) of \(ShownNumber.number(cells.count, from: "page:map-cells")) cells (\(Self.sure) in \(own))"
        : "\(Markup.strong(regime)) in \(number) (\(own))"
    }
    let never = regimes.filter { !leaders.contains($0) }.map { Markup.own($0) }
    let rest: Markup = never.isEmpty ? "" : ", \(Markup.list(never)) in none"
    return "\(Markup.joined(parts, ", "))\(rest)."
  }

  /// What each regime needs to be the best, where that can be said of one side of the map.
  var needs: [Markup] {
    leaders.compactMap { regime in
      let led = led(by: regime)
      guard led.count < cells.count else { return nil }
      let needs = [bounds(x, led.map(\.column)), bounds(y, led.map(\.row))].compactMap { $0 }
      if !needs.isEmpty { return "\(Markup.strong(regime)) needs \(Markup.joined(needs, " and "))." }
      return frontier(regime)
    }
  }

  /// `information above 0.6`: the bounds that a side sets, halfway to the next value at which the regime is never best.
  private func bounds(_ axis: Axis, _ places: [Int]) -> Markup? {
    guard let low = places.min(), let high = places.max() else { return nil }
    let isLow = low == 0, isHigh = high == axis.stops.count - 1
    guard !isLow || !isHigh else { return nil }
    guard let numbers = axis.numbers else {
      return "\(Markup.own(axis.name)) \(Markup.joined(axis.stops[low...high].map { Markup.own($0) }, " or "))"
    }
    let above = isLow ? nil : Self.between(numbers[low - 1], numbers[low])
    let below = isHigh ? nil : Self.between(numbers[high], numbers[high + 1])
    let name = Markup.own(axis.name)
    switch (above, below) {
    case (let above?, let below?): return "\(name) between \(Markup(above)) and \(Markup(below))"
    case (let above?, nil): return "\(name) above \(Markup(above))"
    case (nil, let below?): return "\(name) below \(Markup(below))"
    case (nil, nil): return nil
    }
  }

  /// Two significant digits halfway; that is as well as a grid knows a frontier.
  private static func between(_ low: Double, _ high: Double) -> String {
    NumberText.significant((low + high) / 2, 2)
  }

  /// Where a regime begins to be the best, in the lowest and the highest row: a slanted frontier.
  private func frontier(_ regime: String) -> Markup? {
    let parts = [0, y.stops.count - 1].compactMap { row -> Markup? in
      let places = cells.filter { $0.row == row && $0.leader?.text("regime") == regime }.map(\.column)
      guard !places.isEmpty, places.count == (places.max() ?? 0) - (places.min() ?? 0) + 1 else { return nil }
      return bounds(x, places).map { "at \(Markup.own(y.name)) \(Markup.own(y.stops[row])) it needs \($0)" }
    }
    return parts.isEmpty ? nil : "For \(Markup.strong(regime)), \(Markup.joined(parts, ", "))."
  }

  /// Cells where nobody is surely the best, and what the probability is of.
  var ties: Markup {
    let open = cells.filter { $0.leader != nil && !$0.isSure }
    let firms: Markup = isOverFirms ? "Probabilities are of a plausible firm. " : ""
    guard !open.isEmpty else { return "\(firms)There is no tie." }
    let number = ShownNumber.number(open.count, from: "page:map-tied")
    let verb = open.count == 1 ? "cell is a tie" : "cells are ties"
    return "\(firms)\(number) \(verb): no regime is the best with \(Self.sure)."
  }
}
