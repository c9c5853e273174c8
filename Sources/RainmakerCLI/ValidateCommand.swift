import ArgumentParser
import Experiments
import Reports
import ScenarioFiles

/// `rainmaker validate`
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Checks a scenario file; --effective prints it with every default filled in.",
    discussion: """
      All errors are reported at once, each with its location, what was expected \
      and a suggestion. A few pilot trials show whether the budget can be kept.

      EXAMPLES
        rainmaker validate mine.yaml
        rainmaker validate mine.yaml --effective > full.yaml
        rainmaker validate mine.yaml --set trials=1000
        rainmaker validate mine.yaml --estimate
        sed s/push/pull/ mine.yaml | rainmaker validate -
      """)

  @OptionGroup var scenario: ScenarioOptions

  @Flag(help: "Prints the scenario with all defaults, their units, ranges and sources.")
  var effective = false

  @Flag(help: "Also says what a run will take: it measures a trial or two.")
  var estimate = false

  func validate() throws {
    if estimate, effective {
      throw ValidationError("--effective prints a scenario and --estimate numbers: give one of them.")
    }
  }

  func run() throws {
    let study = try Exits.load(scenario.path, overrides: scenario.overrides)
    let triesBudget: Bool
    do throws(StudyFailure) { triesBudget = try study.tryBudget(threads: Processors.usable()) } catch {
      throw Exits.explain(error)
    }
    if !triesBudget, study.solvesSalaries {
      Terminal.say("Whether the budget can be kept was not tried, since trials are long; `run` tries it first.")
    }
    if effective {
      try Terminal.publish(ScenarioFile.effective(study))
    } else {
      let regimes = NumberText.count(study.regimes.count, "regime"),
        trials =
          (study.precision == nil && study.selection == nil ? "" : "at most ") + NumberText.count(study.trials, "trial")
      let source = scenario.path == "-" ? "standard input" : scenario.path
      try Terminal.publish("\(source): valid; \(regimes), \(trials)\n")
      guard estimate else { return }
      try EstimateText.publish(
        StudyRequest(
          scenario: study, text: { ScenarioFile.resolved($0) }, directory: "results/\(study.name)",
          threads: Processors.usable()), asJSON: false)
    }
  }
}
