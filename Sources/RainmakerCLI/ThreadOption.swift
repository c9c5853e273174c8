import ArgumentParser
import Experiments

/// How many threads work, for every command that simulates.
struct ThreadOption: ParsableArguments {
  @Option(
    parsing: .unconditional, help: ArgumentHelp("Worker threads (default: all cores that may be used).", valueName: "n")
  )
  var threads: Int?

  /// All cores that may be used, unless the command says otherwise.
  var count: Int { threads ?? Processors.usable() }

  func validate() throws {
    if let threads, !(1...1_024).contains(threads) {
      throw ValidationError("--threads takes 1 to 1024, got \(threads).")
    }
  }
}
