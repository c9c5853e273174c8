/// What a journal holds: which study, from which trial on, in which parts a trial comes, and how many values an arm has.
///
/// A trial is recorded part by part: the arms of one combination of settings together, so that a record, and with it the
/// memory of whoever writes or reads it, does not grow with the number of design points.
///
/// The bytes, all numbers little-endian, all sections multiples of eight:
///
/// | offset | size | content |
/// |---|---|---|
/// | 0 | 4 | `RMJ1` |
/// | 4 | 4 | format version, 3 |
/// | 8 | 4 | length of the header in bytes |
/// | 12 | 4 | length of the descriptor in bytes |
/// | 16 | 32 | hash of the study |
/// | 48 | 8 | first trial |
/// | 56 | 4 | arms |
/// | 60 | 4 | metrics |
/// | 64 | 4 | weekly values of an arm in a trial |
/// | 68 | 4 | sellers' values of an arm in a trial |
/// | 72 | 8 | leading trials with weekly values |
/// | 80 | 8 | leading trials with sellers' values |
/// | 88 | 4 | parts of a trial |
/// | 92 | 4 | groups' values of an arm in a trial |
/// | 96 | | descriptor in UTF-8, filled with zeros to a multiple of eight |
/// | | | with several parts, the part of each arm, 4 bytes each, filled in the same way |
/// | end − 8 | 8 | XXH64 of everything before |
public struct JournalHeader: Sendable, Hashable {
  /// The version of the format that this code writes and reads.
  public static let version = 3

  /// SHA-256 of the resolved scenario, whatever its number of trials: that may grow.
  public let study: [UInt8]
  /// Index of the first trial in this journal; not 0 in the later shards of a study.
  public let firstTrial: Int
  /// Arms of a trial, in all parts.
  public let arms: Int
  public let metrics: Int
  /// How many weekly values an arm carries, in trials that carry any.
  public let weeklyValues: Int
  /// Trials with an index below this carry weekly values.
  public let weeklyTrials: Int
  /// How many sellers' values an arm carries, in trials that carry any.
  public let sellerValues: Int
  /// Trials with an index below this carry sellers' values.
  public let sellerTrials: Int
  /// How many values of treated and untreated groups an arm carries, in every trial.
  public let groupValues: Int
  /// Free text, such as the names of arms.
  public let descriptor: String
  /// Arms of each part, ascending: where they stand among all.
  public let parts: [[Int]]
  /// Part of each arm, and the arm's place in it.
  let places: [(part: Int, place: Int)]
  /// Arms of the parts before each.
  let armsBefore: [Int]

  /// - Parameters:
  ///   - study: SHA-256 of the resolved scenario, 32 bytes.
  ///   - firstTrial: index of the first trial.
  ///   - arms: arms of a trial, in all parts.
  ///   - parts: arms of each part; nil for all in one.
  ///   - metrics: metrics of an arm.
  ///   - weeklyValues: weekly values of an arm.
  ///   - weeklyTrials: trials below this number carry them.
  ///   - sellerValues: sellers' values of an arm.
  ///   - sellerTrials: trials below this number carry them.
  ///   - groupValues: values of treated and untreated groups of an arm.
  ///   - descriptor: free text.
  /// - Precondition: the hash has 32 bytes; counts are not negative and fit into 31 bits; every arm is in one part, and no
  ///   part is empty; the descriptor has at most 16 MB.
  public init(
    study: [UInt8], firstTrial: Int = 0, arms: Int, parts: [[Int]]? = nil, metrics: Int, weeklyValues: Int = 0,
    weeklyTrials: Int = 1000, sellerValues: Int = 0, sellerTrials: Int = 0, groupValues: Int = 0,
    descriptor: String = ""
  ) {
    precondition(study.count == 32, "JournalHeader: the study's hash has \(study.count) bytes, not 32")
    for count in [arms, metrics, weeklyValues, sellerValues, groupValues] {
      precondition(count >= 0 && count <= Self.countLimit, "JournalHeader: count \(count) out of range")
    }
    precondition(arms * (metrics + groupValues) <= Self.countLimit, "JournalHeader: too many values for a trial")
    precondition(firstTrial >= 0 && firstTrial <= Self.trialLimit, "JournalHeader: first trial out of range")
    for trials in [weeklyTrials, sellerTrials] {
      precondition(trials >= 0 && trials <= Self.trialLimit, "JournalHeader: leading trials out of range")
    }
    precondition(descriptor.utf8.count <= Self.descriptorLimit, "JournalHeader: descriptor too long")
    let parts = parts ?? [Array(0..<arms)]
    var places = [(part: Int, place: Int)](repeating: (-1, -1), count: arms)
    for (part, members) in parts.enumerated() {
      for (place, arm) in members.enumerated() { places[arm] = (part, place) }
    }
    precondition(
      parts.count == 1
        || parts.allSatisfy { !$0.isEmpty } && parts.reduce(0) { $0 + $1.count } == arms
          && places.allSatisfy { $0.part >= 0 },
      "JournalHeader: parts that do not make up the arms")
    self.study = study
    self.firstTrial = firstTrial
    self.arms = arms
    self.metrics = metrics
    self.weeklyValues = weeklyValues
    self.weeklyTrials = weeklyTrials
    self.sellerValues = sellerValues
    self.sellerTrials = sellerTrials
    self.groupValues = groupValues
    self.descriptor = descriptor
    self.parts = parts
    self.places = places
    armsBefore = parts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
  }

