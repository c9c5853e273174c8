import ResultTables
import SalesForce

/// What a study comes to, told before anything runs: arms, trials, bytes on disk and in memory.
///
/// Journals are known to the byte; tables follow from their rows and columns, at so many bytes a cell as cells of results
/// have on average.
public struct StudySize: Sendable, Equatable {
  /// Everything that runs in a trial: each regime at each design point, and knock-out runs.
  public let arms: Int
  public let points: Int
  /// At most, where a precision decides.
  public let trials: Int
  public let isAtMost: Bool
  /// Trials of single arms that are simulated in all: those of the study, pilots of the budget, pairs behind slopes.
  public let armTrials: Int
  /// Of the journals, and of tables.
  public let journalBytes, tableBytes: Int
  /// Peak memory, about.
  public let memoryBytes: Int

  public var diskBytes: Int { journalBytes + tableBytes }

  /// Bytes of a cell with a number of so many digits as results have, its comma included; of a deal in `crm.csv` and
  /// `truth.csv`, and how many there are at most.
  private static let cell = 14, deal = 145, deals = 110_000
  /// Of the program before it simulates, of a seat's state in a thread, and of what tables hold at a time.
  private static let program = 32_000_000, seat = 25_000, buffers = 12_000_000

  /// - Parameter request: what is asked for; nothing is looked at but the request.
  public init(_ request: StudyRequest) {
    let given = request.scenario, points = given.salaryPoints
    // Which arms have pairs behind slopes shows once they have salaries.
    let scenario =
      given.solvesSalaries
      ? given.solved(points.mapValues { Dictionary($0.map { ($0, Budget.usual) }) { first, _ in first } }) : given
    let study = StudyArms(scenario, request.regimes), all = study.all
    let identity = StudyIdentity(
      scenario: scenario, arms: all, build: BuildInfo(version: "", commit: nil), text: { _ in "" })
    let header = identity.header, slopes = identity.slopesHeader(beside: header)
    let trials = scenario.trials, pairs = slopes == nil ? 0 : SlopeTrials.count(scenario, trials: trials)
    (arms, self.points, self.trials, isAtMost) = (all.count, scenario.points, trials, scenario.precision != nil)
    let solver = BudgetSolver(scenario: given, threads: 1, stop: StopSignal())
    let pilots = given.solvesSalaries ? solver.usual * solver.searched.count : 0
    armTrials = trials * all.count + pairs * (slopes?.arms ?? 0) + pilots
    journalBytes =
      header.offset(of: trials) + (slopes?.offset(of: SlopeTrials.first + pairs) ?? 0)
    tableBytes = Self.tableBytes(scenario, study, trials: trials, pairs: slopes.map { pairs * $0.arms } ?? 0)
    let record = header.recordLength(of: 0, part: 0), threads = request.threads
    let values = min(2_000_000, trials * study.ordinary.count * Metric.allCases.count)
    let pairsOfArms = study.ordinary.count * max(0, study.ordinary.count / max(1, scenario.points) - 1) / 2
    let sums = min(1_000_000, pairsOfArms * Metric.allCases.count)
    let blas = scenario.outputs.tables.contains(where: \.needsBLAS)
    memoryBytes =
      Self.program + Self.buffers + threads * (scenario.seats.upperBound * Self.seat + 8 * record) + 8 * values
      + 250 * sums + (blas ? 16_000_000 : 0)
  }

  private static func tableBytes(_ scenario: Scenario, _ study: StudyArms, trials: Int, pairs: Int) -> Int {
    let outputs = scenario.outputs
    let metrics = Metric.allCases.count { outputs.keeps($0.card.name) }
    let weekly = WeeklyMetric.allCases.count { outputs.keeps($0.card.name) }
    let ordinary = study.ordinary.count, points = max(1, scenario.points), regimes = ordinary / points
    let weeks = scenario.plan.horizon.weeks, pairsOfRegimes = points * regimes * (regimes - 1) / 2
    let leading = min(trials, StudyData.leadingTrials)
    var cells = (trials * study.all.count + pairs) * (metrics + 5)
    // CSV, and JSON with the name of every column.
    cells += 3 * metrics * (ordinary * 15 + pairsOfRegimes * 17)
    if !scenario.decomposed.isEmpty { cells += 3 * metrics * scenario.decomposed.count * ordinary * 15 }
    if pairs > 0 { cells += metrics * study.all.count * 9 }
    cells += trials * study.all.count * scenario.plan.cohorts.count * GroupLayout.values
    var bytes = 200_000
    for table in outputs.tables {
      switch table {
      case .timeseries: cells += weekly * ordinary * (outputs.cadence == .week ? weeks : weeks / 13 + 1) * 14
      case .weekly: cells += leading * ordinary * weeks * (weekly + 5)
      case .correlations: cells += ordinary * Metric.allCases.count * Metric.allCases.count / 4 * 7
      case .bootstrap: cells += Metric.allCases.count * (ordinary + pairsOfRegimes) * 15
      case .drivers: cells += ordinary * 44 * 16
      case .trajectories: cells += ordinary * weekly * weeks * 7
      case .sellers:
        if let sample = scenario.sellerSample(study.all) {
          cells += min(trials, sample.trials) * ordinary * sample.seats * sample.years * 22
        }
      case .forecast: cells += 22_000 * 18
      case .crm, .truth: bytes += deals * deal / 2
      }
    }
    return bytes + cells * cell
  }
}
