import TestSupport
import Testing

@testable import Experiments
@testable import ResultTables

@Suite struct JournalTests {
  let folder: ScratchFolder
  let path: String
  let header = JournalSample.header

  init() throws {
    folder = try ScratchFolder()
    path = folder.file("journal")
  }

  static let headers = [JournalSample.header, JournalSample.parted]

  @Test(arguments: headers) func roundTrip(header: JournalHeader) throws {
    try JournalSample.write(path, until: 10, header: header)
    let reader = try JournalReader(path: path, expecting: header)
    #expect(reader.header == header && reader.trials == 2..<10 && !reader.extent.hasDamagedTail)
    let expected = (2..<10).map { JournalSample.whole($0, header: header) }
    #expect(try JournalSample.records(reader) == expected)
    for trial in 2..<10 {
      let found = try (0..<header.arms).flatMap { try reader.values(of: trial, arm: $0) }
      #expect(JournalRecord(trial: 0, values: found) == JournalRecord(trial: 0, values: expected[trial - 2].values))
    }
    var part: [Int] = []
    try reader.forEachTrial(5..<8) { trial, values in
      part.append(trial)
      #expect(values == expected[trial - 2].values)
    }
    #expect(part == [5, 6, 7])
    #expect(throws: JournalError.noSuchTrial(path: path, trial: 10)) { try reader.values(of: 10) }
    #expect(throws: JournalError.noSuchTrial(path: path, trial: 1)) { try reader.forEachTrial(1..<3) { _, _ in } }
  }

  @Test(arguments: headers) func weeklyColumns(header: JournalHeader) throws {
    try JournalSample.write(path, until: 9, header: header)
    let reader = try JournalReader(path: path)
    #expect(reader.weeklyTrials == 4)
    #expect(try reader.weeklyColumns(1..<3, arm: 0) == [-2.125, -3.125, -4.125, -5.125, -2.25, -3.25, -4.25, -5.25])
    #expect(try reader.weeklyColumns(0..<1, arm: 1) == [-2.375, -3.375, -4.375, -5.375])
    #expect(try reader.weeklyColumns(0..<0, arm: 0) == [])
  }

  @Test(arguments: headers) func sellers(header: JournalHeader) throws {
    try JournalSample.write(path, until: 9, header: header)
    let reader = try JournalReader(path: path)
    #expect(reader.sellerTrials == 2..<4)
    #expect(try reader.sellers(of: 2, arm: 0) == [1020, 1021] && reader.sellers(of: 3, arm: 1) == [1032, 1033])
  }

