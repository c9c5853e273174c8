import ArgumentParser
import Experiments
import Reports
import ResultTables
import ScenarioFiles

/// `rainmaker explore`
struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore",
    abstract: "Writes the laboratory as a page: levers to move, and what follows from them, with its uncertainty.",
    discussion: """
      The page is one self-contained file that holds the model itself: every move of a \
      lever or trend runs paired trials in the browser, at equal cost where the scenario \
      has a budget, and goes on while nobody moves. It needs no server and loads nothing \
      from the network. Its scenario can be saved: run gives the same means for it.

      Of a results directory the page opens with what the run found; of a scenario \
      file it begins by running.

      EXAMPLES
        rainmaker explore results/waning-push-pull
        rainmaker explore Scenarios/waning-push-pull.yaml
        rainmaker explore mine.yaml -o mine.html --set trials=1000
      """)

  @Argument(
    help: ArgumentHelp(
      "The results directory of a run, or a scenario file (YAML or JSON); - is standard input.",
      valueName: "dir|scenario"), completion: .file(extensions: ["yaml", "yml", "json"]))
  var path: String

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp(
      "The file, or - for standard output (default: DIR/explore.html, or NAME.html of a scenario).", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var output: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Changes a setting of a scenario file, by its path; may be repeated. Values are YAML.", valueName: "path=value"),
    transform: Override.init(argument:))
  var settings: [Override] = []

  func validate() throws {
    if let output, output.isEmpty { throw ValidationError("--output takes the name of a file.") }
    if isDirectory, !settings.isEmpty {
      throw ValidationError("--set changes scenario files, and '\(path)' is a directory of results: run it with that.")
    }
  }

  private var isDirectory: Bool { FileIdentity(path: path)?.isDirectory ?? false }

  func run() throws {
    if isDirectory {
      let results = try Outcome.read(path), target = output ?? path + "/explore.html"
      let file = try Output(target, of: results)
      if try !file.write(try Self.page(of: results)) { try Terminal.publish(target + "\n") }
      return
    }
    let scenario = try Exits.load(path, overrides: settings.map { ($0.path, $0.value) })
    let plan: ExplorePlan
    do throws(ExploreRefusal) { plan = try ExplorePlan(scenario) } catch { throw Self.refuse(path, error) }
    let target = output ?? plan.scenario.name + ".html", file = try Output(target, ofScenario: path)
    let page = ExplorePage(plan, document: ScenarioFile.document(plan.scenario), program: .program)
    if try !file.write(page.text) { try Terminal.publish(target + "\n") }
  }

  /// The page that opens with a run's results.
  static func page(of results: StoredStudy) throws -> String {
    let place = results.directory.path
    guard let scenario = results.scenario else {
      Terminal.say(
        "rainmaker: '\(place)' cannot be explored: this program cannot read its scenario.resolved.yaml, which another version wrote."
      )
      throw ExitCode(65)
    }
    do {
      let plan = try ExplorePlan(scenario, regimes: results.regimes)
      return try ExplorePage(
        plan, document: ScenarioFile.document(plan.scenario), results: results, program: .program
      ).text
    } catch let error as ExploreRefusal {
      throw refuse(place, error)
    } catch let error as ResultsError {
      throw Exits.explain(error)
    }
  }

  private static func refuse(_ place: String, _ error: ExploreRefusal) -> ExitCode {
    Terminal.say("\(place): \(error)")
    return ExitCode(65)
  }
}
