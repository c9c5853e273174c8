import Experiments

/// The verdicts at the end of a run, for people: contradicted as plainly as supported.
struct ClaimLines {
  let claims: [ClaimReading]
  /// `5 %`
  var errorRate = Confidence.usual.errorText
  /// Of a line.
  var width = 80

  private static let indent = String(repeating: " ", count: 14)

  var heading: String {
    (claims.count == 1 ? "One hypothesis" : "\(claims.count) hypotheses")
      + ", stated in the scenario; familywise error rate \(errorRate) (Holm)"
  }

  var lines: [String] {
    var lines = claims.flatMap(told)
    if claims.contains(where: { $0.kind == "implied" }) {
      lines += Paragraph.lines(
        "An implied claim restates an equation: it verifies the program, not a theory.", width: width)
    }
    return lines
  }

  private func told(_ claim: ClaimReading) -> [String] {
    let numbers = claim.claims.isEmpty ? "" : ", claim \(claim.claims)"
    var lines = Paragraph.lines(
      claim.name + " (\(claim.kind)\(numbers))", width: width,
      first: NumberText.leading(claim.score.verdict, Self.indent.count), hanging: Self.indent)
    if !claim.statement.isEmpty { lines += wrapped(Markup(claim.statement)) }
    lines += wrapped("\(claim.subject): \(claim.score.effect); claimed: \(claim.claim).")
    if let firms = claim.firms { lines += wrapped(firms) }
    guard let null = claim.null else { return lines }
    let without: Markup = "Without \(null.mechanisms): \(null.score.verdict), \(null.score.effect)."
    return lines + wrapped(null.meaning.map { "\(without) \($0)" } ?? without)
  }

  /// Words in lines of the terminal's width, behind the column of verdicts.
  private func wrapped(_ text: Markup) -> [String] {
    Paragraph.lines(text.plain, width: width, first: Self.indent, hanging: Self.indent)
  }
}
