/// Looks for the alternative with the highest mean by running trials where they tell most, round by round.
///
/// A state machine without a simulator: it says which alternatives to run in which trials, takes what they came to, and says
/// what comes next. What it decides hangs on the values of the trials and on nothing else, so whoever repeats the trials
/// repeats the rounds.
///
///     var choice = try ChoiceProcedure(.kimNelson(indifference: 0.5), alternatives: 10, sharesDraws: true, resolution: scale)
///     try choice.run { trial, alternatives in … }
///     choice.ending   // .chosen
public struct ChoiceProcedure: Sendable {
  public enum Rule: Sendable, Hashable {
    /// ``KimNelson``: until one is left.
    case kimNelson(indifference: Double)
    /// ``BudgetAllocation``: so many runs of alternatives in all.
    case allocation(total: Int)
    /// ``Rinott``: for alternatives with draws of their own.
    case rinott(indifference: Double)
  }

  public enum Ending: String, Sendable, Hashable {
    /// The procedure came to its end.
    case chosen
    /// The trials that there may be were run before that.
    case maximum
    /// The budget is spent.
    case spent
  }

  /// Trials in which alternatives run: alternative i in the first `counts[i]` of them.
  public struct Round: Sendable, Hashable {
    public let first: Int
    public let counts: [Int]

    public var trials: Range<Int> { first..<first + (counts.max() ?? 0) }

    public func runs(_ trial: Int, _ alternative: Int) -> Bool { trial - first < counts[alternative] }
  }

  public let rule: Rule
  public let alternatives: Int
  /// n₀: trials of every alternative before anything is decided.
  public let first: Int
  public let confidence: Double
  /// Trials of an alternative at most.
  public let maximum: Int
  /// Trials from one look to the next.
  public let batch: Int
  public let sharesDraws: Bool
  /// All trials that were taken.
  public private(set) var sums: PairedSums
  /// The round that is due; nil once it is over.
  public private(set) var round: Round?
  public private(set) var ending: Ending?
  /// Looks that were taken.
  public private(set) var looks = 0
  /// Runs of each alternative that were asked for.
  public private(set) var runs: [Int]
  public private(set) var screening: KimNelson?
  private let wanted: Double

  public static let usualFirst = 20

  /// - Parameters:
  ///   - rule: how.
  ///   - alternatives: k, at least 2.
  ///   - first: n₀, at least 5.
  ///   - confidence: 1 − α, in 0…1.
  ///   - sharesDraws: whether alternatives meet common random numbers.
  ///   - maximum: trials of an alternative at most; n₀ or more.
  ///   - batch: trials from one look to the next, at least 1.
  ///   - resolution: the scale of the values.
  /// - Throws: `StatisticsError` for arguments out of range, and for what is not valid under common random numbers.
  public init(
    _ rule: Rule, alternatives: Int, first: Int = usualFirst, confidence: Double = 0.95, sharesDraws: Bool,
    maximum: Int = .max, batch: Int = 1, resolution: Resolution
  ) throws(StatisticsError) {
    let function = "ChoiceProcedure"
    guard first >= 5, maximum >= first else {
      throw .argument(
        function: function, argument: "first", value: "\(first)", expected: "5 or more, and the maximum at most")
    }
    guard batch > 0 else {
      throw .argument(function: function, argument: "batch", value: "\(batch)", expected: "1 or more")
    }
    switch rule {
    case .kimNelson(let indifference), .rinott(let indifference):
      try KimNelson.check(alternatives, indifference: indifference, confidence: confidence)
    case .allocation(let total):
      try KimNelson.check(alternatives, indifference: 1, confidence: confidence)
      guard total >= alternatives * first else {
        throw .tooFew(function: function, what: "runs", count: total, needed: alternatives * first)
      }
    }
    if case .rinott = rule {
      wanted = try Rinott.constant(
        alternatives: alternatives, first: first, confidence: confidence, sharesDraws: sharesDraws)
    } else {
      wanted = 0
    }
    (self.rule, self.alternatives, self.first, self.confidence) = (rule, alternatives, first, confidence)
    (self.sharesDraws, self.maximum, self.batch) = (sharesDraws, maximum, batch)
    sums = PairedSums(alternatives, resolution)
    runs = Array(repeating: 0, count: alternatives)
    round = Round(first: 0, counts: Array(repeating: first, count: alternatives))
  }

  /// Takes a trial of the round that is due.
  /// - Parameter row: a value an alternative, NaN for those that did not run or have none.
  /// - Throws: ``FixedPointError``.
  public mutating func take(_ row: [Double]) throws(FixedPointError) { try sums.add(row) }

  /// Looks at what was taken once the round's trials are complete, and sets the next round.
  /// - Parameter slack: what is uncertain of the difference of two alternatives beside the draws.
  /// - Throws: `StatisticsError`.
  public mutating func look(
    slack: (_ i: Int, _ j: Int) -> Double = { _, _ in 0 }
  ) throws(StatisticsError) {
    guard let done = round else { return }
    for i in runs.indices { runs[i] += done.counts[i] }
    looks += 1
    let trials = done.trials.upperBound
    let counts: [Int]
    switch rule {
    case .kimNelson(let indifference):
      var own: KimNelson
      if let screening {
        own = screening
      } else {
        own = try KimNelson(sums, indifference: indifference, confidence: confidence)
      }
      own.screen(sums, slack: slack)
      screening = own
      counts = own.isOver(sums) ? [] : runs.indices.map { own.survivors.contains($0) ? batch : 0 }
    case .allocation(let total): counts = try allocation(total)
    case .rinott(let indifference): counts = looks == 1 ? secondStage(indifference) : []
    }
    advance(counts, from: trials)
  }

