import RandomStreams
import ResultTables
import SalesForce
import SimulationStatistics

/// Two studies side by side: what they share, and by how much each regime does better in the second.
///
/// Where a trial has the same key of draws in both, the same customers, talents and random draws meet a regime in both, and
/// trials pair as those of regimes do inside a study. Elsewhere the two means are independent, and Welch's test compares
/// them. Either way every reading is at its own study's equal cost, and the error of the slopes is in the interval.
public struct StudyPair {
  let first, second: StudyData
  let kept: (first: KeptTrials, second: KeptTrials)
  /// Design points that go by the same name in both, in the order of the first study.
  public let points: [SharedPoint]
  /// Regimes that run in both, in the order of the first study.
  public let regimes: [String]
  /// Trials of each.
  public let trials: (first: Int, second: Int)

  /// A design point of both studies.
  public struct SharedPoint: Sendable, Equatable {
    public let first, second: Int
    /// What distinguishes it from others; empty where nothing does.
    public let name: String
  }

  /// Why two studies cannot be set against each other.
  public struct Refusal: Error, CustomStringConvertible {
    public let description: String
  }

  /// - Parameters:
  ///   - first: A.
  ///   - second: B, which is compared with it.
  /// - Throws: ``Refusal``; errors of files.
  public init(_ first: KeptTrials, _ second: KeptTrials) throws {
    (self.first, self.second) = (try first.data(), try second.data())
    kept = (first, second)
    let (a, b) = (self.first, self.second)
    let names = (Self.names(a), Self.names(b)), known = Set(names.1)
    regimes = names.0.filter(known.contains)
    guard !regimes.isEmpty else {
      throw Refusal(
        description: "they share no regime: one has \(names.0.joined(separator: ", ")), the other "
          + names.1.joined(separator: ", "))
    }
    func points(_ data: StudyData) -> [String] { (0..<data.scenario.points).map { data.scenario.name(of: $0) } }
    let places = Dictionary(points(b).enumerated().map { ($1, $0) }) { first, _ in first }
    self.points = points(a).enumerated().compactMap { place, name in
      places[name].map { SharedPoint(first: place, second: $0, name: name) }
    }
    guard !self.points.isEmpty else {
      throw Refusal(
        description: "they share no design point: one has '\(points(a)[0])' and \(points(a).count - 1) more, the other "
          + "'\(points(b)[0])' and \(points(b).count - 1) more")
    }
    trials = (a.reader.trials.count, b.reader.trials.count)
  }

  /// The regime's arms in the records of both studies.
  struct Pair {
    let point: SharedPoint
    let regime: String
    let first, second: Int
    /// Whether its trials pair.
    let isPaired: Bool
  }

  var pairs: [Pair] {
    points.flatMap { point in
      regimes.compactMap { regime -> Pair? in
        guard let a = first.arms.firstIndex(where: { $0.point == point.first && $0.regime.name == regime }),
          let b = second.arms.firstIndex(where: { $0.point == point.second && $0.regime.name == regime })
        else { return nil }
        return Pair(
          point: point, regime: regime, first: a, second: b, isPaired: sharesDraws(first.arms[a], second.arms[b]))
      }
    }
  }

  /// Whether the same trial has the same draws in two arms, and makes up the same observation.
  private func sharesDraws(_ a: Arm, _ b: Arm) -> Bool {
    let keys = (first.scenario.keys, second.scenario.keys), together = 0..<common
    return keys.0.key(trial: 0, place: a.place) == keys.1.key(trial: 0, place: b.place)
      && first.scenario.observations(together) == second.scenario.observations(together)
  }

  /// Regimes that run in one alone.
  public var onlyFirst: [String] { Self.names(first).filter { !regimes.contains($0) } }
  public var onlySecond: [String] { Self.names(second).filter { !regimes.contains($0) } }

  /// What both tell amounts in; nil for pay units.
  public var currency: Currency? {
    first.scenario.currency == second.scenario.currency ? first.scenario.currency : nil
  }

  /// What each says of its costs.
  public var costs: (String, String) { (first.scenario.costStatement, second.scenario.costStatement) }
  /// Whether both bring their regimes to equal cost.
  public var isAtEqualCost: Bool { first.scenario.budget != nil && second.scenario.budget != nil }

  /// Whether pairs of trials behind slopes have the same draws in both.
  var sharesSlopes: Bool { first.scenario.seed == second.scenario.seed }

  /// Each metric of each shared regime at each shared point, second less first, in the order metric, point, regime.
  /// - Parameter confidence: how sure intervals are.
  /// - Throws: errors of files.
  /// - Complexity: O(trials × arms × metrics), memory of the sums.
  public func entries(_ confidence: Confidence) throws -> [StudyPairEntry] {
    try StudyPairPass(self, confidence).entries()
  }

  private static func names(_ data: StudyData) -> [String] {
    data.arms.filter { $0.point == 0 }.map(\.regime.name)
  }

  /// Trials that both have.
  var common: Int { min(trials.first, trials.second) }
}

extension KeptTrials {
  /// The trials as tables take them.
  /// - Parameter limit: takes the trials before this one alone.
  /// - Throws: ``StudyPair/Refusal`` where the journal is not that of the scenario; errors of files.
  func data(upTo limit: Int = .max, pairs: Int = .max) throws -> StudyData {
    guard let open = try open(scenario.with(outputs: scenario.outputs.with([])), upTo: limit)?.data else {
      throw StudyPair.Refusal(
        description:
          "the trials.journal of '\(directory.path)' is missing, is not that of its tables, or another version wrote it"
      )
    }
    let slopes = open.slopes.map {
      SlopePairs(trials: $0.trials, reader: $0.reader, count: min($0.count, pairs))
    }
    return StudyData(
      scenario: open.scenario, study: open.study, directory: directory, reader: open.reader, slopes: slopes, threads: 1)
  }
}
