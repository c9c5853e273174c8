import CAssets

extension ReportPage {
  /// The text of a file that the binary carries.
  static func asset(_ name: String) -> String {
    var length = 0
    guard let bytes = rm_asset(name, &length) else { return "" }
    return String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
  }
}
