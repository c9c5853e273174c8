import Testing

@testable import Reports

/// A hypothesis is read once: terminal, page and notebook have the same words and numbers.
@Suite struct ClaimReadingTests {
  private static func reading(_ cells: [String: String], firms: [String: String]? = nil) -> ClaimReading {
    let all = [
      "hypothesis": "quota", "kind": "emergent", "regime": "pull", "against": "push", "metric": "quota_attainment",
      "direction": "more", "value": "0", "size": "0.02", "scale": "raw", "n": "40", "effect": "0.1046",
      "ci_low": "0.0987",
      "ci_high": "0.1105", "p_adjusted": "1e-9", "verdict": "supported", "status": "ok",
    ].merging(cells) { $1 }
    return ClaimReading(row(all), table("hypotheses", all), firms: firms.map { table("ensemble_hypotheses", $0) })
  }

  private static func row(_ cells: [String: String]) -> Row {
    let names = cells.keys.sorted()
    return Row(
      columns: Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) }),
      values: names.map { cells[$0] ?? "" })
  }

  private static func table(_ name: String, _ cells: [String: String]) -> Table {
    Table(
      name: name, title: "", description: "", note: "", fields: [], primaryKey: ["hypothesis"], rows: [row(cells)])
  }

  private static func lines(_ reading: ClaimReading) -> String {
    ClaimLines(claims: [reading]).lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
  }

  @Test("In how many plausible firms a claim holds is told with its interval, and what it goes with")
  func firms() {
    let found = ["hypothesis": "quota", "holds": "0.84", "holds_low": "0.7149", "holds_high": "0.9166"]
    let plain = Self.reading([:], firms: found)
    #expect(plain.firms?.plain == "Holds in 84 % (71 to 92) of plausible firms.")
    #expect(Self.lines(plain).contains("Holds in 84 % (71 to 92) of plausible firms."))
    let led = Self.reading(
      [:], firms: found.merging(["goes_with": "common.effort_elasticity", "rank_correlation": "-0.86"]) { $1 })
    #expect(led.firms?.plain.hasSuffix("most with common.effort_elasticity (rank correlation -0.86).") == true)
    #expect(Self.reading([:]).firms == nil)
    #expect(Self.reading([:], firms: ["hypothesis": "quota", "holds": "", "status": "not_estimable"]).firms == nil)
  }

  @Test func sharesAreReadInPercentEverywhere() {
    let reading = Self.reading([:])
    #expect(reading.subject.plain == "Quota attainment of pull less push")
    #expect(reading.score.effect.plain.hasPrefix("10.5 percentage points (9.9 to 11."))
    #expect(reading.claim.plain == "more, by over 2 percentage points")
    let told = "\(reading.subject): \(reading.score.effect); claimed: \(reading.claim)." as Markup
    #expect(Self.lines(reading).contains(told.plain))
    #expect(Markdown(told).source.contains("10.5 percentage points"))
  }

  @Test func aShareAloneHasNoPoints() {
    let cells = ["against": "", "direction": "about", "value": "0.3", "size": "0.0125", "effect": "0.1228"]
    let reading = Self.reading(cells)
    #expect(reading.score.effect.plain.hasPrefix("12.3 % ("))
    #expect(reading.claim.plain == "30 %, give or take 1.25 percentage points")
  }

  /// One trial: no interval, no verdict, and no word that sounds like one.
  @Test func oneTrialTellsNothing() {
    let reading = Self.reading([
      "n": "1", "effect": "", "ci_low": "", "ci_high": "", "p_adjusted": "", "verdict": "undecided",
      "status": "undefined",
    ])
    #expect(reading.score.verdict == "not scored" && reading.score.effect.plain == "no effect from one trial")
    #expect(!Self.lines(reading).contains("undecided"))
  }

  @Test func theNullIsToldOrThatThereIsNone() {
    let knockOut = [
      "knock_out": "expert_queue issues", "n_without": "40", "effect_without": "0.1", "ci_low_without": "0.09",
      "ci_high_without": "0.11", "verdict_without": "supported", "status_without": "ok", "survives": "yes",
    ]
    let reading = Self.reading(knockOut)
    #expect(
      reading.nullWords.plain == "without expert queue and issues: supported, 10.0 percentage points (9.0 to 11.0)")
    #expect(Self.lines(reading).contains("The claim survives: it does not rest on expert queue and issues."))
    #expect(Self.reading([:]).nullWords.plain == "none: the claim names no mechanism")
    for (word, part) in [("weaker", "smaller"), ("no", "does not survive"), ("open", "remains open")] {
      #expect(Self.reading(knockOut.merging(["survives": word]) { $1 }).null?.meaning?.plain.contains(part) == true)
    }
  }

  @Test func verdictsAreCountedInOneOrder() {
    let readings = ["undecided", "supported", "smaller", "supported"].map { Self.reading(["verdict": $0]) }
    #expect(
      ClaimReading.counts(readings).map { "\($0.count) \($0.verdict)" } == ["2 supported", "1 smaller", "1 undecided"])
  }
}
