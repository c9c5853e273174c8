/// Which row of a study's tables: what is simulated, where in the design, and in which trial.
public struct TrialAddress: Sendable, Equatable {
  /// Name of the regime, or of a mix of two as `mixes.csv` has it; nil where the study has one.
  public let regime: String?
  /// Mechanisms that a knock-out run leaves out; empty for an ordinary row.
  public let without: [String]
  /// Number of the design point; nil where the study has one.
  public let point: Int?
  public let trial: Int

  public init(regime: String?, without: [String] = [], point: Int? = nil, trial: Int) {
    (self.regime, self.without, self.point, self.trial) = (regime, without.sorted(), point, trial)
  }

  /// The command that simulates the row again, as a shell takes it.
  /// - Parameters:
  ///   - directory: of the results.
  ///   - rest: further options.
  public func command(in directory: String, _ rest: String = "") -> String {
    var words = ["rainmaker replay", ShellWord.quoted(directory)]
    if let regime { words.append("--regime \(ShellWord.quoted(regime))") }
    words.append("--trial \(trial)")
    if let point { words.append("--point \(point)") }
    words += without.map { "--without \(ShellWord.quoted($0))" }
    return words.joined(separator: " ") + (rest.isEmpty ? "" : " " + rest)
  }
}

/// Why there is no such row, or nothing to hold it against.
public enum ReplayRefusal: Error, Sendable, Equatable, CustomStringConvertible {
  /// No regime of that name, or none named where there are several.
  case regime(String?, known: [String])
  /// No run of that regime without these mechanisms.
  case knockOut(regime: String, without: [String], known: [String])
  /// No such design point, or none named where there are several.
  case point(Int?, count: Int)
  case trial(Int, count: Int)
  /// The study chose among its regimes, and this one was out by then.
  case left(regime: String, trial: Int)
  /// The journal is not of the scenario beside it, or another version wrote it.
  case otherJournal
  /// There are no trials.
  case nothing
  /// Firms of two sizes have no sellers in common.
  case sizes(Int, Int)
  /// The model takes the scenario's settings no more: another version wrote it.
  case model(String)

  public var description: String {
    switch self {
    case .regime(nil, let known): "the study has several regimes: name one of \(known.joined(separator: ", "))"
    case .regime(let name?, let known): "it has no regime '\(name)'; there is \(known.joined(separator: ", "))"
    case .knockOut(let regime, let without, let known):
      "it has no run of \(regime) without \(without.joined(separator: ", ")); "
        + (known.isEmpty ? "it has no knock-out runs" : "there is \(known.joined(separator: "; "))")
    case .point(nil, let count): "the study has \(count) design points: name one, 0 to \(count - 1)"
    case .point(let number?, let count):
      "it has no design point \(number)" + (count == 1 ? ", only 0" : "; they run from 0 to \(count - 1)")
    case .trial(let number, let count):
      "it has no trial \(number)" + (count == 1 ? ", only trial 0" : "; they run from 0 to \(count - 1)")
    case .left(let regime, let trial):
      "\(regime) did not run in trial \(trial): the study had chosen against it, and its row is not there"
    case .otherJournal: "its trials.journal is not that of its scenario.resolved.yaml, or another version wrote it"
    case .nothing: "it holds no complete trial"
    case .sizes(let a, let b): "one firm has \(a) seats and the other \(b)"
    case .model(let problem): "this program's model refuses its settings: \(problem)"
    }
  }
}
