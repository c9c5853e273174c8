import Foundation
import LinearAlgebra
import SalesForce
import SimulationStatistics
import Testing

@testable import Experiments

/// Tables made with BLAS. Their numbers are checked against NumPy, SciPy and statsmodels by Tests/Consumers.
@Suite struct TierBTableTests {
  private static let tables = ["correlations", "bootstrap", "drivers", "trajectories"]

  private static func contents(_ directory: String, _ names: [String]) -> [String: Data] {
    Dictionary(
      uniqueKeysWithValues: names.compactMap { name in
        FileManager.default.contents(atPath: "\(directory)/\(name)").map { (name, $0) }
      })
  }

  private static func rows(_ directory: String, _ table: String) throws -> [[String: String]] {
    let text = try String(contentsOfFile: "\(directory)/\(table).csv", encoding: .utf8)
    let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    return lines.dropFirst().map {
      Dictionary(uniqueKeysWithValues: zip(lines[0].map(String.init), $0.map(String.init)))
    }
  }

  @Test("The same bytes for any number of threads, and whether other tables are written or not")
  func sameBytes() throws {
    let names = Self.tables.map { $0 + ".csv" } + ["datapackage.json", "trials.journal"]
    let one = try Sample.run(Sample.scenario(trials: 12), threads: 1)
    let expected = Self.contents(one.directory, names)
    #expect(expected.count == names.count && one.outcome.missing.isEmpty)
    let seven = try Sample.run(Sample.scenario(trials: 12), threads: 7)
    #expect(Self.contents(seven.directory, names) == expected)
    for table in [OptionalTable.correlations, .bootstrap, .drivers, .trajectories] {
      let alone = try Sample.run(Sample.scenario(trials: 12, outputs: Outputs([table])), threads: 2)
      #expect(
        Self.contents(alone.directory, Self.tables.map { $0 + ".csv" }) == [
          table.fileName: expected[table.fileName]
        ])
      #expect(alone.tables["summary.csv"] == one.tables["summary.csv"])
    }
  }

  @Test("Bootstrap rows are the rows of summary and comparisons, and say the same of their means")
  func bootstrapMeans() throws {
    let run = try Sample.run(Sample.scenario(trials: 25), threads: 2)
    let rows = try Self.rows(run.directory, "bootstrap")
    #expect(rows.count == run.outcome.digest.summary.count + run.outcome.digest.comparisons.count)
    for row in rows {
      let mean = row["mean"].flatMap(Double.init)
      let other: (n: Int, mean: Double?)
      if row["regime_b"] == "" {
        let entry = try #require(
          run.outcome.digest.summary.first { $0.metric == row["metric"] && $0.regime == row["regime_a"] })
        other = (entry.n, entry.mean)
      } else {
        let entry = try #require(run.outcome.digest.comparisons.first { $0.metric == row["metric"] })
        other = (entry.n, entry.meanDifference ?? (entry.n > 0 ? mean : nil))
      }
      #expect(row["n"] == "\(other.n)" && (mean == nil) == (other.mean == nil))
      if let mean, let wanted = other.mean { #expect((mean - wanted).magnitude <= 1e-9 * max(1, wanted.magnitude)) }
      if row["status"] == "ok", let low = row["ci_low"].flatMap(Double.init),
        let high = row["ci_high"].flatMap(Double.init)
      {
        #expect(low < high)
      }
    }
  }

  @Test("One trial: every value that needs two says so, and nothing fails")
  func oneTrial() throws {
    let run = try Sample.run(Sample.scenario(trials: 1), threads: 1)
    #expect(run.outcome.missing.isEmpty)
    let correlations = try Self.rows(run.directory, "correlations")
    #expect(correlations.count > 100)
    #expect(correlations.allSatisfy { $0["status"] == "too_few" && $0["correlation"] == "" })
    let bootstrap = try Self.rows(run.directory, "bootstrap"), drivers = try Self.rows(run.directory, "drivers")
    #expect(bootstrap.count > 100 && bootstrap.allSatisfy { $0["status"] == "too_few" && $0["ci_low"] == "" })
    #expect(!drivers.isEmpty && drivers.allSatisfy { $0["status"] != "ok" && $0["estimate"] == "" })
  }

  @Test("Loadings are unit vectors, shares fall, and mean scores of all regimes cancel")
  func components() throws {
    let run = try Sample.run(Sample.scenario(trials: 30), threads: 2)
    let rows = try Self.rows(run.directory, "trajectories").filter { $0["metric"] == "effort" }
    func values(_ quantity: String, _ component: Int) -> [Double] {
      rows.filter { $0["quantity"] == quantity && $0["component"] == "\(component)" }.compactMap {
        Double($0["value"] ?? "")
      }
    }
    #expect(values("share", 1)[0] >= values("share", 2)[0] && values("share", 1)[0] <= 1)
    for component in 1...3 {
      let loadings = values("loading", component)
      #expect(loadings.count == 52 && (loadings.reduce(0) { $0 + $1 * $1 } - 1).magnitude < 1e-12)
      #expect(try #require(loadings.max { $0.magnitude < $1.magnitude }) > 0)
      // Means over runs: weighted by them they cancel, as the paths were centred over all runs.
      let scores = values("mean_score", component)
      let runs = rows.filter { $0["quantity"] == "mean_score" && $0["component"] == "\(component)" }.compactMap {
        Double($0["n"] ?? "")
      }
      #expect(scores.count == 2 && zip(scores, runs).reduce(0) { $0 + $1.0 * $1.1 }.magnitude < 1e-9)
    }
  }

  @Test("Without the library bit-exact tables are complete, and each BLAS-dependent one is named with the reason")
  func withoutLibrary() throws {
    let run = try Sample.run(Sample.scenario(), threads: 2)
    let scenario = Sample.scenario()
    var tables = StudyTables(
      StudyData(
        scenario: scenario, study: StudyArms(scenario, [0, 1]), directory: StudyDirectory(path: run.directory),
        reader: try JournalReader(path: run.directory + "/trials.journal"), slopes: nil, threads: 2))
    let error = LinearAlgebraError.libraryMissing(name: "none.so", reason: "no such file")
    let results = try tables.write(.failure(error))
    #expect(results.missing.map(\.table) == [.correlations, .bootstrap, .drivers, .trajectories])
    #expect(results.missing.allSatisfy { $0.reason == error.description && $0.reason.contains("libopenblas-dev") })
    #expect(results.digest == run.outcome.digest && results.resources.count == 6)
  }
}
