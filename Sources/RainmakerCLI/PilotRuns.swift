import ArgumentParser
import Experiments
import Foundation
import ScenarioFiles

/// Pilots of a question, one after the other, each in a folder that goes with it.
final class PilotRuns {
  private let question: PowerQuestion
  private let trials, threads: Int
  private let stop = StopSignal()
  private let interrupts: Interrupts
  private let bar: ProgressBar?
  private let folder: String

  init(_ question: PowerQuestion, trials: Int, threads: Int, isQuiet: Bool) {
    (self.question, self.trials, self.threads) = (question, trials, threads)
    interrupts = Interrupts(stop)
    bar = isQuiet ? nil : ProgressBar()
    folder = FileManager.default.temporaryDirectory.path + "/rainmaker-\(UUID().uuidString)"
  }

  /// - Throws: the exit code, after saying what went wrong.
  func run(_ scenario: Scenario, _ title: String) throws -> PowerPilot {
    bar?.begin(title, "trials", of: trials, isEven: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do {
      return try PowerPilot.run(
        scenario, question, trials: trials, folder: folder, text: { ScenarioFile.resolved($0) }, threads: threads,
        build: BuildInfo.program, stop: stop
      ) { [bar] done, _ in bar?.show(done) }
    } catch let failure as StudyFailure {
      end()
      throw Exits.explain(failure)
    } catch {
      end()
      Terminal.say("rainmaker: \(title.lowercased()): \(error)")
      throw error is PowerPilot.Failure ? ExitCode(65) : Exits.inputOutput
    }
  }

  func end() {
    bar?.finish()
    interrupts.end()
  }
}
