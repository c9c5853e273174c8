import LinearAlgebra
import Testing

@testable import SimulationStatistics

@Suite struct TierBRegressionTests {
  let blas: BLAS
  init() throws { blas = try BLAS.open() }

  private func table(_ coefficients: [Coefficient]) -> [Double] {
    coefficients.map(\.estimate) + coefficients.map(\.standardError) + coefficients.map(\.statistic)
      + coefficients.map(\.pValue) + coefficients.map(\.ciLow) + coefficients.map(\.ciHigh)
  }

  @Test(arguments: [false, true]) func leastSquaresAgreesWithStatsmodels(clustered: Bool) throws {
    let reference = try TierBReference("regression")
    let squares = try LeastSquares(Design(try reference.matrix("design")), using: blas)
    let clusters = clustered ? Clusters(try reference.labels("cluster")) : nil
    let response = try reference.values("response")
    let fit = try squares.fit(response, clusters: clusters)
    let name = clustered ? "clustered" : "classical"
    expectClose(table(fit.coefficients), try reference.values(name), name)
    expectClose(
      [fit.residualSD, try fit.rSquared.get(), try fit.f.get(), try fit.fPValue.get()],
      try reference.values("\(name).summary"), "\(name) summary")
    #expect(
      fit.clusterCount == (clustered ? 17 : nil)
        && fit.coefficients.map(\.name) == ["intercept", "x1", "x2", "x3", "x4"])
    // Several responses on one design: the same numbers.
    let both = try squares.fit(try Matrix(columns: [response.map { -2 * $0 }, response]), clusters: clusters)
    expectClose(table(both[1].coefficients), table(fit.coefficients), "joint", tolerance: 1e-12)
    expectClose(
      both[0].coefficients.map(\.estimate), fit.coefficients.map { -2 * $0.estimate }, "joint", tolerance: 1e-12)
  }

  @Test func throughTheOrigin() throws {
    let reference = try TierBReference("regression")
    let design = try Design(try reference.matrix("design"), intercept: false)
    let fit = try LeastSquares(design, using: blas).fit(try reference.values("response"))
    expectClose(
      fit.coefficients.map(\.estimate) + fit.coefficients.map(\.standardError), try reference.values("origin"), "origin"
    )
    expectClose(
      [fit.residualSD, try fit.rSquared.get(), try fit.f.get(), try fit.fPValue.get()],
      try reference.values("origin.summary"), "origin summary")
  }

  @Test(arguments: [false, true]) func logisticAgreesWithStatsmodels(clustered: Bool) throws {
    let reference = try TierBReference("logistic")
    let outcomes = try reference.values("outcome").map { $0 == 1 }
    let fit = try LogisticRegression(
      Design(try reference.matrix("design")), outcomes: outcomes,
      clusters: clustered ? Clusters(try reference.labels("cluster")) : nil, using: blas)
    expectClose(table(fit.coefficients), try reference.values(clustered ? "clustered" : "model"), "logistic")
    expectClose(
      [fit.logLikelihood, fit.nullLogLikelihood, fit.pseudoRSquared], try reference.values("summary"), "likelihoods")
    #expect(fit.iterations < 12)
  }

  @Test func collinear() throws {
    let x = (0..<20).map { Double($0 * $0 % 7) + 0.1 }
    let z = (0..<20).map { Double($0 * 3 % 11) }
    let columns = [x, z, zip(x, z).map { 2 * $0 - $1 / 3 }]
    for intercept in [true, false] {
      let design = try Design(try Matrix(columns: columns), names: ["x", "z", "sum"], intercept: intercept)
      #expect { try LeastSquares(design, using: blas) } throws: { error in
        guard case .collinear(_, let column)? = error as? StatisticsError else { return false }
        return ["x", "z", "sum"].contains(column) && "\(error)".contains("\(column) is a linear combination")
      }
      #expect(throws: StatisticsError.self) {
        try LogisticRegression(design, outcomes: x.map { $0 > 2 }, using: blas)
      }
    }
    // A constant column beside the intercept, and a column of zeros.
    for constant in [3.0, 0] {
      let design = try Design(try Matrix(columns: [z, Array(repeating: constant, count: 20)]))
      #expect(throws: StatisticsError.self) { try LeastSquares(design, using: blas) }
    }
  }

  @Test func constantResponse() throws {
    let design = try Design(try Matrix(columns: [[1, 2, 3, 4, 6]]))
    let fit = try LeastSquares(design, using: blas).fit([0.1, 0.1, 0.1, 0.1, 0.1])
    #expect(fit.rSquared.reason == .constant && fit.f.reason == .constant && fit.fPValue.reason == .constant)
    #expect((fit.coefficients[0].estimate - 0.1).magnitude < 1e-15)
    #expect(throws: StatisticsError.constant(function: "logistic regression", what: "the outcome")) {
      try LogisticRegression(design, outcomes: [true, true, true, true, true], using: blas)
    }
  }

  @Test func separation() throws {
    let x = (0..<40).map { Double($0) }
    let noise = (0..<40).map { Double($0 * 17 % 23) }
    let design = try Design(try Matrix(columns: [x, noise]))
    let name = "logistic regression"
    #expect(throws: StatisticsError.separated(function: name, complete: true)) {
      try LogisticRegression(design, outcomes: x.map { $0 > 19.5 }, using: blas)
    }
    // Ties at the boundary: a dummy whose members all succeed.
    let dummy = x.map { $0 < 5 ? 1.0 : 0 }
    let other = try Design(try Matrix(columns: [dummy, noise]))
    #expect(throws: StatisticsError.separated(function: name, complete: false)) {
      try LogisticRegression(other, outcomes: zip(dummy, x).map { $0 == 1 || Int($1) % 3 == 0 }, using: blas)
    }
    // One exception far from the boundary: steep, yet not separated.
    let fit = try LogisticRegression(
      try Design(try Matrix(columns: [x])), outcomes: x.map { $0 == 18 || ($0 > 19.5 && $0 != 21) }, using: blas)
    #expect(fit.coefficients[1].estimate > 0.5 && fit.coefficients[1].estimate < 10)
  }

  /// Small data with many ties, separated by linear programs.
  @Test func separationAgreesWithLinearPrograms() throws {
    let reference = try TierBReference("separation")
    for (i, kind) in try reference.labels("kinds").enumerated() {
      let data = try reference.matrix("case\(i)")
      let outcomes = data.column(2).map { $0 == 1 }
      let design = try Design(data.selecting(columns: 0..<2))
      let result = Result { try LogisticRegression(design, outcomes: outcomes, using: blas) }
      let got = try kindOfSeparation(result)
      #expect(got == kind, "case \(i)")
    }
  }

  /// 0 a fit, 1 quasi-complete, 2 complete separation; other errors are thrown.
  private func kindOfSeparation(_ result: Result<LogisticRegression, any Error>) throws -> Int {
    guard case .failure(let error) = result else { return 0 }
    guard case .separated(_, let complete)? = error as? StatisticsError else { throw error }
    return complete ? 2 : 1
  }

  @Test func argumentsAreChecked() throws {
    let design = try Design(try Matrix(columns: [[1, 2, 3, 4]]))
    let squares = try LeastSquares(design, using: blas)
    #expect(throws: StatisticsError.self) { try squares.fit([1, 2, 3]) }
    #expect(throws: StatisticsError.self) { try squares.fit([1, 2, .nan, 4]) }
    #expect(throws: StatisticsError.self) { try squares.fit([1, 2, 3, 5], clusters: Clusters([1, 1, 1, 1])) }
    #expect(throws: StatisticsError.self) { try squares.fit([1, 2, 3, 5], clusters: Clusters([1, 2])) }
    #expect(throws: StatisticsError.self) { try Design(try Matrix(columns: [[1, .nan]])) }
    #expect(throws: StatisticsError.self) { try Design(try Matrix(columns: [[1, 2]]), names: ["a", "b"]) }
    #expect(throws: StatisticsError.tooFew(function: "least squares", what: "observations", count: 2, needed: 3)) {
      try LeastSquares(try Design(try Matrix(columns: [[1, 2]])), using: blas)
    }
  }
}
