import Experiments

/// What a calibration found, for the terminal: the answer first, then target by target.
public struct CalibrationText {
  public let text: String
  private static let width = 80

  /// - Parameters:
  ///   - answer: what was found.
  ///   - plan: what was asked.
  ///   - directory: where its files are.
  public init(_ answer: CalibrationAnswer, _ plan: CalibrationPlan, directory: String) {
    var lines = Paragraph.lines(Self.headline(answer, plan), width: Self.width)
    if let own = answer.own { lines += Paragraph.lines(Self.own(own), width: Self.width) }
    if !answer.members.isEmpty {
      lines += ["", Self.row("fitted", ["found", "sd", "ensemble", "sd off", "farthest"])]
      lines += answer.targets.filter { $0.target.use == .fit }.map(Self.line)
      let checks = answer.targets.filter { $0.target.use == .check }
      if !checks.isEmpty { lines += ["", Self.row("checks, not fitted", [])] + checks.map(Self.line) }
    }
    for sentence in Self.parameters(answer) {
      lines += [""] + Paragraph.lines(sentence, width: Self.width, hanging: "  ")
    }
    lines += ["", "\(directory)/ensemble.csv, calibration.md, fit.csv, parameters.csv, points.csv"]
    text = lines.joined(separator: "\n")
  }

  static func headline(_ answer: CalibrationAnswer, _ plan: CalibrationPlan) -> String {
    let simulated =
      "\(NumberText.count(answer.simulated, "set")) of parameters simulated in \(NumberText.count(answer.waves, "wave"))"
    let fitted = answer.targets.filter { $0.target.use == .fit },
      checks = answer.targets.filter { $0.target.use == .check }
    let met =
      " The mean meets \(fitted.count(where: \.isMet)) of \(fitted.count) fitted targets within 2 sd"
      + (checks.isEmpty
        ? "." : ", \(checks.count(where: \.isMet)) of \(NumberText.count(checks.count, "check")) within 2.5.")
    let members = NumberText.count(answer.members.count, "member")
    switch answer.status {
    case .complete: return "\(members), each within 3 sd of every fitted target on fresh draws; \(simulated).\(met)"
    case .fewer:
      return
        "\(members) of \(plan.members) wanted: \(answer.fitting) of \(simulated) fit, \(answer.confirmed) were tried on fresh draws. More waves go on with --waves and --resume.\(met)"
    case .interrupted: return "Interrupted: \(members) so far; \(simulated)."
    case .nothingFits:
      let misses = answer.misses.prefix(5).map { miss in
        miss.distance.isFinite
          ? "\(miss.name) by \(NumberText.fixed(miss.distance, 1)) sd" : "\(miss.name), which has no value there"
      }
      return "Nothing fits; \(simulated). "
        + (misses.isEmpty
          ? "\(NumberText.count(answer.fitting, "set")) fit in the search and none on fresh draws."
          : "The nearest set misses \(misses.joined(separator: ", ")).")
    }
  }

  /// How the scenario's own settings fit, in a sentence.
  static func own(_ own: OwnFit) -> String {
    let distance =
      own.distance.isFinite ? "\(NumberText.fixed(own.distance.magnitude, 1)) sd off" : "without a value"
    return (own.isMember ? "The scenario's own settings are a member" : "The scenario's own settings do not fit")
      + ": farthest is \(own.target), \(distance)."
  }

  static func parameters(_ answer: CalibrationAnswer) -> [String] {
    guard let found = answer.identification else { return [] }
    let names = Dictionary(grouping: found.parameters, by: \.isIdentified).mapValues { $0.map(\.parameter.name) }
    return [
      "identified: " + (names[true] ?? ["none"]).joined(separator: ", "),
      "not identified: " + (names[false] ?? ["none"]).joined(separator: ", "),
    ]
      + found.tradeOffs.map {
        "\($0.first) and \($0.second) trade off: rank correlation \(NumberText.fixed($0.rankCorrelation, 2))"
      } + found.ridges.map(\.description)
  }

  private static func line(_ row: TargetFit) -> String {
    func short(_ value: Double?) -> String { NumberText.significant(value, 3) }
    func signed(_ value: Double?) -> String {
      value.map { ($0 > 0 ? "+" : "") + NumberText.fixed($0, 1) } ?? "-"
    }
    let found =
      switch row.target.finding {
      case .value(let aim): short(aim.value)
      case .sign(let sign): sign.rawValue
      case .range(let range): "\(short(range.lowerBound))-\(short(range.upperBound))"
      }
    return self.row(
      row.target.name,
      [
        found, short(row.target.aim?.sd), short(row.mean), signed(row.distance), signed(row.farthest),
      ]) + (row.isMet ? "" : "  missed")
  }

  private static func row(_ name: String, _ cells: [String]) -> String {
    let widths = [9, 9, 10, 8, 9]
    guard !cells.isEmpty else { return name }
    return NumberText.leading(NumberText.cut(name, 26), 26)
      + zip(cells, widths).map { NumberText.padded($0, $1) }.joined()
  }
}
