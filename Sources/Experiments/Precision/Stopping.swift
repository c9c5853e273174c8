import ResultTables

/// How many trials a study with a precision has run, and why it stopped: for the manifest, and read back from it.
public struct Stopping: Sendable, Equatable {
  /// `profit of pull less push`.
  public let subject: String
  public let wanted: Precision.HalfWidth
  public let confidence: Double
  /// Trials at most.
  public let maximum: Int
  public let rounds: Int
  /// Trials at the last look; 0 before the first.
  public let trials: Int
  /// `reached` or `maximum`; nil where the run was interrupted.
  public let reason: String?
  /// The estimate whose interval was the widest at the last look, in units of what is wanted.
  public let widest: String?
  public let mean, halfWidth: Double?
  /// Trials that should do; nil where it is reached, or nothing is known.
  public let predicted: Int?
  /// Estimates that are looked at.
  public let estimates: Int

  /// Whether one estimate is looked at.
  public var isOne: Bool { estimates == 1 }

  public var json: JSONValue {
    let (key, width): (String, Double) =
      switch wanted {
      case .absolute(let width): ("half_width", width)
      case .relative(let share): ("relative_half_width", share)
      }
    return .object([
      ("reason", .optional(reason)), ("subject", .string(subject)), (key, .number(width)),
      ("confidence", .number(confidence)), ("maximum", .integer(maximum)), ("rounds", .integer(rounds)),
      ("trials", .integer(trials)), ("widest", .optional(widest)), ("widest_mean", .optional(mean)),
      ("widest_half_width", .optional(halfWidth)),
      ("predicted", predicted.map { .integer($0) } ?? .null), ("estimates", .integer(estimates)),
    ])
  }
}

extension Stopping: Decodable {
  private enum CodingKeys: String, CodingKey {
    case reason, subject, confidence, maximum, rounds, trials, widest, predicted, estimates
    case absolute = "half_width"
    case relative = "relative_half_width"
    case mean = "widest_mean"
    case halfWidth = "widest_half_width"
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    subject = try values.decode(String.self, forKey: .subject)
    if let width = try values.decodeIfPresent(Double.self, forKey: .absolute) {
      wanted = .absolute(width)
    } else {
      wanted = .relative(try values.decode(Double.self, forKey: .relative))
    }
    confidence = try values.decode(Double.self, forKey: .confidence)
    maximum = try values.decode(Int.self, forKey: .maximum)
    rounds = try values.decode(Int.self, forKey: .rounds)
    trials = try values.decode(Int.self, forKey: .trials)
    reason = try values.decodeIfPresent(String.self, forKey: .reason)
    widest = try values.decodeIfPresent(String.self, forKey: .widest)
    mean = try values.decodeIfPresent(Double.self, forKey: .mean)
    halfWidth = try values.decodeIfPresent(Double.self, forKey: .halfWidth)
    predicted = try values.decodeIfPresent(Int.self, forKey: .predicted)
    estimates = try values.decode(Int.self, forKey: .estimates)
  }
}
