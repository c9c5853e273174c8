/// What a journal holds: which study, from which trial on, and how many values a trial has.
///
/// The bytes, all numbers little-endian, all parts multiples of eight:
///
/// | offset | size | content |
/// |---|---|---|
/// | 0 | 4 | `RMJ1` |
/// | 4 | 4 | format version, 2 |
/// | 8 | 4 | length of the header in bytes |
/// | 12 | 4 | length of the descriptor in bytes |
/// | 16 | 32 | hash of the study |
/// | 48 | 8 | first trial |
/// | 56 | 4 | regimes |
/// | 60 | 4 | metrics |
/// | 64 | 4 | weekly values of a trial |
/// | 68 | 4 | sellers' values of a trial |
/// | 72 | 8 | leading trials with weekly values |
/// | 80 | 8 | leading trials with sellers' values |
/// | 88 | | descriptor in UTF-8, filled with zeros to a multiple of eight |
/// | end − 8 | 8 | XXH64 of everything before |
public struct JournalHeader: Sendable, Hashable {
  /// The version of the format that this code writes and reads.
  public static let version = 2

  /// SHA-256 of the resolved scenario, whatever its number of trials: that may grow.
  public let study: [UInt8]
  /// Index of the first trial in this journal; not 0 in the later shards of a study.
  public let firstTrial: Int
  public let regimes: Int
  public let metrics: Int
  /// How many weekly values a trial carries, if it carries any.
  public let weeklyValues: Int
  /// Trials with an index below this carry weekly values.
  public let weeklyTrials: Int
  /// How many sellers' values a trial carries, if it carries any.
  public let sellerValues: Int
  /// Trials with an index below this carry sellers' values.
  public let sellerTrials: Int
  /// Free text, such as the names of regimes and metrics.
  public let descriptor: String

  /// - Precondition: the hash has 32 bytes; counts are not negative and fit into 31 bits; the descriptor has at most
  ///   16 MB.
  public init(
    study: [UInt8], firstTrial: Int = 0, regimes: Int, metrics: Int, weeklyValues: Int = 0, weeklyTrials: Int = 1000,
    sellerValues: Int = 0, sellerTrials: Int = 0, descriptor: String = ""
  ) {
    precondition(study.count == 32, "JournalHeader: the study's hash has \(study.count) bytes, not 32")
    for count in [regimes, metrics, weeklyValues, sellerValues] {
      precondition(count >= 0 && count <= Self.countLimit, "JournalHeader: count \(count) out of range")
    }
    precondition(regimes * metrics <= Self.countLimit, "JournalHeader: too many values for a trial")
    precondition(firstTrial >= 0 && firstTrial <= Self.trialLimit, "JournalHeader: first trial out of range")
    for trials in [weeklyTrials, sellerTrials] {
      precondition(trials >= 0 && trials <= Self.trialLimit, "JournalHeader: leading trials out of range")
    }
    precondition(descriptor.utf8.count <= Self.descriptorLimit, "JournalHeader: descriptor too long")
    self.study = study
    self.firstTrial = firstTrial
    self.regimes = regimes
    self.metrics = metrics
    self.weeklyValues = weeklyValues
    self.weeklyTrials = weeklyTrials
    self.sellerValues = sellerValues
    self.sellerTrials = sellerTrials
    self.descriptor = descriptor
  }

  /// Values of a trial: regimes × metrics.
  public var valuesPerTrial: Int { regimes * metrics }

  /// Whether the record of a trial carries weekly values.
  public func carriesWeekly(_ trial: Int) -> Bool { weeklyValues > 0 && trial < weeklyTrials }
  /// Whether the record of a trial carries sellers' values.
  public func carriesSellers(_ trial: Int) -> Bool { sellerValues > 0 && trial < sellerTrials }

  // MARK: Arithmetic of offsets

  static let countLimit = 1 << 26
  static let trialLimit = 1 << 40
  static let descriptorLimit = 1 << 24
  static let fixedLength = 88
  static let recordOverhead = 24

  /// Bytes of the header.
  public var length: Int { Self.fixedLength + (descriptor.utf8.count + 7) / 8 * 8 + 8 }

  /// How many values of each kind a trial's record has.
  func counts(of trial: Int) -> (values: Int, weekly: Int, sellers: Int) {
    (valuesPerTrial, carriesWeekly(trial) ? weeklyValues : 0, carriesSellers(trial) ? sellerValues : 0)
  }

  /// Bytes of a trial's record.
  public func recordLength(of trial: Int) -> Int {
    let counts = counts(of: trial)
    return Self.recordOverhead + 8 * (counts.values + counts.weekly + counts.sellers)
  }

  /// Where the record of a trial begins in the file.
  public func offset(of trial: Int) -> Int {
    func before(_ end: Int) -> Int { min(trial - firstTrial, max(0, end - firstTrial)) }
    let leading = before(weeklyTrials) * weeklyValues + before(sellerTrials) * sellerValues
    return length + (trial - firstTrial) * (Self.recordOverhead + 8 * valuesPerTrial) + 8 * leading
  }

  /// Where the weekly values of a trial begin in the file.
  func weeklyOffset(of trial: Int) -> Int { offset(of: trial) + 16 + 8 * valuesPerTrial }

  /// Where the sellers' values of a trial begin in the file.
  func sellerOffset(of trial: Int) -> Int { weeklyOffset(of: trial) + 8 * counts(of: trial).weekly }
}
