import ArgumentParser
import Experiments
import Reports

/// What is said of trials that failed, behind the results.
enum FailureText {
  /// - Returns: the exit code that says so; nil where none has failed.
  static func tell(_ outcome: StudyOutcome, in directory: String) throws -> ExitCode? {
    guard outcome.failed > 0 else { return nil }
    let count = NumberText.count(outcome.failed, "trial")
    Terminal.say(
      "rainmaker: \(count) of \(outcome.trials) failed: a law of the model is broken, which is a defect of the program."
    )
    do throws(ResultsError) {
      if let first = try FailureReading(Outcome.study(directory)).first {
        if let words = first.words { Terminal.say("  \(words)") }
        Terminal.say("The first of them again: \(first.command(in: directory))", "failures.csv has a command for each.")
      }
    } catch {
      throw Exits.explain(error)
    }
    if outcome.isLimited {
      Terminal.say(
        "More have failed than limit_failures takes, so the study has ended after \(NumberText.count(outcome.trials, "trial")) of "
          + "\(outcome.requested); with a higher limit, --resume goes on.")
    }
    return Exits.badInvariant
  }
}
