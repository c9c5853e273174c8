import CAssets
import Experiments
import SalesForce
import Testing

@testable import Reports

/// The calibration that ships: its two tables speak of the same parameters, all of them the model's, and every member is
/// possible.
@Suite struct ShippedCalibrationTests {
  private static func rows(_ name: String) -> [[Substring]] {
    Asset.text(name).split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
  }

  @Test func tablesAgree() throws {
    let members = Self.rows("ensembles/evidence.csv"), paths = try #require(members.first?.dropFirst().map(String.init))
    #expect(members.count >= 201 && members.allSatisfy { $0.count == paths.count + 1 })
    #expect(Set(ShippedCalibration.findings.keys) == Set(paths))
    let cards = Dictionary(uniqueKeysWithValues: Registry.standard.parameters.map { ($0.path, $0) })
    for (column, path) in paths.enumerated() {
      let card = try #require(cards[path], "\(path)")
      let values = try members.dropFirst().map { try #require(Double($0[column + 1])) }
      #expect(values.allSatisfy { card.range.contains($0) }, "\(path)")
      let finding = try #require(ShippedCalibration.findings[path])
      let sorted = values.sorted(), place = 0.05 * Double(sorted.count - 1), low = Int(place)
      let quantile = sorted[low] + (place - Double(low)) * (sorted[low + 1] - sorted[low])
      #expect(abs(finding.low - quantile) < 1e-9, "\(path)")
    }
  }

  @Test func words() {
    let finding = ShippedCalibration.Finding(low: 0.11, high: 0.472, width: 0.83, isIdentified: false)
    #expect(
      finding.words
        == "0.11 to 0.472 over plausible firms (5 to 95 %), 0.83 of the spread before the fit: not identified")
  }
}
