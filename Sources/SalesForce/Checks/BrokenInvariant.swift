/// Something that must hold whatever the settings did not: a defect of the model's code.
public struct BrokenInvariant: Error, Sendable, CustomStringConvertible {
  /// What must hold.
  public let law: String
  /// What was found.
  public let found: String
  public private(set) var place = ""

  package init(_ law: String, found: String) {
    self.law = law
    self.found = found
  }

  func at(regime: String, week: Int, trial: UInt32) -> BrokenInvariant {
    var located = self
    located.place = "trial \(trial), regime \(regime), week \(week)"
    return located
  }

  public var description: String { "\(place): \(law) does not hold: \(found)" }
}
