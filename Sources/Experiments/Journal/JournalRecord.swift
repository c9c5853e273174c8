/// What a completed part of a trial leaves behind.
public struct JournalRecord: Sendable, Equatable {
  public var trial: Int
  /// Which part of the trial; 0 where there is one.
  public var part: Int
  /// Arms × metrics values, arm by arm; NaN for missing.
  public var values: [Double]
  /// Weekly values, for the leading trials that carry them; empty otherwise.
  public var weekly: [Double]
  /// Sellers' values, for the leading trials that carry them; empty otherwise.
  public var sellers: [Double]
  /// Values of treated and untreated groups; empty where nobody is treated.
  public var groups: [Double]

  public init(
    trial: Int, part: Int = 0, values: [Double], weekly: [Double] = [], sellers: [Double] = [], groups: [Double] = []
  ) {
    self.trial = trial
    self.part = part
    self.values = values
    self.weekly = weekly
    self.sellers = sellers
    self.groups = groups
  }

  /// The bits that stand for a missing value, whatever NaN came in.
  public static let missing = Double(bitPattern: 0x7FF8_0000_0000_0000)

  /// Equal bit for bit, after the bits for missing have been made one.
  public static func == (a: JournalRecord, b: JournalRecord) -> Bool {
    a.trial == b.trial && a.part == b.part && a.values.map(image) == b.values.map(image)
      && a.weekly.map(image) == b.weekly.map(image)
      && a.sellers.map(image) == b.sellers.map(image) && a.groups.map(image) == b.groups.map(image)
  }

  @inline(__always)
  static func image(_ value: Double) -> UInt64 { value.isNaN ? missing.bitPattern : value.bitPattern }
}

/// The bytes of a record: `TRIA`, length of the values in bytes (4), trial and part (8: the part above 2⁴⁰), values, weekly
/// values, sellers' values, groups' values, XXH64 (8).
enum RecordBytes {
  static let magic: UInt32 = 0x4149_5254

  /// Appends a record to a buffer.
  static func append(_ record: JournalRecord, seed: UInt64, to buffer: inout [UInt8]) {
    let (values, weekly, sellers, groups) = (record.values, record.weekly, record.sellers, record.groups)
    let start = buffer.count
    let payload = 8 * (values.count + weekly.count + sellers.count + groups.count)
    withUnsafeBytes(of: magic.littleEndian) { buffer.append(contentsOf: $0) }
    withUnsafeBytes(of: UInt32(payload).littleEndian) { buffer.append(contentsOf: $0) }
    withUnsafeBytes(of: name(record.trial, record.part).littleEndian) { buffer.append(contentsOf: $0) }
    append(values, to: &buffer)
    append(weekly, to: &buffer)
    append(sellers, to: &buffer)
    append(groups, to: &buffer)
    let checksum = buffer.withUnsafeBytes { Checksum.xxh64(UnsafeRawBufferPointer(rebasing: $0[start...]), seed: seed) }
    withUnsafeBytes(of: checksum.littleEndian) { buffer.append(contentsOf: $0) }
  }

  private static func append(_ values: [Double], to buffer: inout [UInt8]) {
    let start = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: 8 * values.count))
    buffer.withUnsafeMutableBytes { bytes in
      for (index, value) in values.enumerated() {
        let image = JournalRecord.image(value).littleEndian
        bytes.storeBytes(of: image, toByteOffset: start + 8 * index, as: UInt64.self)
      }
    }
  }

  private static func name(_ trial: Int, _ part: Int) -> UInt64 { UInt64(part) << 40 | UInt64(trial) }

  /// Whether the bytes are the whole and undamaged record of that part of that trial.
  static func isIntact(_ bytes: UnsafeRawBufferPointer, trial: Int, part: Int, seed: UInt64) -> Bool {
    let body = UnsafeRawBufferPointer(rebasing: bytes.dropLast(8))
    return UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self)) == magic
      && UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self)) == bytes.count - 24
      && UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)) == name(trial, part)
      && UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self))
        == Checksum.xxh64(body, seed: seed)
  }

  /// Doubles from little-endian bytes.
  static func load(_ bytes: UnsafeRawBufferPointer, into values: inout [Double], at places: Range<Int>) {
    for index in places {
      let bits = bytes.loadUnaligned(fromByteOffset: 8 * (index - places.lowerBound), as: UInt64.self)
      values[index] = Double(bitPattern: UInt64(littleEndian: bits))
    }
  }
}