  /// A trial counts once all its parts are there; those of one that was cut off are gone on with.
  @Test func parts() throws {
    let header = JournalSample.parted
    let journal = try JournalWriter.create(path: path, header: header)
    for (trial, part) in [(2, 0), (2, 1), (2, 2), (3, 0), (3, 1)] {
      try journal.append(JournalSample.record(trial, part: part, header: header))
    }
    #expect(throws: JournalError.wrongTrial(path: path, expected: 3, got: 3)) {
      try journal.append(JournalSample.record(3, part: 0, header: header))
    }
    try journal.close()
    let reader = try JournalReader(path: path)
    #expect(reader.trials == 2..<3 && reader.extent.nextPart == 2 && !reader.extent.hasDamagedTail)
    let rest = try JournalWriter.openForAppend(path: path, header: header)
    #expect(rest.nextTrial == 3 && rest.nextPart == 2)
    try rest.append(JournalSample.record(3, part: 2, header: header))
    try rest.close()
    try JournalSample.write(folder.file("whole"), until: 4, header: header)
    #expect(try ScratchFolder.bytes(path) == ScratchFolder.bytes(folder.file("whole")))
  }

  /// The format, byte by byte, built here by hand and by the published checksum.
  @Test func goldenBytes() throws {
    try JournalSample.write(path, until: 4)
    let bytes = try ScratchFolder.bytes(path)
    var expected: [UInt8] = Array("RMJ1".utf8) + [3, 0, 0, 0, 120, 0, 0, 0, 16, 0, 0, 0]
    expected += (0..<32).map { UInt8($0) }
    expected += [2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]
    expected += [4, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
    expected += Array("push, pull · Ω".utf8)
    expected += [UInt8](repeating: 0, count: 112 - expected.count)
    let seed = expected.withUnsafeBytes { Checksum.xxh64($0) }
    expected += withUnsafeBytes(of: seed.littleEndian) { Array($0) }
    for trial in 2..<4 {
      var record: [UInt8] = Array("TRIA".utf8) + [96, 0, 0, 0, UInt8(trial), 0, 0, 0, 0, 0, 0, 0]
      let sample = JournalSample.record(trial)
      for value in sample.values + sample.weekly + sample.sellers {
        let bits = value.isNaN ? 0x7FF8_0000_0000_0000 : value.bitPattern
        record += withUnsafeBytes(of: bits.littleEndian) { Array($0) }
      }
      let sum = record.withUnsafeBytes { Checksum.xxh64($0, seed: seed) }
      expected += record + withUnsafeBytes(of: sum.littleEndian) { Array($0) }
    }
    #expect(bytes == expected)
    #expect(bytes.count == header.offset(of: 4))
  }

  /// xxHash's own test values (`xxhsum`).
  @Test func checksumKnownAnswers() {
    func sum(_ text: String, _ seed: UInt64 = 0) -> UInt64 {
      Array(text.utf8).withUnsafeBytes { Checksum.xxh64($0, seed: seed) }
    }
    #expect(sum("") == 0xEF46_DB37_51D8_E999)
    #expect(sum("a") == 0xD24E_C4F1_A98C_6E5B)
    #expect(sum("abc") == 0x44BC_2CF5_AD77_0999)
    #expect(sum("0123456789abcdefghijklmnopqrstuvwxyz", 42) == 0x49AA_A3ED_77E8_3A03)
  }

  /// The bytes do not show how the writing was cut into groups, flushes, sessions and NaNs.
  @Test func bytesDependOnContentOnly() throws {
    try JournalSample.write(path, until: 40)
    let other = folder.file("other")
    let quiet = Double(bitPattern: 0xFFF8_0000_0000_1234)
    for stop in [2, 3, 3, 11, 12, 40] {
      let journal = try JournalWriter(openOrCreate: other, header: header)
      while journal.nextTrial < stop {
        var record = JournalSample.record(journal.nextTrial)
        record.values = record.values.map { $0.isNaN ? quiet : $0 }
        try journal.append(record)
        if record.trial % 2 == 0 { try journal.flush() }
        if record.trial % 5 == 0 { try journal.synchronise() }
      }
      try journal.close()
      try journal.close()
    }
    #expect(try ScratchFolder.bytes(other) == ScratchFolder.bytes(path))
  }

  /// Arms, metrics and groups' values as large as four bytes hold: their product is more than a word does.
  @Test func countsThatOverflowAreDamage() throws {
    try JournalSample.write(path, until: 3, header: Self.headers[0])
    var bytes = try ScratchFolder.bytes(path)
    for place in [56..<60, 60..<64, 92..<96].joined() { bytes[place] = 0xff }
    let forged = folder.file("forged")
    try ScratchFolder.write(bytes[...], forged)
    #expect(throws: JournalError.damagedHeader(path: forged)) { try JournalReader(path: forged) }
  }

  /// Cut at every byte: the reader finds the whole records, and continuing gives the bytes of a run never stopped.
  @Test(arguments: headers) func tornAtEveryByte(header: JournalHeader) throws {
    try JournalSample.write(path, until: 8, header: header)
    let whole = try ScratchFolder.bytes(path)
    let torn = folder.file("torn")
    for length in 0...whole.count {
      try ScratchFolder.write(whole[..<length], torn)
      if length < header.length {
        #expect(throws: JournalError.damagedHeader(path: torn)) { try JournalReader(path: torn) }
      } else {
        let reader = try JournalReader(path: torn)
        let good = (2...8).last { header.offset(of: $0) <= length }
        #expect(reader.extent.nextTrial == good)
        #expect(reader.extent.hasDamagedTail == (reader.extent.goodBytes != length))
        #expect(try JournalSample.records(reader).count == reader.extent.trials)
      }
      try JournalSample.write(torn, until: 8, header: header)
      #expect(try ScratchFolder.bytes(torn) == whole, "cut at \(length)")
    }
  }

  /// Every single flipped bit is noticed: in the header as an error, in a record as the end of the good part.
  @Test(arguments: headers) func everyBitFlipIsNoticed(header: JournalHeader) throws {
    try JournalSample.write(path, until: 5, header: header)
    let whole = try ScratchFolder.bytes(path)
    let flipped = folder.file("flipped")
    for bit in 0..<(8 * whole.count) {
      var bytes = whole
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      try ScratchFolder.write(bytes, flipped)
      if bit / 8 < header.length {
        #expect(throws: JournalError.self) { try JournalReader(path: flipped) }
        #expect(throws: JournalError.self) { try JournalWriter.openForAppend(path: flipped, header: header) }
      } else {
        let hit = (2..<5).last { header.offset(of: $0) <= bit / 8 }
        #expect(try JournalReader(path: flipped).extent.nextTrial == hit)
      }
    }
  }

  /// A record of another study, in the right place and of the right shape, is not taken.
  @Test func foreignRecordIsNotTaken() throws {
    let foreign = JournalHeader(
      study: [UInt8](repeating: 9, count: 32), firstTrial: 2, arms: 2, metrics: 1, weeklyValues: 3, weeklyTrials: 6,
      sellerValues: 2, sellerTrials: 4, descriptor: header.descriptor)
    try JournalSample.write(path, until: 4)
    try JournalSample.write(folder.file("foreign"), until: 4, header: foreign)
    let (ours, theirs) = (try ScratchFolder.bytes(path), try ScratchFolder.bytes(folder.file("foreign")))
    try ScratchFolder.write(ours[..<header.offset(of: 3)] + theirs[header.offset(of: 3)...], path)
    #expect(try JournalReader(path: path).trials == 2..<3)
  }

  @Test(arguments: headers) func offsets(header: JournalHeader) {
    #expect(header.offset(of: 2) == header.length && header.length == header.bytes.count)
    for trial in 2..<12 {
      var next = header.offset(of: trial)
      for part in header.parts.indices {
        #expect(header.offset(of: trial, part: part) == next)
        next += header.recordLength(of: trial, part: part)
      }
      #expect(header.offset(of: trial + 1) == next)
    }
    #expect([3, 5, 6].map { JournalSample.header.recordLength(of: $0) } == [24 + 8 * 12, 24 + 8 * 8, 24 + 8 * 2])
  }
}
