import ArgumentParser

/// `rainmaker run`
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs a scenario: every regime, all trials, tables in a results directory.",
    discussion: """
      Tables do not depend on --threads. If a directory already holds this study, \
      nothing is run and its table is printed at once. Ctrl-C, like the warnings of \
      schedulers, stops at the end of a trial and keeps what is complete; --resume \
      runs the rest, even after a crash, and ends with the same bytes as a run \
      that was never stopped. It also scores hypotheses added or changed \
      since, takes another --confidence, and remakes tables that are missing or \
      damaged, all from the trials that are there.

      A trial in which a law of the model is broken, a defect, is left out in all \
      regimes; the rest goes on, failures.csv says why, and the exit code is 70. \
      limit_failures in the scenario ends the study once too many have failed.

      On a cluster --shard runs a part of the trials in each task, in any order and \
      as often as a scheduler likes; `merge` ends with the bytes of one run. A shard \
      that is stopped (TERM, INT, USR1, USR2, XCPU) exits with 75, and goes on from \
      there when it is run again.

      EXAMPLES
        rainmaker run Scenarios/waning-push-pull.yaml
        rainmaker run mine.yaml -o results/try-2 --trials 1000 --seed 7
        rainmaker run mine.yaml --regimes push,pull
        rainmaker run mine.yaml --set regimes.pull.levers.bonus=0.2
        rainmaker run mine.yaml --resume
        rainmaker run mine.yaml --resume --trials 5000
        rainmaker run mine.yaml --resume --confidence 0.99
        rainmaker run mine.yaml --overwrite
        rainmaker run mine.yaml --check --trials 20
        rainmaker run mine.yaml -o results/big --shard 3/8
        rainmaker run mine.yaml -o results/big --shard auto/100
        rainmaker run mine.yaml --trials 100000 --estimate
        sed s/push/pull/ mine.yaml | rainmaker run - -o results/pulled
        rainmaker run mine.yaml --json > summary.json
      """)

  @OptionGroup var scenario: ScenarioOptions

  @OptionGroup var study: StudyOptions

  func validate() throws { try study.check(against: scenario) }

  func run() throws { try study.run(scenario) }
}
