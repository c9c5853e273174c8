/// Something that must hold whatever the settings did not: a defect of the model's code.
public struct BrokenInvariant: Error, Sendable, CustomStringConvertible {
  /// What must hold.
  public let law: String
  /// What was found.
  public let found: String
  public private(set) var place = ""
  /// Week of the trial in which it was found, from 0; nil where nobody has said yet.
  public private(set) var week: Int?

  package init(_ law: String, found: String) {
    self.law = law
    self.found = found
  }

  func at(regime: String, week: Int, trial: UInt32) -> BrokenInvariant {
    var located = self
    located.week = week
    located.place = "trial \(trial), regime \(regime), week \(week)"
    return located
  }

  public var description: String { "\(place): \(law) does not hold: \(found)" }
}
