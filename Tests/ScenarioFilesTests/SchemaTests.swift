import Foundation
import SalesForce
import Testing

@testable import ScenarioFiles

@Suite struct SchemaTests {
  let root: [String: Any] = {
    let data = Data(ScenarioSchema.json().utf8)
    return (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:]
  }()

  func at(_ keys: String...) -> [String: Any]? {
    keys.reduce(root as [String: Any]?) { $0?[$1] as? [String: Any] }
  }

  @Test func everyParameterIsDescribed() {
    for card in Registry.standard.parameters {
      let field = at(
        "properties", "model", "properties", "parameters", "properties", card.group, "properties", card.name)
      let element = card.defaults.count == 1 ? field : field?["items"] as? [String: Any]
      #expect(field?["description"] as? String == card.summary)
      #expect(field?["x-unit"] as? String == card.unit)
      #expect(field?["x-grade"] as? String == card.grade.rawValue)
      #expect(element?["minimum"] as? Double == card.range.lowerBound)
      #expect(element?["maximum"] as? Double == card.range.upperBound)
      #expect(element?["type"] as? String == (card.isWhole ? "integer" : "number"))
      let standard = field?["default"]
      #expect((standard as? Double).map { [$0] } ?? standard as? [Double] == card.defaults)
    }
  }

  @Test func everyLeverIsDescribed() {
    for place in [["regimes", "additionalProperties"], ["reference"]] {
      let regime = place.reduce(at("properties")) { $0?[$1] as? [String: Any] }
      let levers = (regime?["properties"] as? [String: Any])?["levers"] as? [String: Any]
      let properties = levers?["properties"] as? [String: Any]
      #expect(Set(properties?.keys.map { $0 } ?? []) == Set(Registry.standard.levers.map(\.name.rawValue)))
    }
  }

  /// What the schema lets pass by name, the validator reads, and the other way round.
  @Test func keysAreThoseOfTheEffectiveScenario() throws {
    let scenario = try ScenarioFile.parse(text: smallest, source: "s.yaml")
    let written = ScenarioFile.resolved(scenario).split(separator: "\n").filter { $0.first != " " }
      .map { String($0.prefix { $0 != ":" }) }
    let properties = at("properties")
    // What a scenario is without, and does not write.
    let others = [
      "calibration", "currency", "experiment", "limit_failures", "map", "optimize", "parameters", "select",
      "sensitivity",
    ]
    #expect(Set(written + others) == Set(properties?.keys.map { $0 } ?? []))
    #expect(root["required"] as? [String] == ["rainmaker", "regimes"])
  }

  @Test func everyObjectIsClosed() {
    var objects = 0
    func visit(_ value: Any) {
      if let object = value as? [String: Any] {
        if object["type"] as? String == "object" {
          objects += 1
          #expect(object["additionalProperties"] != nil)
        }
        object.values.forEach(visit)
      } else if let array = value as? [Any] {
        array.forEach(visit)
      }
    }
    visit(root)
    #expect(objects > 10)
  }

  @Test func bytesAreAlwaysTheSame() { #expect(ScenarioSchema.json() == ScenarioSchema.json()) }
}