  private mutating func advance(_ counts: [Int], from trials: Int) {
    let room = maximum - trials, most = counts.max() ?? 0
    guard most > 0 else {
      (round, ending) = (nil, { if case .allocation = rule { .spent } else { .chosen } }())
      return
    }
    guard room > 0 else {
      (round, ending) = (nil, .maximum)
      return
    }
    round = Round(first: trials, counts: counts.map { min($0, room) })
  }

  /// The alternative that is chosen, as things are; nil before the first look.
  public var best: Int? {
    guard looks > 0 else { return nil }
    return sums.ahead(among: screening?.survivors ?? Array(0..<alternatives))
  }

  /// Trials after which it should be over; nil where nobody knows.
  public var predicted: Int? {
    guard let round else { return nil }
    switch rule {
    case .kimNelson: return screening?.predicted(sums).map { min(max($0, round.trials.upperBound), maximum) }
    case .allocation, .rinott: return nil
    }
  }

  // MARK: Rules

  private func secondStage(_ indifference: Double) -> [Int] {
    runs.indices.map { i in
      let deviation = (sums.variance(i) ?? 0).squareRoot(), ratio = wanted * deviation / indifference
      return max(0, Int(min(ratio * ratio, Double(maximum)).rounded(.up)) - runs[i])
    }
  }

  /// Runs of a round of an allocation: few, so that estimates are looked at again.
  private var portion: Int { max(2 * alternatives, 2 * batch) }

  private func allocation(_ total: Int) throws(StatisticsError) -> [Int] {
    let spent = runs.reduce(0, +), portion = min(portion, total - spent)
    guard portion > 1, let best = sums.ahead(among: Array(0..<alternatives)) else { return [] }
    let shares: [Double]
    if sharesDraws {
      let others = (0..<alternatives).map { i -> (lead: Double, variance: Double) in
        i == best ? (0, 0) : distance(sums.mean(best, i), sums.variance(best, i), sums.count(best, i))
      }
      shares = BudgetAllocation.common(best: best, leads: others.map(\.lead), variances: others.map(\.variance))
    } else {
      let leads = (0..<alternatives).map { i -> Double in
        i == best
          ? 0
          : distance(
            sums.mean(best).flatMap { one in sums.mean(i).map { one - $0 } }, sums.variance(i), sums.count(i)
          ).lead
      }
      shares = try BudgetAllocation.independent(
        means: leads.map { -$0 }, variances: (0..<alternatives).map { sums.variance($0) ?? 0 }, sharesDraws: false)
    }
    var counts = (0..<alternatives).map { max(0, Int(shares[$0] * Double(spent + portion)) - runs[$0]) }
    if counts.allSatisfy({ $0 == 0 }) { counts = shares.map { $0 > 0 ? 1 : 0 } }
    return fitted(counts, best, portion)
  }

  /// A lead that cannot be told from none counts as large as its error: it says no more.
  private func distance(_ mean: Double?, _ variance: Double?, _ count: Int) -> (lead: Double, variance: Double) {
    guard let mean, let variance, count > 1 else { return (1, 0) }
    return (max(mean.magnitude, (variance / Double(count)).squareRoot()), variance)
  }

  /// As many runs as there may be. Under common draws the best runs whenever another does: a run without it compares
  /// nothing.
  private func fitted(_ counts: [Int], _ best: Int, _ portion: Int) -> [Int] {
    var counts = counts
    func companion() {
      if sharesDraws { counts[best] = max(counts.enumerated().filter { $0.0 != best }.map(\.1).max() ?? 0, 1) }
    }
    companion()
    let sum = counts.reduce(0, +)
    if sum > portion {
      counts = counts.map { $0 * portion / sum }
      companion()
    }
    while counts.reduce(0, +) > portion, let most = counts.indices.max(by: { counts[$0] < counts[$1] }) {
      // The smallest of the others gives way before the best does.
      let others = counts.indices.filter { $0 != best && counts[$0] > 0 }
      let place = others.count > 1 ? others.min { counts[$0] < counts[$1] } ?? most : most
      counts[place] -= 1
      companion()
    }
    if sharesDraws, counts.enumerated().allSatisfy({ $0.0 == best || $0.1 == 0 }) {
      let rival = (0..<alternatives).filter { $0 != best }.min {
        (sums.mean(best, $0) ?? 0) < (sums.mean(best, $1) ?? 0)
      }
      if let rival { counts[rival] = 1 }
      counts[best] = 1
    }
    return counts
  }

  /// Runs trials until it is over.
  /// - Parameter sampler: the values of some alternatives in a trial, in their order.
  /// - Throws: what the sampler throws, ``FixedPointError``, `StatisticsError`.
  public mutating func run(_ sampler: (_ trial: Int, _ alternatives: [Int]) throws -> [Double]) throws {
    while let round {
      for trial in round.trials {
        let own = (0..<alternatives).filter { round.runs(trial, $0) }
        var row = [Double](repeating: .nan, count: alternatives)
        for (place, value) in zip(own, try sampler(trial, own)) { row[place] = value }
        try take(row)
      }
      try look()
    }
  }
}
