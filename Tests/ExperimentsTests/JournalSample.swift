import Testing

@testable import Experiments
@testable import ResultTables

/// A small journal: four trials with weekly values, two of them with sellers' values too, the rest without.
enum JournalSample {
  static let header = JournalHeader(
    study: (0..<32).map { UInt8($0) }, firstTrial: 2, regimes: 2, metrics: 1, weeklyValues: 3, weeklyTrials: 6,
    sellerValues: 2, sellerTrials: 4, descriptor: "push, pull · Ω")

  static func record(_ trial: Int, header: JournalHeader = header) -> JournalRecord {
    JournalRecord(
      trial: trial,
      values: (0..<header.valuesPerTrial).map { $0 == 1 && trial == 3 ? .nan : Double(trial) + Double($0) / 8 },
      weekly: header.carriesWeekly(trial) ? (0..<header.weeklyValues).map { -Double(trial) - Double($0) / 8 } : [],
      sellers: header.carriesSellers(trial) ? (0..<header.sellerValues).map { Double(1000 + 10 * trial + $0) } : [])
  }

  static func write(_ path: String, until end: Int, header: JournalHeader = header) throws {
    let journal = try JournalWriter(openOrCreate: path, header: header)
    while journal.nextTrial < end { try journal.append(record(journal.nextTrial, header: header)) }
    try journal.close()
  }

  static func records(_ reader: JournalReader) throws -> [JournalRecord] {
    var records: [JournalRecord] = []
    try reader.forEachTrial { trial, values, weekly in
      let sellers =
        reader.sellerTrials.contains(trial) ? try reader.sellers(of: trial, 0..<reader.header.sellerValues) : []
      records.append(JournalRecord(trial: trial, values: values, weekly: weekly, sellers: sellers))
    }
    return records
  }
}
