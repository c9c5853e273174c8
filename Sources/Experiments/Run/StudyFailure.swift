import ResultTables
import SalesForce
import SimulationStatistics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why a run ended without its results.
public enum StudyFailure: Error {
  /// The directory holds something else.
  case occupied(directory: String, reason: String)
  /// The directory holds a part of this study's trials, and nobody asked to go on with them.
  case unfinished(directory: String, reason: String)
  /// The directory holds this very study, and a file of it is not what the run wrote.
  case damaged(directory: String, reason: String)
  /// A file could not be written or read; so many trials are complete and safe.
  case file(any Error, kept: Int)
  /// The system gives too little.
  case shortage(Shortage)
  case refused(ModelRefusal)
  /// A law of the model is broken where no trial can be left out; so many are complete and safe.
  case broken(BrokenInvariant, kept: Int)
  case budget(BudgetFailure)
  /// No number of trials gives the precision; so many are complete and safe.
  case precision(PrecisionFailure, kept: Int)
  /// Nothing can be chosen among what runs.
  case choice(StatisticsError)
  /// A shard cannot run, or shards cannot be merged.
  case sharded(ShardRefusal)
  /// Stopped before the first trial was complete.
  case nothingDone
  /// Stopped while tables were made of so many trials, which are safe.
  case stopped(kept: Int)

  /// What an error that ended a run is.
  init(_ error: any Error, kept: @autoclosure () -> Int) {
    switch error {
    case let failure as StudyFailure: self = failure
    case let broken as BrokenInvariant: self = .broken(broken, kept: kept())
    case let failure as BudgetFailure: self = .budget(failure)
    case let failure as PrecisionFailure: self = .precision(failure, kept: kept())
    case let failure as StatisticsError: self = .choice(failure)
    case let refusal as ShardRefusal: self = .sharded(refusal)
    case let refusal as ModelRefusal: self = .refused(refusal)
    case let shortage as Shortage: self = .shortage(shortage)
    case is Stopped, JournalError.stopped: self = .stopped(kept: kept())
    case let error as FileError where error.code == ECANCELED: self = .stopped(kept: kept())
    default: self = .file(error, kept: kept())
    }
  }
}
