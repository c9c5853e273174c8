import SalesForce

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a run will take: its size, and seconds that a sample of its trials says.
public struct RunEstimate: Sendable {
  public let size: StudySize
  /// Threads that will work.
  public let threads: Int
  /// Seconds for all of it on a machine that does nothing else, about: trials as the sample took them of a processor, and so
  /// much again for tables as they take of most runs.
  public let seconds: Double
  /// Trials of the sample, and the arms that it ran.
  public let sampled: (trials: Int, arms: Int)

  /// Seconds after which a sample is large enough, its trials at most, and its arms.
  private static let enough = 0.5, mostTrials = 2, mostArms = 12
  /// Part of a run's time that tables take, beside that of trials.
  private static let tables = 0.15

  /// Measures a trial or two of the study, or of some of its arms where there are many.
  /// - Parameters:
  ///   - request: what is asked for.
  ///   - stop: raise it to end.
  /// - Throws: ``StudyFailure``.
  public init(_ request: StudyRequest, stop: StopSignal = StopSignal()) throws(StudyFailure) {
    size = StudySize(request)
    threads = max(1, request.threads)
    do throws(ModelRefusal) { try request.scenario.checkModels() } catch { throw .refused(error) }
    do {
      let all = StudyArms(request.scenario, request.regimes).all
      // Whole points, whose arms share a warm-up, spread over the design: firms of all sizes.
      let parts = all.parts, wanted = max(1, Self.mostArms * parts.count / max(1, all.count))
      let step = max(1, (parts.count + wanted - 1) / wanted)
      let some = stride(from: 0, to: parts.count, by: step).flatMap { parts[$0] }.sorted().map { all[$0] }
      let workers = try Workers(
        some, of: request.scenario, keys: request.scenario.keys, threads: 1, check: request.check, stop: stop)
      var took = 0.0, trials = 0
      while trials < Self.mostTrials, trials == 0 || took < Self.enough {
        let began = Self.processorSeconds
        try workers.run(trials..<trials + 1, weeklyTrials: .max) { _ in }
        took += Self.processorSeconds - began
        trials += 1
      }
      guard !stop.isRaised else { throw StudyFailure.nothingDone }
      sampled = (trials, some.count)
      let each = took / Double(trials * max(1, some.count))
      seconds = each * Double(size.armTrials) / Double(threads) * (1 + Self.tables)
    } catch {
      throw StudyFailure(error, kept: 0)
    }
  }

  /// What this process has taken of processors: other programs do not count.
  private static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
