/// The exact steps of a mechanism, for somebody who has the parameters but not the source code.
///
/// Written by hand beside the code, since no declaration says it; tests see to it that every parameter and every column
/// that the mechanism writes is named, and that whatever stands in backticks exists. Numbers that are parameters stand
/// there by symbol or name. The notation is that of the ODD protocol, section 7.
public struct Procedure: Sendable, Equatable {
  /// Steps at the start of a trial, after all columns are neutral.
  public let start: [String]
  /// Steps of a week.
  public let week: [String]
  /// What is left when the mechanism is knocked out.
  public let absent: String

  /// - Parameters:
  ///   - start: paragraphs, a step each, apart by blank lines; line ends inside a paragraph are spaces.
  ///   - week: likewise.
  ///   - absent: a paragraph.
  public init(start: String = "", week: String, absent: String) {
    self.start = Self.paragraphs(start)
    self.week = Self.paragraphs(week)
    self.absent = Self.paragraphs(absent).joined(separator: " ")
  }

  /// The whole text.
  public var text: String { (start + week + [absent]).joined(separator: "\n") }

  static func paragraphs(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .split(whereSeparator: { $0.isEmpty })
      .map { $0.joined(separator: " ") }
  }
}

/// Parameters that several processes share, and what follows from them.
public struct SharedGroup: Sendable, Equatable {
  public let name: String
  /// Paragraphs, in the notation of procedures.
  public let derivation: [String]

  init(_ name: String, _ derivation: String) {
    self.name = name
    self.derivation = Procedure.paragraphs(derivation)
  }
}
