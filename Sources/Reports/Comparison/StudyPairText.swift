import Experiments
import ResultTables

/// Two studies side by side, for people at a terminal: the answer first, then what differs, then the numbers.
public struct StudyPairText {
  private let reading: StudyPairReading
  private let width: Int

  /// Regimes of one sentence, settings of one list, and points of one page.
  private static let regimeLimit = 6, settingLimit = 12, pointLimit = 4, valueLimit = 30

  /// - Parameters:
  ///   - reading: what differs.
  ///   - columns: characters of a line, 40 to 80.
  public init(_ reading: StudyPairReading, columns: Int = 80) {
    (self.reading, width) = (reading, min(80, max(40, columns)))
  }

  public var text: String {
    var lines = answer + [""] + sides + settings + wrapped(reading.design)
    for point in points {
      for metric in reading.metrics { lines += block(metric, point) }
    }
    let rest = reading.studies.points.count - points.count
    if rest > 0 { lines += [""] + wrapped("\(NumberText.count(rest, "more design point")): --json and -o have them.") }
    return (lines + [""] + wrapped(legend) + others).joined(separator: "\n")
  }

  private var points: [StudyPair.SharedPoint] { Array(reading.studies.points.prefix(Self.pointLimit)) }

  /// What became of each regime, in the first metric.
  private var answer: [String] {
    guard let metric = reading.metrics.first else { return [] }
    return points.flatMap { point -> [String] in
      let rows = reading.rows(metric, point), more = rows.count - Self.regimeLimit
      let parts = rows.prefix(Self.regimeLimit).map { row in
        let verdict = reading.verdict(row)
        guard row.status == "ok", row.low != nil else { return "\(row.regime) \(verdict)" }
        return "\(row.regime) \(signed(row)) (\(verdict))"
      }
      let place = point.name.isEmpty ? "" : ", at \(point.name)"
      return wrapped(
        "\(MetricText.title(metric)) of B less A\(place): " + parts.joined(separator: "; ")
          + (more > 0 ? "; and \(more) more" : "") + ".")
    }
  }

  private var sides: [String] {
    [("A", reading.a), ("B", reading.b)].flatMap { name, side in
      Paragraph.lines(
        "\(side.directory): \(side.manifest.scenario), \(NumberText.count(side.trials, "trial")), seed \(side.manifest.seed)",
        width: width, first: "\(name)  ", hanging: "   ")
    }
  }

  private var settings: [String] {
    var lines: [String] = []
    if reading.a.maker != reading.b.maker {
      lines += wrapped(
        "Made by rainmaker \(reading.a.maker) and \(reading.b.maker): what differs may be the program.")
    }
    guard !reading.settings.isEmpty else { return lines + ["The scenarios have the same settings."] }
    lines.append("What differs, A → B:")
    for setting in reading.settings.prefix(Self.settingLimit) {
      lines += Paragraph.lines(
        "\(setting.path) \(short(setting.old)) → \(short(setting.new))", width: width, first: "  ", hanging: "    ")
    }
    let more = reading.settings.count - Self.settingLimit
    return more > 0 ? lines + ["  and \(more) more: --json lists them"] : lines
  }

  private func block(_ metric: String, _ point: StudyPair.SharedPoint) -> [String] {
    let rows = reading.rows(metric, point)
    guard !rows.isEmpty else { return [] }
    func column(_ title: String, _ width: Int, _ rank: Int, _ cell: (StudyPairEntry) -> String) -> RegimeRows.Column {
      RegimeRows.Column(title: title, cells: rows.map(cell), width: width, rank: rank)
    }
    var columns = [
      column("A", 10, 2) { amount($0.meanA, metric) }, column("B", 10, 2) { amount($0.meanB, metric) },
      column("B less A", 18, 0) { signed($0) },
    ]
    if rows.contains(where: { $0.share != nil }) {
      columns.append(column("beats", 8, 3) { $0.status != "ok" ? "" : NumberText.fixed($0.share, 3) })
    }
    columns.append(column("verdict", 12, 1) { reading.verdict($0) })
    let place = point.name.isEmpty ? "" : ", at \(point.name)"
    return [""] + wrapped(head(metric) + place)
      + RegimeRows(names: rows.map(\.regime), columns: columns, width: width).lines
  }

  private func shown(_ metric: String) -> ShownUnit { ShownUnit(metric, reading.studies.currency) }

  private func amount(_ value: Double?, _ metric: String) -> String {
    let unit = shown(metric)
    return NumberText.fixed(unit.value(value), unit.digits)
  }

  /// `profit, pay units per seat-week`
  private func head(_ metric: String) -> String {
    let name = MetricText.title(metric).lowercased(), unit = shown(metric).label
    return unit.isEmpty ? name : "\(name), \(unit)"
  }

  private var legend: String {
    let beats = reading.rows.contains { $0.share != nil } ? "beats: share of trials in which B is above A; " : ""
    return "B less A with \(reading.confidence.text) intervals; \(beats)verdict: significantly more or less in B "
      + "(\(reading.confidence.errorText) over the regimes of a metric and point, Holm), else undecided. \(reading.costs)"
  }

  private var others: [String] {
    [("A", reading.studies.onlyFirst), ("B", reading.studies.onlySecond)].flatMap { name, regimes in
      regimes.isEmpty ? [] : wrapped("Only in \(name): \(regimes.joined(separator: ", ")).")
    }
  }

  /// `+0.065 ±0.017`
  private func signed(_ row: StudyPairEntry) -> String {
    guard let difference = row.difference else { return "-" }
    let unit = shown(row.metric)
    return (difference > 0 ? "+" : "") + NumberText.interval(unit.value(difference), unit.value(row.high), unit.digits)
  }

  private func short(_ value: String?) -> String { value.map { NumberText.cut($0, Self.valueLimit) } ?? "unset" }

  private func wrapped(_ text: String) -> [String] { Paragraph.lines(text, width: width) }
}
