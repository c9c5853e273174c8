import Experiments

/// What an answer hangs on, for people at a terminal: first the answer in words, then the weightiest settings.
struct SensitivityLines {
  let reading: SensitivityReading
  /// Of intervals: `95 %`.
  let level: String
  /// Whether amounts elsewhere are in money.
  var isBesideMoney = false
  /// Of a line, 40 to 80.
  var width = 80

  private var isNarrow: Bool { width < 78 }

  /// The sentences that answer.
  var words: [String] {
    [reading.weightiest, reading.verdict, reading.together, reading.chance].map(\.plain).filter { !$0.isEmpty }.flatMap
    {
      Paragraph.lines($0, width: width)
    } + remark
  }

  private var remark: [String] {
    let text = reading.answer.text("remark")
    return text.isEmpty || !reading.hasRanking ? [] : Paragraph.lines("It rests on \(text).", width: width)
  }

  private var title: String {
    switch reading.ranking {
    case .total: "share (T)"
    case .muStar: "moves it (mu*)"
    default: reading.ranking.rawValue
    }
  }

  var rows: [String] {
    let shown = reading.settings.prefix(SensitivityReading.shown)
    let head = line("setting", "range", "at its low", "at its high", title)
    let own = line("as it is", "", effect(reading.answer), "", "")
    return [head, own]
      + shown.map { setting in
        line(
          setting.name, range(setting), effect(setting[.low], isEnd: true), effect(setting[.high], isEnd: true),
          index(setting[reading.ranking]))
      }
  }

  /// The meanings of the columns.
  var legend: [String] {
    let last =
      switch reading.method {
      case .sobol:
        "share: of the variance of mean effects that a setting has part in, alone or with others; "
          + "one below 0 is a sampling error"
      case .morris:
        "moves it: by how much the effect changes, on average and whatever the sign, over the range of a setting"
      }
    let more = reading.settings.count - SensitivityReading.shown
    return Paragraph.lines(
      "at its low, at its high: the effect with this setting alone at an end of its range, and the verdict where it is "
        + "another; \(last); \(level) intervals."
        + (isBesideMoney ? " Amounts here are in pay units." : "")
        + (more > 0 ? " \(NumberText.count(more, "more setting")): see sensitivity.csv." : ""), width: width)
  }

  private func line(_ name: String, _ range: String, _ low: String, _ high: String, _ index: String) -> String {
    let room = isNarrow ? max(12, width - 27) : width - 55
    var text = NumberText.leading(NumberText.cut(name, room - 1), room)
    if !isNarrow { text += NumberText.padded(NumberText.cut(range, 13), 14) }
    text += NumberText.padded(NumberText.cut(low, 12), 13) + NumberText.padded(NumberText.cut(high, 12), 13)
    if !isNarrow { text += NumberText.padded(NumberText.cut(index, 14), 15) }
    return String(text.reversed().drop { $0 == " " }.reversed())
  }

  private func range(_ setting: SensitivityReading.Setting) -> String {
    guard let row = setting[.low], let low = row["low"], let high = row["high"] else { return "" }
    return "\(short(low))..\(short(high))"
  }

  /// Four significant digits at most.
  private func short(_ value: Double) -> String {
    let digits = value == 0 ? 0 : max(0, 3 - exponent(value))
    var text = NumberText.fixed(value, min(6, digits))
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text
  }

  private func exponent(_ value: Double) -> Int {
    var (size, power) = (value.magnitude, 0)
    while size >= 10, power < 300 { (size, power) = (size / 10, power + 1) }
    while size < 1, power > -300 { (size, power) = (size * 10, power - 1) }
    return power
  }

  private func effect(_ row: Row?, isEnd: Bool = false) -> String {
    guard let row, let value = row["value"] else { return "-" }
    let verdict = row.text("verdict"), isSame = isEnd && verdict == reading.answer.text("verdict")
    return NumberText.fixed(value, 3) + (verdict.isEmpty || isSame ? "" : " " + verdict)
  }

  private func index(_ row: Row?) -> String {
    guard let row, let value = row["value"] else { return "-" }
    return NumberText.interval(value, row["ci_high"], 3)
  }
}
