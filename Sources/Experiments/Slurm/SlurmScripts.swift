import ResultTables

/// The batch scripts of a study: an array of its shards, and a merge that waits for it.
package struct SlurmScripts: Sendable {
  /// What people ask for; names of partitions and accounts have letters, digits and `_.,@+-` alone.
  package struct Options: Sendable, Equatable {
    package var partition, account, container: String?
    /// Tasks that run at once, at most.
    package var atOnce: Int?
    /// The exit code at which this cluster puts a task back by itself; nil where the script does it.
    package var requeueExit: Int?

    package init(
      partition: String? = nil, account: String? = nil, container: String? = nil, atOnce: Int? = nil,
      requeueExit: Int? = nil
    ) {
      (self.partition, self.account, self.container) = (partition, account, container)
      (self.atOnce, self.requeueExit) = (atOnce, requeueExit)
    }
  }

  let study: ShardStudy
  let size: SlurmSize
  let options: Options
  /// The program that tasks run, which in a container is that of its image.
  let program: String
  /// Regimes that were chosen; nil for all.
  let regimes: [String]?
  package let folder: SlurmFolder

  /// Restarts after which a task that gets nowhere stays out of the queue.
  private static let restarts = 100

  package init(
    _ study: ShardStudy, _ size: SlurmSize, _ options: Options, program: String, regimes: [String]?
  ) {
    (self.study, self.size, self.options) = (study, size, options)
    (self.program, self.regimes) = (program, regimes)
    folder = SlurmFolder(study.directory)
  }

  /// Writes scripts and scenario.
  /// - Parameter scenario: as it was asked for.
  /// - Throws: ``StudyFailure``.
  package func write(_ scenario: Scenario) throws(StudyFailure) {
    do {
      _ = try DirectoryError.create(folder.path)
      try AtomicFile.write(text: study.text(scenario), to: folder.scenario)
      try AtomicFile.write(text: array, to: folder.array)
      try AtomicFile.write(text: merge, to: folder.merge)
    } catch { throw StudyFailure(error, kept: 0) }
  }

  var array: String {
    var words = ["run", "-q", folder.scenario, "-o", folder.results, "--shard", "auto/\(study.plan.shards)"]
    if let regimes { words += ["--regimes", regimes.joined(separator: ",")] }
    let restarts = Self.restarts
    let requeue =
      options.requeueExit.map { "  exit \($0)" }
        ?? """
          if [ "${SLURM_RESTART_COUNT:-0}" -ge \(restarts) ]; then echo "put back \(restarts) times already: give it more --time" >&2; exit "$code"; fi
          for pause in 1 2 4 8 16; do
            scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID" && break
            sleep "$pause"
          done
        """
    return """
      #!/bin/bash
      # Shards of '\(study.scenario.name.printable)': \(study.plan.trials) trials in \(study.plan.shards). Written by `rainmaker slurm`, which submits it as it is here.
      #SBATCH --job-name=\(Self.name(study))
      #SBATCH --array=1-\(study.plan.shards)\(options.atOnce.map { "%\($0)" } ?? "")
      \(directives(size.limit))
      #SBATCH --signal=B:USR1@\(size.warning)
      #SBATCH --requeue
      #SBATCH --open-mode=append

      # Signals go to this shell, which hands them on: the warning before the limit, and what scancel sends.
      trap 'warned=yes; kill -USR1 "$shard"' USR1
      trap 'kill -TERM "$shard"' TERM
      \(command(words)) &
      shard=$!
      wait "$shard"
      code=$?
      # A trap ends a wait.
      for again in 1 2 3; do
        if [ "$code" -gt 128 ]; then wait "$shard"; code=$?; fi
      done
      if [ "$code" -eq 75 ] && [ "${warned:-no}" = yes ]; then
      \(requeue)
      fi
      exit "$code"

      """
  }

  var merge: String {
    """
    #!/bin/bash
    # Makes the results of '\(study.scenario.name.printable)' from its shards, or says which are missing. Written by `rainmaker slurm`.
    #SBATCH --job-name=\(Self.name(study))-merge
    \(directives(size.mergeLimit))

    exec \(command(["merge", "-q", folder.results]))

    """
  }

  private func directives(_ limit: SlurmTime) -> String {
    var lines = ["--cpus-per-task=\(size.threads)", "--mem=\(size.megabytes)M", "--time=\(limit)"]
    if let partition = options.partition { lines.append("--partition=\(partition)") }
    if let account = options.account { lines.append("--account=\(account)") }
    return lines.map { "#SBATCH " + $0 }.joined(separator: "\n")
  }

  /// The program with its arguments, each of them quoted.
  private func command(_ words: [String]) -> String {
    let start =
      options.container.map { ["apptainer", "exec", "--bind", folder.results, $0, "rainmaker"] } ?? [program]
    return (start + words).map(ShellWord.quoted).joined(separator: " ")
      + #" --threads "${SLURM_CPUS_PER_TASK:-1}""#
  }

  /// A name for its jobs that no other study has, nor the same study in another directory.
  static func name(_ study: ShardStudy) -> String {
    let place = FilePath.real(study.directory)
    return "rainmaker-" + SHA256Hex.of(study.text(study.scenario) + "\n" + place).prefix(12)
  }
}
