import ArgumentParser
import Experiments
import Reports
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

      EXAMPLES
        rainmaker explore Scenarios/waning-push-pull.yaml
        rainmaker explore mine.yaml -o mine.html --set trials=1000
      """)

  @OptionGroup var scenario: ScenarioOptions

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The file, or - for standard output (default: NAME.html).", valueName: "file"),
    completion: .file(extensions: ["html"]))
  var output: String?

  func validate() throws {
    if let output, output.isEmpty { throw ValidationError("--output takes the name of a file.") }
  }

  func run() throws {
    let study = try Exits.load(scenario.path, overrides: scenario.overrides)
    let plan: ExplorePlan
    do throws(ExploreRefusal) { plan = try ExplorePlan(study) } catch {
      Terminal.say("\(scenario.path): \(error)")
      throw ExitCode(65)
    }
    let target = output ?? plan.scenario.name + ".html", file = try Output(target)
    let page = ExplorePage(plan, document: ScenarioFile.document(plan.scenario), program: .program)
    if try !file.write(page.text) { try Terminal.publish(target + "\n") }
  }
}
