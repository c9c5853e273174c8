import SalesForce

/// Sets of parameters that fit what is known equally well: plausible firms. Trial t is a firm with member t mod n, the same
/// in every regime.
public struct ParameterEnsemble: Sendable, Equatable {
  /// What it is called in results.
  public let name: String
  /// Parameters by path, as in `model.parameters`.
  public let paths: [String]
  /// A row a member, a value a path.
  public let members: [[Double]]

  public static let memberRange = 2...10_000
  public static let pathRange = 1...100

  public init(name: String, paths: [String], members: [[Double]]) {
    (self.name, self.paths, self.members) = (name, paths, members)
  }

  /// The member of a trial. Pilots and pairs behind slopes, whose numbers begin at a power of two above all others, begin
  /// with the first member as well.
  func member(of trial: Int) -> Int { (trial & (1 << 30 - 1)) % members.count }

  /// The same without some parameters.
  public func leaving(out given: Set<String>) -> ParameterEnsemble? {
    let kept = paths.indices.filter { !given.contains(paths[$0]) }
    guard !kept.isEmpty else { return nil }
    return ParameterEnsemble(
      name: name, paths: kept.map { paths[$0] }, members: members.map { row in kept.map { row[$0] } })
  }
}

extension Scenario {
  /// The values of a world's parameters in a trial. What a point of the design sets stays as it sets it.
  func parameters(_ world: World, trial: Int) -> [String: [Double]] {
    var values = plan(world).parameters
    guard let ensemble else { return values }
    var set: Set<String> = []
    for case .parameter(let path, _) in settings(world) { set.insert(path) }
    for (path, value) in zip(ensemble.paths, ensemble.members[ensemble.member(of: trial)]) where !set.contains(path) {
      values[path] = [value]
    }
    return values
  }

  /// Trials that share a member of the ensemble, in the order of members; each trial alone where none does.
  ///
  /// They are one observation: what they have in common is no chance that more trials would even out.
  func observations(_ trials: Range<Int>) -> [[Int]] {
    guard let count = ensemble?.members.count, trials.count > count else { return trials.map { [$0] } }
    let groups = Dictionary(grouping: trials) { ensemble?.member(of: $0) ?? 0 }
    return groups.keys.sorted().compactMap { groups[$0] }
  }
}

/// Means of rows, column by column, over those that have a value.
func meanRow(_ rows: [[Double]]) -> [Double] {
  guard rows.count > 1, let first = rows.first else { return rows.first ?? [] }
  return first.indices.map { column in
    var sum = 0.0, present = 0.0
    for row in rows where !row[column].isNaN {
      sum += row[column]
      present += 1
    }
    return sum / present
  }
}
