import LinearAlgebra
import Testing

@testable import SimulationStatistics

/// On the same experiments the same errors as pyfixest 0.60 and R's clubSandwich, to 1e-9: `Data/generate_clusters.py` made them.
@Suite struct ClusterErrorTests {
  private static let samples = ["whole", "uneven", "within"]
  let reference: TierBReference
  init() throws { reference = try TierBReference("clusters") }

  private func fit(_ name: String, adjusted: Bool) throws -> (SmallRegression, Clusters) {
    let data = try reference.matrix(name + "_data")
    let columns = (0..<4).map { Array(data.column($0)) }
    return (
      try SmallRegression(Array(columns[1...(adjusted ? 2 : 1)]), response: columns[0]),
      Clusters(columns[3].map { Int($0) })
    )
  }

  @Test(arguments: samples, [false, true]) func errors(name: String, adjusted: Bool) throws {
    let (fit, clusters) = try fit(name, adjusted: adjusted), key = name + (adjusted ? "_adjusted" : "_plain")
    let one = try fit.clustered(0, clusters, .crv1), three = try fit.clustered(0, clusters, .crv3)
    expectClose([one.value, one.standardError], try reference.values(key + "_CRV1"), "CRV1")
    expectClose([three.value, three.standardError], try reference.values(key + "_CRV3_raw"), "CRV3 without correction")
    let two = try fit.clustered(0, clusters, .cr2), club = try reference.values(key + "_club")
    expectClose(
      [two.value, two.standardError, two.degreesOfFreedom, three.standardError], club, "clubSandwich: CR2, and CR3")
    #expect(try fit.clustered(0, clusters, .crv1Normal).degreesOfFreedom == .infinity)
    #expect(one.degreesOfFreedom == Double(clusters.count - 1))
  }

  @Test("Clusters without which nothing can be told, and other data that carry no error, are refused")
  func refused() throws {
    let treated: [Double] = [1, 1, 0, 0, 0, 0], response: [Double] = [1, 3, 2, 5, 4, 7]
    let fit = try SmallRegression([treated], response: response), clusters = Clusters([0, 0, 1, 1, 2, 2])
    #expect(try fit.clustered(0, clusters, .crv1).standardError > 0)
    for error in [ClusterError.crv3, .cr2] {
      #expect(throws: StatisticsError.self) { try fit.clustered(0, clusters, error) }
    }
    #expect(throws: StatisticsError.self) { try fit.clustered(0, Clusters([0, 0, 0, 0, 0, 0]), .crv1) }
    #expect(throws: StatisticsError.self) { try fit.clustered(0, Clusters([0, 0, 1]), .crv1) }
    #expect(throws: StatisticsError.self) {
      try SmallRegression([treated, treated.map { 1 - $0 }], response: response)
    }
    #expect(throws: StatisticsError.self) { try SmallRegression([treated], response: [1, 2, .nan, 4, 5, 6]) }
    #expect(throws: StatisticsError.self) { try SmallRegression([treated], response: [1, 2]) }
    let exact = try SmallRegression([treated], response: treated)
    #expect(throws: StatisticsError.self) { try exact.clustered(0, clusters, .crv1) }
  }
}
