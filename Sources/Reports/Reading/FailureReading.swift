import Experiments
import ResultTables

/// Trials that failed, and are in no estimate.
public struct FailureReading {
  private let results: StoredStudy

  public init(_ results: StoredStudy) { self.results = results }

  /// How many.
  public var count: Int { results.manifest.failed ?? 0 }

  /// One row of `failures.csv`.
  public struct Failure {
    private let row: Row
    private let results: StoredStudy

    fileprivate init(_ row: Row, _ results: StoredStudy) { (self.row, self.results) = (row, results) }

    /// `push, trial 3, week 20: sellers = seats + hires − exits does not hold: 65.0 against 64.0`; nil where nothing was found.
    public var words: String? {
      guard row.text("status") == "broken" else { return nil }
      let without = row.text("without")
      return
        "\(row.text("regime"))\(without.isEmpty ? "" : " without " + without.replacing(" ", with: " and ")), trial "
        + "\(row.text("trial")), week \(row.text("week")): \(row.text("law")) does not hold: \(row.text("found"))"
    }

    /// Simulates it again.
    /// - Parameter directory: of the results, from where the command is given.
    public func command(in directory: String) -> String {
      TrialAddress(
        regime: row.text("regime"), without: row.text("without").split(separator: " ").map(String.init),
        point: results.points.count > 1 ? Int(row.text("point")) : nil, trial: Int(row.text("trial")) ?? 0
      ).command(in: directory, "--check")
    }
  }

  /// The first of them; nil where none failed.
  public var first: Failure? { results.failures?.rows.first.map { Failure($0, results) } }

  /// One sentence; nil where none failed.
  var sentence: Markup? {
    guard count > 0 else { return nil }
    let number = ShownNumber.number(count, from: "manifest:failed_trials")
    let all = ShownNumber.number(results.manifest.completed, from: "manifest:trials_completed")
    return """
      \(number) of \(all) trials failed, since a law of the model was broken in them, which is a defect of the program: they \
      are left out of all estimates, in every regime.
      """
  }

  /// The same with the command that shows the first of them.
  var page: Markup? {
    guard let sentence else { return nil }
    guard let first else { return sentence }
    return """
      \(sentence) \(Markup.tag("code", [], Markup(first.command(in: ".")))) simulates the first of them again, where the \
      results are; failures.csv has a command for each.
      """
  }
}
