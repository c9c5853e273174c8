import ArgumentParser
import Experiments
import Foundation
import Reports
import ResultTables
import SalesForce
import ScenarioFiles

/// `rainmaker power`
struct PowerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power",
    abstract: "Says how many trials, sellers, teams or weeks it takes to tell a change from noise.",
    discussion: """
      It runs a pilot: so many trials of the scenario, which say how much a reading \
      differs by chance. The question is a metric and two regimes, or a hypothesis; \
      --change is the size of the true change that is to be found. With --by, pilots \
      are run at several sizes, since a larger firm differs less from the next one, \
      and the answer is the smallest size for which the scenario's trials do.

      EXAMPLES
        rainmaker power mine.yaml --regimes pull,push --change 0.05
        rainmaker power mine.yaml --metric revenue --regimes pull,push --change 0.1
        rainmaker power mine.yaml --hypothesis paid --change 0.05
        rainmaker power mine.yaml --regimes pull,push --change 0.05 --by sellers
        rainmaker power mine.yaml --regimes pull,push --change 0.05 --by teams \\
          --sizes 2,4,8,16 -o results/power
      """)

  enum Size: String, ExpressibleByArgument, CaseIterable {
    case sellers, teams, weeks
  }

  @OptionGroup var scenario: ScenarioOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Size of the change to be found, in the unit of the metric or of the hypothesis's scale.", valueName: "size"))
  var change: Double

  @Option(help: ArgumentHelp("The metric (default: profit).", valueName: "name"))
  var metric: String?

  @Option(
    help: ArgumentHelp(
      "The two regimes to tell apart (default: those of the scenario, if it has two).", valueName: "a,b"),
    transform: { $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } })
  var regimes: [String]?

  @Option(help: ArgumentHelp("A hypothesis of the scenario, instead of metric and regimes.", valueName: "name"))
  var hypothesis: String?

  @Option(help: ArgumentHelp("Varies the size of the firm, or the measured weeks.", valueName: "size"))
  var by: Size?

  @Option(
    help: ArgumentHelp(
      "Sizes of the pilots (default: a quarter, half, all and twice the scenario's).", valueName: "n,n"),
    transform: { text in
      try text.split(separator: ",").map {
        guard let size = Int($0.trimmingCharacters(in: .whitespaces)), (1...Self.largest).contains(size) else {
          throw ValidationError("expected whole numbers from 1 to \(Self.largest), separated by commas.")
        }
        return size
      }
    })
  var sizes: [Int]?

  @Option(parsing: .unconditional, help: ArgumentHelp("Trials of each pilot.", valueName: "n"))
  var pilot = 100

  @Option(help: ArgumentHelp("Confidence level of the test.", valueName: "level"))
  var confidence = 0.95

  @OptionGroup var workers: ThreadOption

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("A directory for tables and figures (CSV, JSON, SVG).", valueName: "dir"), completion: .directory
  )
  var output: String?

  @Flag(name: .shortAndLong, help: "Shows no progress.")
  var quiet = false

  @Flag(help: "Prints everything as JSON instead of a table.")
  var json = false

  static let pilotRange = 3...100_000
  /// Larger ones no scenario allows.
  private static let largest = 1_000_000

  func validate() throws {
    guard change > 0, change.isFinite else {
      throw ValidationError("--change takes a size above 0, got \(change); which way it goes does not matter.")
    }
    guard Self.pilotRange.contains(pilot) else {
      throw ValidationError("--pilot takes 3 to 100000 trials, got \(pilot).")
    }
    try ConfidenceOption.check(confidence)
    if hypothesis != nil, metric != nil || regimes != nil {
      throw ValidationError("--hypothesis names its own metric and regimes: give one or the other.")
    }
    if let regimes, regimes.count != 2 || regimes[0] == regimes[1] {
      throw ValidationError("--regimes takes two different names, such as pull,push.")
    }
    if let sizes {
      guard by != nil else { throw ValidationError("--sizes needs --by sellers, teams or weeks.") }
      guard Set(sizes).count == sizes.count, sizes.count > 1 else {
        throw ValidationError("--sizes takes two different numbers or more: a line needs two.")
      }
    }
    if let output, output.isEmpty { throw ValidationError("--output takes the name of a directory.") }
  }

  func run() throws {
    let study = try Exits.load(scenario.path, overrides: scenario.overrides)
    let question = try question(of: study)
    // What cannot be is reported before the pilots run.
    let sized = try by.map { try firms($0, of: study) } ?? []
    if let output {
      guard !OccupiedDirectory.holdsStudy(output) else {
        Terminal.say("rainmaker: '\(output)' holds a study's results; name another directory with -o DIR.")
        throw Exits.cannotCreate
      }
      try Exits.create(directory: output)
    }
    let pilots = PilotRuns(question, trials: pilot, threads: workers.count, isQuiet: quiet)
    defer { pilots.end() }
    let answer = PowerAnswer(question, try pilots.run(study, "Running the pilot"), trials: study.trials)
    var sizes: (unit: String, answer: SizeAnswer)?
    if let by {
      let found = try sized.map { (size: $0.size, pilot: try pilots.run($0.scenario, "Pilot of \($0.size) \(by)")) }
      sizes = SizeAnswer(question, found, trials: study.trials).map { (by.rawValue, $0) }
    }
    pilots.end()
    if let output { try write(answer, sizes, study, to: output) }
    let text = json ? PowerJSON.value(answer, sizes: sizes).text() : PowerLines(answer, sizes: sizes).text
    try Terminal.publish(text + "\n")
    if !json, let output { try Terminal.publish("Tables and figures: \(output)\n") }
  }

  private func write(
    _ answer: PowerAnswer, _ sizes: (unit: String, answer: SizeAnswer)?, _ study: Scenario, to directory: String
  ) throws {
    do {
      try PowerTables(answer, sizes: sizes).write(to: directory, title: study.name)
      var figures = [Figure.power(answer, scenario: study.name)]
      if let sizes { figures.append(Figure.power(sizes.answer, over: sizes.unit, scenario: study.name)) }
      for figure in figures {
        try AtomicFile.write(text: SVGDrawing(figure).text, to: directory + "/\(figure.name).svg")
      }
    } catch {
      Terminal.say("rainmaker: \(error)")
      throw Exits.inputOutput
    }
  }

  // MARK: The question

  private func question(of study: Scenario) throws -> PowerQuestion {
    if let hypothesis {
      return PowerQuestion(.claim(try claim(hypothesis, of: study)), change: change, confidence: confidence)
    }
    let names = study.regimes.map(\.name), pair = regimes ?? (names.count == 2 ? names.reversed() : [])
    guard pair.count == 2 else {
      throw refuse("--regimes: name the two to tell apart; the scenario has \(names.joined(separator: ", ")).")
    }
    for name in pair where !names.contains(name) {
      throw refuse(
        "--regimes: '\(name)' is not a regime of this scenario; it has \(names.joined(separator: ", "))."
          + meant(name, names))
    }
    let metrics = Metric.allCases.map(\.card.name), metric = metric ?? "profit"
    guard metrics.contains(metric) else {
      throw refuse("--metric: '\(metric)' is not a metric; `rainmaker describe` lists them.\(meant(metric, metrics))")
    }
    return PowerQuestion(
      .difference(metric: metric, regime: pair[0], against: pair[1], point: 0), change: change, confidence: confidence)
  }

  private func claim(_ name: String, of study: Scenario) throws -> Hypothesis {
    guard let claim = study.hypotheses.first(where: { $0.name == name }) else {
      let names = study.hypotheses.map(\.name)
      throw refuse(
        "--hypothesis: '\(name)' is not a hypothesis of this scenario; "
          + (names.isEmpty ? "it has none." : "it has \(names.joined(separator: ", ")).") + meant(name, names))
    }
    guard claim.direction != .about else {
      throw refuse(
        "--hypothesis: '\(name)' claims that an effect is about something; power is for claims of more or less.")
    }
    if claim.scale == .ratio, claim.direction == .less, claim.region.high - change <= -1 {
      throw refuse("--change: nothing falls by more than all of it; expected less than \(1 + claim.region.high).")
    }
    return claim
  }

  private func meant(_ name: String, _ names: [String]) -> String {
    Suggestion.nearest(to: name, among: names).map { " Did you mean '\($0)'?" } ?? ""
  }

  private func refuse(_ message: String) -> ExitCode {
    Terminal.say("rainmaker: \(message)")
    return Exits.usage
  }

  // MARK: Sizes

  /// The scenario at each size.
  private func firms(_ by: Size, of study: Scenario) throws -> [(size: Int, scenario: Scenario)] {
    let organisation = study.plan.organisation, horizon = study.plan.horizon
    let paths = study.factors.flatMap(\.paths)
    let setting = by == .weeks ? "horizon.weeks" : "organisation.sellers"
    guard !paths.contains(setting), by != .teams || !paths.contains("organisation.span") else {
      throw refuse("--by \(by): a factor of the design varies \(setting) already.")
    }
    let own: Int =
      switch by {
      case .sellers: organisation.seats
      case .teams: max(1, organisation.seats / organisation.span)
      case .weeks: horizon.weeks - horizon.warmUp
      }
    let wanted: Set<Int> = Set(sizes ?? [max(1, own / 4), max(1, own / 2), own, 2 * own])
    let text = ScenarioFile.resolved(study)
    return try wanted.sorted().map { (size: Int) -> (size: Int, scenario: Scenario) in
      let overrides: [(path: String, value: String)] =
        switch by {
        case .sellers: [("organisation.sellers", "\(size)")]
        case .teams: [("organisation.sellers", "\(size * organisation.span)")]
        case .weeks: [("horizon.weeks", "\(horizon.warmUp + size)")]
        }
      do throws(ScenarioErrors) {
        return (size, try ScenarioFile.parse(text: text, source: "--by \(by) \(size)", overrides: overrides))
      } catch {
        for problem in error.problems { Terminal.say("rainmaker: \(problem)") }
        throw ExitCode(error.exitCode)
      }
    }
  }
}
