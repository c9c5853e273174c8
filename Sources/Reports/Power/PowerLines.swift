import Experiments
import ResultTables

/// What a question about power comes to, for people: the answers first, then what they rest on.
public struct PowerLines {
  private let answer: PowerAnswer
  private let sizes: (unit: String, answer: SizeAnswer)?

  public init(_ answer: PowerAnswer, sizes: (unit: String, answer: SizeAnswer)? = nil) {
    (self.answer, self.sizes) = (answer, sizes)
  }

  private static let width = 80, first = 26, column = 27

  public var text: String {
    let question = answer.question, pilot = answer.pilot
    var lines = wrapped(
      "\(question.name): a change of \(PowerNumber.text(question.change))\(question.unit.isEmpty ? "" : " (\(question.unit))")"
    )
    lines.append(row("", PowerQuestion.powers.map { "power \(PowerNumber.text($0))" }))
    lines.append(row("trials needed", PowerQuestion.powers.map { PowerNumber.range(answer.needed($0)) }))
    lines.append(
      row(
        "told by \(NumberText.count(answer.trials, "trial"))",
        PowerQuestion.powers.map { PowerNumber.range(answer.detectable(trials: answer.trials, power: $0)) }))
    if let (unit, sizes) = sizes {
      lines.append(row("\(unit) needed", PowerQuestion.powers.map { needed(sizes, $0) }))
    }
    let now = answer.power(trials: answer.trials)
    lines += wrapped(
      "With the scenario's \(NumberText.count(answer.trials, "trial")) the power is "
        + "\(NumberText.fixed(now.value, 2)) (\(NumberText.fixed(now.low, 2)) to \(NumberText.fixed(now.high, 2))).")
    let deviation = answer.deviation
    lines += [""]
    lines += wrapped(
      "A change is told where a two-sided t test at \(PowerNumber.text(100 * question.confidence)) % over trials finds "
        + "it, the right way; no adjustment for other comparisons. From a pilot of "
        + "\(NumberText.count(pilot.trials, "trial")): mean \(PowerNumber.text(pilot.mean)), standard deviation over "
        + "trials \(PowerNumber.range(deviation)). Ranges are 95 % intervals of what the pilot does not know.")
    if let sizes { lines += [""] + bySize(sizes.unit, sizes.answer) }
    return lines.joined(separator: "\n")
  }

  /// At the lower end of what is looked at even smaller sizes may do.
  private func needed(_ sizes: SizeAnswer, _ power: Double) -> String {
    let found = sizes.needed(power), bound = sizes.range.lowerBound
    return (found.value == bound && bound > 1 ? "at most " : "") + PowerNumber.range(found)
  }

  private func bySize(_ unit: String, _ sizes: SizeAnswer) -> [String] {
    var lines = [row(unit, ["sd over trials", "power of \(NumberText.count(sizes.trials, "trial"))"])]
    for (size, pilot) in sizes.pilots {
      let own = PowerAnswer(sizes.question, pilot, trials: sizes.trials)
      lines.append(
        row("\(size)", [PowerNumber.range(own.deviation), PowerNumber.range(own.power(trials: sizes.trials))]))
    }
    lines += wrapped(
      "The variance over trials goes as \(unit) to the power of \(NumberText.fixed(sizes.curve.exponent, 2)) "
        + "(standard error \(NumberText.fixed(sizes.curve.exponentError, 2))).")
    if sizes.curve.lackOfFit < 0.01 {
      lines += wrapped(
        "The pilots do not lie on that line (p = \(NumberText.fixed(sizes.curve.lackOfFit, 4))): trust sizes between "
          + "them only, and run pilots near the answer with --sizes.")
    }
    let largest = sizes.pilots.map(\.size).max() ?? 0, smallest = sizes.pilots.map(\.size).min() ?? 0
    if PowerQuestion.powers.contains(where: { sizes.needed($0).value.map { $0 > largest || $0 < smallest } ?? false }) {
      lines += wrapped("An answer beyond the pilots (\(smallest) to \(largest)) continues their line.")
    }
    if PowerQuestion.powers.contains(where: { sizes.needed($0).value == nil }) {
      lines += wrapped("None: no size up to \(SizeAnswer.reach * largest) does; more trials may.")
    }
    return lines
  }

  private func row(_ head: String, _ cells: [String]) -> String {
    let text = NumberText.leading(head, Self.first) + cells.map { NumberText.leading($0, Self.column) }.joined()
    return String(text.reversed().drop { $0 == " " }.reversed())
  }

  private func wrapped(_ text: String) -> [String] { Paragraph.lines(text, width: Self.width) }
}

/// Numbers of answers: as many digits as they deserve.
enum PowerNumber {
  /// Three significant digits.
  static func text(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "0" }
    var digits = 2, rest = value.magnitude
    while rest >= 10 { (digits, rest) = (digits - 1, rest / 10) }
    while rest < 0.9995 { (digits, rest) = (digits + 1, rest * 10) }
    let fixed = NumberText.fixed(value, max(0, digits))
    guard fixed.contains(".") else { return fixed }
    let trimmed = String(fixed.reversed().drop { $0 == "0" }.reversed())
    return trimmed.hasSuffix(".") ? String(trimmed.dropLast()) : trimmed
  }

  static func range(_ range: PowerAnswer.Range<Int>) -> String {
    guard let value = range.value else { return "none" }
    return "\(value) (\(range.low.map(String.init) ?? "?") to \(range.high.map(String.init) ?? "none"))"
  }

  static func range(_ range: PowerAnswer.Range<Double>) -> String {
    guard let value = range.value else { return "none" }
    return "\(text(value)) (\(range.low.map(text) ?? "?") to \(range.high.map(text) ?? "?"))"
  }
}
