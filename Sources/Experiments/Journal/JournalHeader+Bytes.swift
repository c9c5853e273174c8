import ResultTables

extension JournalHeader {
  static let magic = Array("RMJ1".utf8)

  /// The header as it stands in the file.
  var bytes: [UInt8] {
    var bytes = Self.magic
    func append(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
    }
    func pad() { bytes += [UInt8](repeating: 0, count: (8 - bytes.count % 8) % 8) }
    append(UInt32(Self.version))
    append(UInt32(length))
    append(UInt32(descriptor.utf8.count))
    bytes += study
    append(UInt64(firstTrial))
    append(UInt32(arms))
    append(UInt32(metrics))
    append(UInt32(weeklyValues))
    append(UInt32(sellerValues))
    append(UInt64(weeklyTrials))
    append(UInt64(sellerTrials))
    append(UInt32(parts.count))
    append(UInt32(groupValues))
    bytes += descriptor.utf8
    pad()
    if parts.count > 1 {
      for place in places { append(UInt32(place.part)) }
      pad()
    }
    append(bytes.withUnsafeBytes { Checksum.xxh64($0) })
    return bytes
  }

  /// The checksum at the header's end. It seeds the checksums of the records, so that a record of another journal is
  /// not taken for one of this.
  var checksum: UInt64 { bytes.dropLast(8).withUnsafeBytes { Checksum.xxh64($0) } }

  /// Reads and checks the header of an open file.
  static func read(from file: borrowing FileHandle) throws(JournalError) -> JournalHeader {
    let path = file.path
    let fixed = try load(file, count: fixedLength)
    guard fixed.count >= 4, Array(fixed[..<4]) == magic else {
      // A header cut off within its first bytes is a journal still.
      if magic.starts(with: fixed) { throw .damagedHeader(path: path) }
      throw .notAJournal(path: path)
    }
    guard fixed.count == fixedLength else { throw .damagedHeader(path: path) }
    func number(_ offset: Int, _ size: Int) -> Int {
      Int(truncatingIfNeeded: (0..<size).reduce(UInt64(0)) { $0 | UInt64(fixed[offset + $1]) << UInt64(8 * $1) })
    }
    guard number(4, 4) == version else { throw .version(path: path, found: number(4, 4), supported: version) }
    let descriptorLength = number(12, 4)
    let length = number(8, 4)
    let counts = [number(56, 4), number(60, 4), number(64, 4), number(68, 4), number(92, 4)]
    let trials = [number(48, 8), number(72, 8), number(80, 8)], parts = number(88, 4)
    guard descriptorLength <= descriptorLimit, counts.allSatisfy({ $0 <= countLimit }),
      counts[0] * (counts[1] + counts[4]) <= countLimit, (1...max(1, counts[0])) ~= parts,
      length == Self.length(descriptor: descriptorLength, arms: counts[0], parts: parts)
    else { throw .damagedHeader(path: path) }
    let all = try load(file, count: length)
    guard all.count == length, trials.allSatisfy({ (0...trialLimit).contains($0) }),
      let descriptor = String(validating: all[fixedLength..<(fixedLength + descriptorLength)], as: UTF8.self),
      let members = members(of: parts, arms: counts[0], all[(fixedLength + (descriptorLength + 7) / 8 * 8)...])
    else { throw .damagedHeader(path: path) }
    let header = JournalHeader(
      study: Array(fixed[16..<48]), firstTrial: trials[0], arms: counts[0], parts: members, metrics: counts[1],
      weeklyValues: counts[2], weeklyTrials: trials[1], sellerValues: counts[3], sellerTrials: trials[2],
      groupValues: counts[4], descriptor: descriptor)
    // Covers the checksum, the zeros between the parts and everything else at once.
    guard header.bytes == all else { throw .damagedHeader(path: path) }
    return header
  }

  /// Arms of each part, from the bytes that name the part of each arm; nil where a part has none or does not exist.
  private static func members(of parts: Int, arms: Int, _ bytes: ArraySlice<UInt8>) -> [[Int]]? {
    guard parts > 1 else { return [Array(0..<arms)] }
    var members = [[Int]](repeating: [], count: parts)
    for arm in 0..<arms {
      let start = bytes.startIndex + 4 * arm
      let part = (0..<4).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
      guard part < parts else { return nil }
      members[part].append(arm)
    }
    return members.contains { $0.isEmpty } ? nil : members
  }

  /// The first difference to the header that a study expects, as an error.
  func check(against expected: JournalHeader, path: String) throws(JournalError) {
    func require(_ field: String, _ expected: String, _ found: String) throws(JournalError) {
      if expected != found { throw .differs(path: path, field: field, expected: expected, found: found) }
    }
    try require("study hash", SHA256Hex.text(expected.study), SHA256Hex.text(study))
    try require("first trial", "\(expected.firstTrial)", "\(firstTrial)")
    try require("number of arms", "\(expected.arms)", "\(arms)")
    try require("number of parts", "\(expected.parts.count)", "\(parts.count)")
    try require("number of metrics", "\(expected.metrics)", "\(metrics)")
    try require("number of weekly values", "\(expected.weeklyValues)", "\(weeklyValues)")
    try require("number of trials with weekly values", "\(expected.weeklyTrials)", "\(weeklyTrials)")
    try require("number of sellers' values", "\(expected.sellerValues)", "\(sellerValues)")
    try require("number of trials with sellers' values", "\(expected.sellerTrials)", "\(sellerTrials)")
    try require("number of groups' values", "\(expected.groupValues)", "\(groupValues)")
    try require("descriptor", expected.descriptor, descriptor)
    if expected.parts != parts { throw .differs(path: path, field: "parts", expected: "others", found: "these") }
  }

  private static func load(_ file: borrowing FileHandle, count: Int) throws(JournalError) -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
    defer { buffer.deallocate() }
    do throws(FileError) {
      return Array(buffer[..<(try file.read(into: buffer, at: 0))])
    } catch { throw .file(error) }
  }
}
