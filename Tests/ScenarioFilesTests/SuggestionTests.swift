import SalesForce
import Testing

@testable import ScenarioFiles

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("", "", 0), ("abc", "", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abd", 1), ("abc", "abcd", 1),
    ("ca", "abc", 3), ("kitten", "sitting", 3), ("trails", "trials", 1),
  ])
  func distance(a: String, b: String, expected: Int) {
    #expect(Suggestion.distance(Array(a.utf8), Array(b.utf8)) == expected)
    #expect(Suggestion.distance(Array(b.utf8), Array(a.utf8)) == expected)
  }

  /// One typing error in any lever of four letters or more still finds it.
  @Test func everyLeverSurvivesOneTypingError() {
    let names = LeverName.allCases.map(\.rawValue)
    for name in names {
      #expect(Suggestion.nearest(to: name, among: names) == name)
      for index in name.indices {
        var less = name
        less.remove(at: index)
        #expect(Suggestion.nearest(to: less, among: names) == name)
        var more = name
        more.insert("q", at: index)
        #expect(Suggestion.nearest(to: more, among: names) == name)
        let other = name.replacing(String(name[index]), with: "j", maxReplacements: 1)
        #expect(Suggestion.nearest(to: other, among: names) == name)
      }
      #expect(Suggestion.nearest(to: name.uppercased().replacing("_", with: "-"), among: names) == name)
    }
  }

  @Test(arguments: ["zebra", "x", "", "factors", "weather", "mechanisms", String(repeating: "trials", count: 100_000)])
  func strangersGetNoSuggestion(word: String) {
    #expect(Suggestion.nearest(to: word, among: ScenarioFormat.standard.root.fields.map(\.key)) == nil)
  }
}