  /// The header of a journal of the same study that begins with another trial.
  func beginning(at trial: Int) -> JournalHeader {
    JournalHeader(
      study: study, firstTrial: trial, arms: arms, parts: parts, metrics: metrics, weeklyValues: weeklyValues,
      weeklyTrials: weeklyTrials, sellerValues: sellerValues, sellerTrials: sellerTrials, groupValues: groupValues,
      descriptor: descriptor)
  }

  public static func == (a: JournalHeader, b: JournalHeader) -> Bool { a.bytes == b.bytes }

  public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

  /// Metrics of a trial: arms × metrics.
  public var valuesPerTrial: Int { arms * metrics }

  /// Whether the records of a trial carry weekly values.
  public func carriesWeekly(_ trial: Int) -> Bool { weeklyValues > 0 && trial < weeklyTrials }
  /// Whether the records of a trial carry sellers' values.
  public func carriesSellers(_ trial: Int) -> Bool { sellerValues > 0 && trial < sellerTrials }

  // MARK: Arithmetic of offsets

  static let countLimit = 1 << 26
  static let trialLimit = 1 << 40
  static let descriptorLimit = 1 << 24
  static let fixedLength = 96
  static let recordOverhead = 24

  /// Bytes of the header.
  public var length: Int { Self.length(descriptor: descriptor.utf8.count, arms: arms, parts: parts.count) }

  static func length(descriptor: Int, arms: Int, parts: Int) -> Int {
    fixedLength + padded(descriptor) + (parts > 1 ? padded(4 * arms) : 0) + 8
  }

  private static func padded(_ bytes: Int) -> Int { (bytes + 7) / 8 * 8 }

  /// How many values of each kind a record has.
  func counts(of trial: Int, part: Int = 0) -> (values: Int, weekly: Int, sellers: Int, groups: Int) {
    let arms = parts[part].count
    return (
      arms * metrics, carriesWeekly(trial) ? arms * weeklyValues : 0, carriesSellers(trial) ? arms * sellerValues : 0,
      arms * groupValues
    )
  }

  /// Bytes of the record of a trial's part.
  public func recordLength(of trial: Int, part: Int = 0) -> Int {
    let counts = counts(of: trial, part: part)
    return Self.recordOverhead + 8 * (counts.values + counts.weekly + counts.sellers + counts.groups)
  }

  /// Bytes of the longest record from a trial on.
  func longestRecord(from trial: Int) -> Int {
    let largest = parts.indices.max { parts[$0].count < parts[$1].count } ?? 0
    return recordLength(of: trial, part: largest)
  }

  /// Where the record of a trial's part begins in the file.
  public func offset(of trial: Int, part: Int = 0) -> Int {
    func before(_ end: Int) -> Int { min(trial - firstTrial, max(0, end - firstTrial)) }
    let leading = arms * (before(weeklyTrials) * weeklyValues + before(sellerTrials) * sellerValues)
    let own =
      metrics + groupValues + (carriesWeekly(trial) ? weeklyValues : 0) + (carriesSellers(trial) ? sellerValues : 0)
    return length + (trial - firstTrial) * (Self.recordOverhead * parts.count + 8 * arms * (metrics + groupValues)) + 8
      * leading
      + part * Self.recordOverhead + 8 * armsBefore[part] * own
  }

  /// Where an arm's weekly values of a trial begin in the file.
  func weeklyOffset(of trial: Int, arm: Int) -> Int {
    let (part, place) = places[arm]
    return offset(of: trial, part: part) + 16 + 8 * (counts(of: trial, part: part).values + place * weeklyValues)
  }

  /// Where an arm's sellers' values of a trial begin in the file.
  func sellerOffset(of trial: Int, arm: Int) -> Int {
    let (part, place) = places[arm], counts = counts(of: trial, part: part)
    return offset(of: trial, part: part) + 16 + 8 * (counts.values + counts.weekly + place * sellerValues)
  }

  /// Where an arm's values of groups of a trial begin in the file.
  func groupOffset(of trial: Int, arm: Int) -> Int {
    let (part, place) = places[arm], counts = counts(of: trial, part: part)
    return offset(of: trial, part: part) + 16
      + 8 * (counts.values + counts.weekly + counts.sellers + place * groupValues)
  }
}
