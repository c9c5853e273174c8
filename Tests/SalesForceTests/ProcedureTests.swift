import Testing

@testable import SalesForce

/// The written steps keep up with the declarations: nothing declared is left out, nothing named is unknown.
@Suite struct ProcedureTests {
  @Test(
    "Every mechanism has steps, and says what its absence leaves", arguments: Registry.standard.mechanisms.map(\.name))
  func steps(name: String) throws {
    let card = try #require(Registry.standard.mechanisms.first { $0.name == name })
    #expect(!(card.procedure.start + card.procedure.week).isEmpty)
    #expect(card.procedure.absent.hasSuffix("."))
    let text = Wording(card.procedure.text)
    for key in card.writes { #expect(text.names(key), "\(name): \(key.description) is written and not named") }
    for parameter in Registry.standard.parameters where parameter.group == name {
      #expect(text.names(parameter), "\(name): \(parameter.path) is not named")
    }
  }

  @Test("Shared groups are those that are declared, and tell what becomes of each parameter")
  func sharedGroups() {
    let mechanisms = Set(Registry.standard.mechanisms.map(\.name))
    let shared = Registry.standard.parameters.filter { !mechanisms.contains($0.group) }
    #expect(Set(shared.map(\.group)) == Set(SharedGroup.all.map(\.name)))
    for group in SharedGroup.all {
      let text = Wording(group.derivation.joined(separator: "\n"))
      for parameter in shared where parameter.group == group.name {
        #expect(text.names(parameter), "\(parameter.path) is not named")
      }
    }
  }

  @Test("Every lever and thread has its place in some step")
  func levers() {
    let text = Wording(Registry.standard.mechanisms.map(\.procedure.text).joined(separator: "\n"))
    for lever in LeverName.allCases { #expect(text.quoted.contains(lever.rawValue), "\(lever.rawValue)") }
    for thread in ThreadName.allCases { #expect(text.quoted.contains(thread.rawValue), "\(thread.rawValue)") }
  }

  @Test("Whatever stands in backticks exists")
  func names() {
    let texts =
      Registry.standard.mechanisms.map { ($0.name, $0.procedure.text) }
      + SharedGroup.all.map { ($0.name, $0.derivation.joined(separator: "\n")) }
      + (Metric.allCases.map(\.card) + WeeklyMetric.allCases.map(\.card)).map { ($0.name, $0.formula) }
    for (name, text) in texts {
      let unknown = Wording(text).quoted.subtracting(Wording.known)
      #expect(unknown.isEmpty, "\(name): \(unknown.sorted())")
      #expect(text.count { $0 == "`" }.isMultiple(of: 2), "\(name): a backtick is left open")
    }
  }

  @Test("A parameter or a column that is left out is missed")
  func omissions() throws {
    let parameter = try #require(Registry.standard.parameters.first { $0.path == "prospecting.arrival_rate" })
    for told in ["mean λ₀ times", "2λ₀(e/ē₀)", "`arrival_rate`", "`prospecting.arrival_rate`"] {
      #expect(Wording(told).names(parameter), "\(told)")
    }
    for untold in ["mean λ times", "λ₀₁", "arrival_rate", "`arrival`"] {
      #expect(!Wording(untold).names(parameter), "\(untold)")
    }
    #expect(Wording("`armNews1` to `armNews4`").names(.seller(.armNews3)))
    #expect(!Wording("`armNews1`, `armNews4`").names(.seller(.armNews3)))
    #expect(!Wording("sales").names(.seller(.sales)))
  }
}

/// What a text names.
private struct Wording {
  /// Words in backticks; `x1` to `x4` stands for all four.
  let quoted: Set<String>
  /// Runs of letters, digits, subscripts and underscores, without the factor in front of them.
  let words: Set<Substring>

  init(_ text: String) {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    var quoted: Set<String> = []
    for place in stride(from: 1, to: parts.count, by: 2) {
      quoted.insert(String(parts[place]))
      guard place > 1, parts[place - 1] == " to " else { continue }
      quoted.formUnion(Self.range(String(parts[place - 2]), String(parts[place])))
    }
    self.quoted = quoted
    words = Set(
      text.split { !($0.isLetter || $0 == "_" || $0.isNumber && !"⁰¹²³⁴⁵⁶⁷⁸⁹".contains($0)) }
        .map { $0.drop { $0.isASCII && $0.isNumber } })
  }

  private static func range(_ first: String, _ last: String) -> [String] {
    let stem = first.prefix { !$0.isNumber }
    guard last.hasPrefix(stem), let low = Int(first.dropFirst(stem.count)), let high = Int(last.dropFirst(stem.count)),
      low <= high
    else { return [] }
    return (low...high).map { stem + "\($0)" }
  }

  func names(_ parameter: ParameterCard) -> Bool {
    quoted.contains(parameter.path) || quoted.contains(parameter.name)
      || (!parameter.symbol.isEmpty && words.contains(parameter.symbol[...]))
  }

  func names(_ key: StateKey) -> Bool {
    quoted.contains(String(key.description.split(separator: ".").last ?? ""))
  }

  /// Everything that may stand in backticks.
  static let known: Set<String> = {
    let registry = Registry.standard
    var names = Set(registry.mechanisms.map(\.name) + SharedGroup.all.map(\.name))
    names.formUnion(SellerColumn.allCases.map { "\($0)" } + FirmColumn.allCases.map { "\($0)" })
    names.formUnion(OpportunityColumn.allCases.map { "\($0)" } + ["people", "expertQueue", "group"])
    names.formUnion(Metric.allCases.map(\.card.name))
    names.formUnion(registry.parameters.flatMap { [$0.path, $0.name] })
    names.formUnion(ThreadName.allCases.map(\.rawValue) + ["organisation.span", "organisation.market"])
    for lever in LeverName.allCases {
      names.insert(lever.rawValue)
      if case .choice(let choices) = lever.card.domain { names.formUnion(choices) }
    }
    return names
  }()
}
