import ArgumentParser
import Experiments
import Reports
import ResultTables

/// `rainmaker notebook`
struct NotebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notebook",
    abstract: "Writes notebooks about a finished run: Jupyter with Python, Quarto with R.",
    discussion: """
      NAME.ipynb and NAME.qmd put the tables into words and contain the code that \
      reads them, draws the figures and compares trials. The Jupyter notebook is \
      executed once (nbclient, ipykernel, pandas and matplotlib), so that it comes \
      with its outputs; without these packages it is written without outputs.

      Files that have been edited since are left alone. Its code reads the tables where \
      they are: for another level of confidence give it to `run --resume` first.

      EXAMPLES
        rainmaker notebook results/waning-push-pull
        rainmaker notebook results/waning-push-pull -o paper
        rainmaker notebook results/waning-push-pull --python .venv/bin/python
      """)

  @Argument(help: ArgumentHelp("The results directory.", valueName: "dir"), completion: .directory)
  var directory: String

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The directory that takes the notebooks.", valueName: "dir"), completion: .directory)
  var output = "notebooks-export"

  @Option(help: ArgumentHelp("The Python that runs the notebook.", valueName: "program"), completion: .file())
  var python = "python3"

  func validate() throws {
    if output.isEmpty || output == "-" {
      throw ValidationError("--output takes the name of a directory, for two files are written.")
    }
    if python.isEmpty { throw ValidationError("--python takes the name of a program.") }
  }

  func run() throws {
    let results = try Outcome.read(directory, mayBeUnfinished: false)
    let notebook: Notebook
    do throws(ResultsError) {
      notebook = try Notebook(results, place: FilePath.way(from: output, to: directory))
    } catch { throw Exits.explain(error) }
    let jupyter = output + "/" + notebook.name + ".ipynb", quarto = output + "/" + notebook.name + ".qmd"
    try Self.refuse(jupyter, unless: Notebook.isUntouched(jupyter:))
    try Self.refuse(quarto, unless: Notebook.isUntouched(quarto:))
    try Exits.create(directory: output)
    let files = (jupyter: try Output(jupyter, of: results), quarto: try Output(quarto, of: results))
    let text: String
    switch PythonKernel(program: python).run(notebook.jupyter, in: output) {
    case .done(let executed): text = executed
    case .missing(let what):
      if let bytes = try? SmallFile.bytes(at: jupyter, atMost: Self.limit), notebook.isSame(jupyter: bytes) {
        text = String(decoding: bytes, as: UTF8.self)
        Terminal.say("The notebook that is there already is kept, and was not run: \(what).")
      } else {
        text = notebook.jupyter
        Terminal.say("The notebook has no outputs yet: \(what).")
      }
      Terminal.say(
        "Install nbclient, ipykernel, pandas and matplotlib for a Python, name it with --python, and run it again.")
    case .failed(let reason):
      Terminal.say("rainmaker: the notebook does not run with '\(python)', and nothing was written:")
      for line in reason.split(separator: "\n") { Terminal.say(String(line)) }
      throw Exits.inputOutput
    }
    try files.jupyter.write(text)
    try files.quarto.write(notebook.quarto)
    try Terminal.publish(jupyter + "\n" + quarto + "\n")
  }

  /// Bytes of a notebook with its outputs.
  private static let limit = 1 << 28

  /// Leaves a file alone that is not as this command wrote it.
  private static func refuse(_ path: String, unless isUntouched: ([UInt8]) -> Bool) throws {
    guard FileIdentity(path: path) != nil else { return }
    if let bytes = try? SmallFile.bytes(at: path, atMost: limit), isUntouched(bytes) { return }
    Terminal.say("rainmaker: '\(path)' was changed since it was written, or is not ours; it is left as it is.")
    Terminal.say("Name another directory with -o DIR, or move it away.")
    throw Exits.cannotCreate
  }
}
