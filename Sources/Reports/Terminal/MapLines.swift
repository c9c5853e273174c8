import Experiments

/// Which regime is best where, for people at a terminal: the answer in words, then the map in letters.
struct MapLines {
  let reading: MapReading
  /// Of a line, 40 to 80.
  var width = 80

  /// The sentences that answer.
  var words: [String] {
    ([reading.counts] + reading.needs + [reading.ties]).flatMap { Paragraph.lines($0.plain, width: width) }
  }

  /// A letter for each regime that leads somewhere, or ties there.
  private var letters: [String: String] {
    let shown = reading.regimes.filter { regime in
      !reading.led(by: regime).isEmpty || reading.cells.contains { $0.tied.contains(regime) }
    }
    let names = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".map(String.init)
    return Dictionary(
      shown.enumerated().map { ($1, $0 < names.count ? names[$0] : "*") }, uniquingKeysWith: { first, _ in first })
  }

  private var label: Int { min(12, max(reading.y.name.count, reading.y.stops.map(\.count).max() ?? 0)) + 1 }

  /// Of a column: as wide as its numbers, where there is room.
  private var column: Int {
    let wanted = (reading.x.stops.map(\.count).max() ?? 1) + 1
    return max(1, min(max(3, wanted), (width - label) / max(1, reading.x.stops.count)))
  }

  /// The map, the highest row first.
  var rows: [String] {
    let letters = letters
    let title = NumberText.padded(NumberText.cut(reading.y.name, label - 1), label - 1)
    let lines = reading.y.stops.indices.reversed().map { row in
      NumberText.padded(NumberText.cut(reading.y.stops[row], label - 1), label - 1) + " "
        + reading.x.stops.indices.map { NumberText.padded(text(reading.cell($0, row), letters), column) }.joined()
    }
    return [title] + lines + axis
  }

  private func text(_ cell: MapReading.Cell?, _ letters: [String: String]) -> String {
    guard let cell, let leader = cell.leader, let letter = letters[leader.text("regime")] else { return "." }
    if cell.isSure { return letter }
    // All that tie, as many as the column has room for.
    let tied = cell.tied.compactMap { letters[$0]?.lowercased() }
    return tied.count < column ? tied.joined() : tied.first.map { $0 + (column > 2 ? "+" : "") } ?? letter.lowercased()
  }

  /// The values below: all of them where there is room, else the first, the middle one and the last.
  private var axis: [String] {
    let stops = reading.x.stops, places = stops.indices
    let start = String(repeating: " ", count: label)
    let name = NumberText.padded(reading.x.name, min(width, label + column * stops.count))
    if stops.allSatisfy({ $0.count < column }) {
      return [start + stops.map { NumberText.padded($0, column) }.joined(), name]
    }
    var line = Array(repeating: Character(" "), count: label + column * stops.count)
    for place in Set([0, places.count / 2, places.count - 1]).sorted() {
      let text = Array(stops[place]), end = label + column * (place + 1), first = max(label, end - text.count)
      guard first + text.count <= line.count, line[max(0, first - 1)] == " " else { continue }
      for (offset, character) in text.enumerated() { line[first + offset] = character }
    }
    return [String(line), name]
  }

  /// What the letters mean.
  var legend: [String] {
    let letters = letters
    let names = reading.regimes.compactMap { regime in letters[regime].map { "\($0) \(regime)" } }
    return Paragraph.lines(
      names.joined(separator: ", ")
        + ". A capital letter: the best with P >= \(MapPlan.sure); small letters: the regimes "
        + "that tie, the likeliest first. map.csv has the probabilities.", width: width)
  }
}
