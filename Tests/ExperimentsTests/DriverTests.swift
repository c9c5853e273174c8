import Foundation
import LinearAlgebra
import SalesForce
import SimulationStatistics
import Testing

@testable import Experiments

/// Regressions of sellers' years whose answer is known because it was put in.
@Suite struct DriverTests {
  private static let sample = SellerSample(
    Organisation(seats: 40, span: 8), Horizon(weeks: 104, warmUp: 0), paths: 1)

  /// Numbers in 0…1 that look like luck.
  private static func luck(_ trial: Int, _ row: Int, _ salt: Int) -> Double {
    var x = UInt64(trial * 100_000 + row * 100 + salt) &* 0x9E37_79B9_7F4A_7C15
    x ^= x >> 29
    x = x &* 0xBF58_476D_1CE4_E5B9
    x ^= x >> 32
    return Double(x >> 11) * 0x1p-53
  }

  /// Revenue of each firm-year is its own level times 1 + .5·talent − .3·effort + noise.
  private static func contrasts(trials: Int, noise: Double) throws -> SellerContrasts {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("drivers-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let header = JournalHeader(
      study: [UInt8](repeating: 1, count: 32), arms: 1, metrics: 1, sellerValues: sample.values, sellerTrials: trials
    )
    let journal = try JournalWriter.create(path: path, header: header)
    for trial in 0..<trials {
      var sellers: [Double] = []
      for row in 0..<sample.years * sample.seats {
        let talent = luck(trial, row, 1) - 0.5, effort = luck(trial, row, 2)
        // A year without anybody long enough now and then.
        if luck(trial, row, 3) < 0.1 {
          sellers += SellerField.allCases.map { _ in Double.nan }
          continue
        }
        sellers += SellerField.allCases.map { field in
          switch field {
          case .revenue:
            Double(1 + trial % 3) * (1 + 0.5 * talent - 0.3 * effort + noise * (luck(trial, row, 4) - 0.5))
          case .talent: talent
          case .effort: effort
          case .ownership: luck(trial, row, 5)
          case .supportSkill: luck(trial, row, 6)
          case .achievement: 0.7 + 1e-15 * luck(trial, row, 7)
          case .sociability: 3 * talent + 2
          default: luck(trial, row, 20 + field.rawValue)
          }
        }
      }
      try journal.append(JournalRecord(trial: trial, values: [0], sellers: sellers))
    }
    try journal.close()
    return try SellerContrasts(try JournalReader(path: path), sample, arm: 0)
  }

  private static func fit(_ outcome: DriverModel.Outcome, _ data: SellerContrasts) throws -> DriverModel.Fit {
    try DriverModel(outcome: outcome, isWhole: true).fit(data, Clusters(data.trial), .usual, try BLAS.open())
  }

  @Test("Coefficients that were put in come out, whatever the firms' levels; terms without news are left out, in order")
  func planted() throws {
    let data = try Self.contrasts(trials: 60, noise: 0.5)
    let fit = try Self.fit(.performance, data)
    // Performance is relative to the firm's mean, which is about .85 of its level.
    let level = 1 - 0.3 * 0.5
    for (term, value) in [("talent", 0.5), ("effort", -0.3), ("ownership", 0.0), ("selling_hours", 0)] {
      let found = try #require(fit.coefficients[term])
      // Four standard errors; the means of single firms' levels add about a thousandth.
      #expect((found.estimate - value / level).magnitude < 4 * found.standardError + 0.001, "\(term)")
      #expect(found.standardError < 0.02)
    }
    #expect(fit.left == [.achievement: "constant", .sociability: "collinear"] && fit.failure == nil)
    #expect(data.trial.count > 3_500 && Set(data.trial).count == 60)
    let high = try Self.fit(.highPerformer, data)
    #expect(try #require(high.coefficients["talent"]).statistic > 10)
    #expect(try #require(high.coefficients["effort"]).statistic < -5)
    #expect(try #require(high.coefficients["ownership"]).statistic.magnitude < 4)
  }

  @Test("High performers are the best fifth of each firm and year, ties included")
  func bestFifth() throws {
    let data = try Self.contrasts(trials: 5, noise: 0.5)
    for trial in 0..<5 {
      let rows = data.trial.indices.filter { data.trial[$0] == trial }
      #expect(data.isHigh[rows[0]...rows[rows.count - 1]].count { $0 } >= (rows.count + 4) / 5)
      #expect(data.isHigh[rows[0]...rows[rows.count - 1]].count { $0 } <= rows.count / 5 + 2)
      #expect(rows.map { data.performance[$0] }.reduce(0, +).magnitude < 1e-9)
    }
  }

  @Test("Without noise the terms explain nearly all; one firm is too few for errors clustered by firm")
  func extremes() throws {
    let performance = try Self.fit(.performance, try Self.contrasts(trials: 3, noise: 0))
    #expect(try #require(performance.rSquared) > 0.999)
    let few = try Self.contrasts(trials: 1, noise: 0)
    #expect(try Self.fit(.performance, few).failure == "too_few" && Self.fit(.highPerformer, few).failure == "too_few")
  }
}
