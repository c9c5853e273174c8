import Foundation
import Testing

@testable import Experiments
@testable import ResultTables

/// A small journal: four trials with weekly values, two of them with sellers' values too, the rest without.
enum JournalSample {
  static let header = JournalHeader(
    study: (0..<32).map { UInt8($0) }, firstTrial: 2, arms: 2, metrics: 1, weeklyValues: 3, weeklyTrials: 6,
    sellerValues: 2, sellerTrials: 4, descriptor: "push, pull · Ω")

  /// Five arms in three parts that do not stand in order.
  static let parted = JournalHeader(
    study: header.study, firstTrial: 2, arms: 5, parts: [[0, 3], [1, 2], [4]], metrics: 2, weeklyValues: 3,
    weeklyTrials: 6, sellerValues: 2, sellerTrials: 4, descriptor: "push, pull · Ω")

  static func values(_ trial: Int, arm: Int, header: JournalHeader = header) -> [Double] {
    (0..<header.metrics).map { metric in
      let index = arm * header.metrics + metric
      return index == 1 && trial == 3 ? .nan : Double(trial) + Double(index) / 8
    }
  }

  static func weekly(_ trial: Int, arm: Int, header: JournalHeader = header) -> [Double] {
    header.carriesWeekly(trial)
      ? (0..<header.weeklyValues).map { -Double(trial) - Double(arm * header.weeklyValues + $0) / 8 } : []
  }

  static func sellers(_ trial: Int, arm: Int, header: JournalHeader = header) -> [Double] {
    header.carriesSellers(trial) ? (0..<header.sellerValues).map { Double(1000 + 10 * trial + 2 * arm + $0) } : []
  }

  static func record(_ trial: Int, part: Int = 0, header: JournalHeader = header) -> JournalRecord {
    let arms = header.parts[part]
    return JournalRecord(
      trial: trial, part: part, values: arms.flatMap { values(trial, arm: $0, header: header) },
      weekly: arms.flatMap { weekly(trial, arm: $0, header: header) },
      sellers: arms.flatMap { sellers(trial, arm: $0, header: header) })
  }

  static func write(_ path: String, until end: Int, header: JournalHeader = header) throws {
    let journal = try open(path, header)
    while journal.nextTrial < end {
      try journal.append(record(journal.nextTrial, part: journal.nextPart, header: header))
    }
    try journal.close()
  }

  /// A process that another test is starting holds this one's files, and their locks, until it becomes another program.
  private static func open(_ path: String, _ header: JournalHeader) throws -> JournalWriter {
    for _ in 0..<200 {
      do { return try JournalWriter(openOrCreate: path, header: header) } catch JournalError.locked {
        Thread.sleep(forTimeInterval: 0.005)
      }
    }
    return try JournalWriter(openOrCreate: path, header: header)
  }

  /// Whole trials as records of one part.
  static func records(_ reader: JournalReader) throws -> [JournalRecord] {
    let arms = 0..<reader.header.arms
    var records: [JournalRecord] = []
    try reader.forEachTrial { trial, values in
      records.append(
        JournalRecord(
          trial: trial, values: values,
          weekly: reader.header.carriesWeekly(trial) ? try arms.flatMap { try reader.weekly(of: trial, arm: $0) } : [],
          sellers: reader.sellerTrials.contains(trial)
            ? try arms.flatMap { try reader.sellers(of: trial, arm: $0) } : []))
    }
    return records
  }

  /// What ``records(_:)`` has to find of a trial.
  static func whole(_ trial: Int, header: JournalHeader = header) -> JournalRecord {
    let arms = 0..<header.arms
    return JournalRecord(
      trial: trial, values: arms.flatMap { values(trial, arm: $0, header: header) },
      weekly: arms.flatMap { weekly(trial, arm: $0, header: header) },
      sellers: arms.flatMap { sellers(trial, arm: $0, header: header) })
  }
}
