import ResultTables
import SalesForce
import SimulationStatistics

/// What tables are made from.
struct StudyData {
  let scenario: Scenario
  let study: StudyArms
  let directory: StudyDirectory
  let reader: JournalReader
  /// The pairs of trials behind slopes in cost; nil where no budget equalises costs.
  let slopes: SlopePairs?
  /// Threads that may work at a time. Changes no byte.
  let threads: Int
  /// Whether somebody wants the tables still. The journal's reader asks it at every trial.
  var watch = StopWatch(StopSignal())

  /// Trials below this number keep their weekly readings, if a table is to be made of them, and carry the tables of
  /// tier B.
  static let leadingTrials = 1_000

  /// The arms of the ordinary tables; knock-out runs stand behind them in the records and have a table of their own.
  var arms: [Arm] { study.ordinary }

  /// The looks that decided how long the study went on, as far as its trials allow; nil where their number is given.
  func precisionRounds() throws -> PrecisionRounds? {
    guard var rounds = try PrecisionRounds(scenario, study) else { return nil }
    let watch = watch
    try rounds.replay(upTo: reader.trials.count) { count in
      try JournalReader(path: reader.path, expecting: reader.header, limit: count) { watch.isWanted }
    } _: { journal in
      slopes.map {
        SlopePairs(
          trials: $0.trials, reader: $0.reader, count: SlopeTrials.count(scenario, trials: journal.trials.count))
      }
    }
    return rounds
  }

  /// The rounds by which a study chose, as far as its trials allow; nil where every regime runs in every trial.
  func selectionRounds() throws -> SelectionRounds? {
    guard var rounds = try SelectionRounds(scenario, study) else { return nil }
    let watch = watch, trials = rounds.plan.first
    try rounds.replay(reader) {
      let first = try JournalReader(path: reader.path, expecting: reader.header, limit: trials) {
        watch.isWanted
      }
      return try slopes.map {
        let count = SlopeTrials.count(scenario, trials: first.trials.count)
        return try EqualCost(
          scenario, study.all, trials: first,
          slopes: SlopePairs(trials: $0.trials, reader: $0.reader, count: count))
      }
    }
    return rounds
  }

  /// Which sellers' years the records hold.
  var sellerSample: SellerSample? { scenario.sellerSample(study.all) }

  var schemas: StudySchemas {
    StudySchemas(scenario, regimes: arms.filter { $0.point == 0 }.map(\.regime.name))
  }

  /// Places of each point's arms, which stand together.
  var armsByPoint: [Range<Int>] {
    let regimes = arms.count / scenario.points
    return (0..<scenario.points).map { $0 * regimes..<($0 + 1) * regimes }
  }
}
