import Experiments

/// An ensemble of parameters while its file is read.
struct EnsembleDraft: Sendable {
  /// Read from a file of its own; nil where the sets stand in the scenario.
  var file: ParameterEnsemble?
  var limit: Int?
  var name = ""
  var sets: ParameterEnsemble?

  init() {}

  init(_ ensemble: ParameterEnsemble) { (name, sets) = (ensemble.name, ensemble) }

  /// Trials of each member, where nobody says how many members there are to be: enough to tell firms and draws apart.
  private static let trialsPerMember = 4

  /// Firms that there may be at most; nil where none were read.
  var most: Int? { (file ?? sets).map { min(limit ?? $0.members.count, $0.members.count) } }

  /// - Parameters:
  ///   - given: parameters that the scenario sets itself: they stay as they are in every trial.
  ///   - trials: of the study.
  ///   - isChoice: whether each trial has to be another firm.
  func ensemble(given: Set<String>, trials: Int, isChoice: Bool) -> ParameterEnsemble? {
    guard let file else { return sets.map { ParameterEnsemble(name: name, paths: $0.paths, members: $0.members) } }
    let count = min(limit ?? max(2, isChoice ? trials : trials / Self.trialsPerMember), file.members.count)
    return ParameterEnsemble(name: file.name, paths: file.paths, members: Array(file.members.prefix(count)))
      .leaving(out: given)
  }
}
