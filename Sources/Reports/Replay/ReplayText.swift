import Experiments
import ResultTables
import SalesForce

/// A trial that was simulated again, for people at a terminal: whether it is the stored one, then what it came to.
public struct ReplayText {
  private let reading: ReplayReading
  private let style: OutcomeTable.Style
  private var width: Int { style.columns }

  /// Differences that are told one by one.
  private static let limit = 12
  private static let sparkWidth = 16

  public init(_ reading: ReplayReading, style: OutcomeTable.Style = OutcomeTable.Style()) {
    (self.reading, self.style) = (reading, style)
  }

  public var text: String {
    (verdict + wrapped(compared) + wrapped(origin) + [""] + metrics + [""] + readings).joined(separator: "\n")
  }

  /// The answer, and where it is no, what differs.
  public var verdict: [String] {
    let subject = "\(reading.name) of '\(reading.study.scenario.name)'"
    let count = reading.metrics.count
    guard !reading.isEqual else {
      let isHeld = reading.journal.metricsCompared > 0 || reading.table != nil
      return wrapped(subject + (isHeld ? ": equal to what is stored, bit for bit." : ": nothing is stored of it."))
    }
    var lines = wrapped(
      count > 0
        ? "\(subject): NOT what is stored. \(NumberText.count(count, "stored metric")) \(count == 1 ? "differs" : "differ"):"
        : "\(subject): NOT what is stored, though every metric is.")
    for (place, difference) in reading.metrics.prefix(Self.limit) {
      lines += Paragraph.lines(
        "\(difference.name): \(Self.exact(difference.stored)) stored in \(place), \(Self.exact(difference.found)) replayed",
        width: width, first: "  ", hanging: "    ")
    }
    if count > Self.limit { lines.append("  and \(count - Self.limit) more: --json lists them") }
    return lines + weeks + others
  }

  private var weeks: [String] {
    guard let first = reading.journal.weeks.first, let one = first.readings.first else { return [] }
    let more = first.readings.count - 1
    return wrapped(
      "Weekly readings part in week \(first.number): \(one.name) \(Self.exact(one.stored)) stored, \(Self.exact(one.found)) replayed"
        + (more > 0 ? ", and \(more) more" : "")
        + "; \(NumberText.count(reading.journal.weeks.count, "week")) of \(reading.replay.weeks) differ.")
  }

  private var others: [String] {
    [("sellers' years", reading.journal.sellers), ("groups", reading.journal.groups)].flatMap { what, count in
      count > 0 ? wrapped("\(NumberText.count(count, "value")) of \(what) \(count == 1 ? "differs" : "differ").") : []
    }
  }

  private var compared: String {
    var parts: [String] = []
    if let table = reading.table { parts.append("\(table.compared) metrics in \(table.file)") }
    let journal = reading.journal
    if journal.metricsCompared > 0 {
      let kinds = [
        (journal.metricsCompared, "metrics"), (journal.weeklyCompared, "weekly readings"),
        (journal.sellersCompared, "values of sellers' years"), (journal.groupsCompared, "values of groups"),
      ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
      parts.append(kinds.joined(separator: ", ") + " in trials.journal")
    }
    return "Compared: " + (parts.isEmpty ? "nothing" : parts.joined(separator: "; ")) + "."
  }

  /// Which draws, parameters and program.
  private var origin: String {
    let scenario = reading.study.scenario, replay = reading.replay
    var parts = ["Seed \(scenario.seed)"]
    if scenario.points > 1 {
      let name = scenario.name(of: replay.point)
      parts.append("design point \(replay.point)" + (name.isEmpty ? "" : " (\(name))"))
    }
    if let member = replay.member, let ensemble = scenario.ensemble {
      parts.append("plausible firm \(member) of \(ensemble.members.count)")
    }
    parts.append("\(NumberText.count(replay.seats, "seat")), \(replay.weeks) weeks of which \(replay.warmUp) warm-up")
    let makers =
      reading.study.build == reading.build
      ? "run by this very build, rainmaker \(reading.build.description)"
      : "run by rainmaker \(reading.study.build.description), replayed by \(reading.build.description)"
    return (parts + [makers]).joined(separator: "; ") + "."
  }

  private var metrics: [String] {
    let cards = Metric.allCases.map(\.card), names = (cards.map(\.title.count).max() ?? 0) + 1
    return ["Metrics over the measured weeks"]
      + cards.enumerated().map { place, card in
        line(
          NumberText.leading(card.title, names)
            + NumberText.padded(NumberText.significant(reading.outcome.metrics[place], 6), 12)
            + (card.unit == "1" ? "" : "  " + card.unit))
      }
  }

  private var readings: [String] {
    let cards = WeeklyMetric.allCases.map(\.card), names = (cards.map(\.title.count).max() ?? 0) + 1
    let first = reading.replay.warmUp, last = reading.replay.weeks - 1
    func cells(_ texts: [String]) -> String { texts.map { NumberText.padded($0, 12) }.joined() }
    let head = NumberText.leading("Weekly readings", names) + cells(["week \(first)", "mean since", "week \(last)"])
    return [line(head)]
      + cards.enumerated().map { place, card in
        let path = Array(reading.path(place)[first...]), known = path.filter { !$0.isNaN }
        let mean = known.isEmpty ? nil : known.reduce(0) { $0 + $1 / Double(known.count) }
        let numbers = [path.first, mean, path.last].map { NumberText.significant($0, 5) }
        let picture =
          style.hasSparklines && !known.isEmpty
          ? "  " + Sparkline.text(known, width: Self.sparkWidth, in: Sparkline.range([known], width: Self.sparkWidth))
          : ""
        return line(NumberText.leading(card.title, names) + cells(numbers) + picture)
      }
  }

  private func line(_ text: String) -> String { NumberText.cut(text, width) }

  /// All digits; `-` for a missing value.
  static func exact(_ value: Double) -> String { value.isNaN ? "-" : value.description }

  private func wrapped(_ text: String) -> [String] { Paragraph.lines(text, width: width) }
}
