import CAssets

/// The files that the binary carries.
enum Asset {
  static func text(_ name: String) -> String {
    var length = 0
    guard let bytes = rm_asset(name, &length) else { return "" }
    return String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
  }
}
