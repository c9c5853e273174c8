/// Why a calibration cannot begin or go on.
public struct SearchRefusal: Error, Sendable {
  public let reason: String
  /// After sysexits: 65 where something is damaged, 73 where something is in the way, 74 where it cannot be read or
  /// written.
  public let code: Int32

  init(_ reason: String, code: Int32) { (self.reason, self.code) = (reason, code) }
}
