import CAssets

/// The files that the binary carries.
enum Asset {
  static func text(_ name: String) -> String { String(decoding: bytes(name), as: UTF8.self) }

  static func bytes(_ name: String) -> UnsafeBufferPointer<UInt8> {
    var length = 0
    return UnsafeBufferPointer(start: rm_asset(name, &length), count: length)
  }
}
