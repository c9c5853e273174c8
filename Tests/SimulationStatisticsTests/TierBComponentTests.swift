import LinearAlgebra
import Testing

@testable import SimulationStatistics

@Suite struct TierBComponentTests {
  let blas: BLAS
  init() throws { blas = try BLAS.open() }

  /// More trials than weeks (eigenvectors) and fewer (singular values), against NumPy's SVD.
  @Test(arguments: ["tall", "wide"]) func agreesWithNumPy(name: String) throws {
    let reference = try TierBReference("components")
    let got = try PrincipalComponents(of: try reference.matrix(name), limit: 4, using: blas)
    expectClose(got.variances, try reference.values("\(name).variances"), "variances")
    expectClose(got.shares, try reference.values("\(name).shares"), "shares")
    expectClose(got.loadings.elements, try reference.values("\(name).loadings"), "loadings", scale: 1)
    expectClose(got.scores.elements, try reference.values("\(name).scores"), "scores", scale: 10)
    #expect(got.means.count == 26)
  }

  @Test func signsAreFixed() throws {
    let paths = try TierBReference("components").matrix("tall")
    let mirrored = Matrix(rowCount: 40, columnCount: 26, elements: paths.elements.map { 200 - $0 })
    let (a, b) = (try PrincipalComponents(of: paths, using: blas), try PrincipalComponents(of: mirrored, using: blas))
    expectClose(b.loadings.elements, a.loadings.elements, "loadings", tolerance: 1e-10, scale: 1)
    for j in 0..<a.variances.count {
      let column = a.loadings.column(j)
      #expect(column.max { $0.magnitude < $1.magnitude }! > 0)
    }
  }

  /// Paths on a line have one component, and paths all equal none.
  @Test func degenerate() throws {
    let rows = (0..<9).map { i in (0..<5).map { w in Double(i * w) } }
    let line = try PrincipalComponents(of: try Matrix(rows: rows), using: blas)
    #expect(line.variances.count == 1 && (line.shares[0] - 1).magnitude < 1e-14)
    let flat = Matrix(rowCount: 4, columnCount: 3, repeating: 0.1)
    #expect(throws: StatisticsError.constant(function: "principal components", what: "every week's value")) {
      try PrincipalComponents(of: flat, using: blas)
    }
    #expect(throws: StatisticsError.self) {
      try PrincipalComponents(of: try Matrix(rows: [[1, .nan], [2, 3]]), using: blas)
    }
    #expect(throws: StatisticsError.self) { try PrincipalComponents(of: try Matrix(rows: [[1, 2]]), using: blas) }
  }

  @Test func anovaAgreesWithSciPy() throws {
    let reference = try TierBReference("anova")
    let groups = try (0..<4).map { try reference.values("group\($0)") }
    let got = try OneWayANOVA(groups: groups)
    expectClose([try got.f.get(), try got.pValue.get()], try reference.values("expected"), "F and p")
    // It is a regression on dummies.
    let dummies = (1..<4).map { j in groups.indices.flatMap { g in groups[g].map { _ in g == j ? 1.0 : 0 } } }
    let fit = try LeastSquares(Design(try Matrix(columns: dummies)), using: blas).fit(Array(groups.joined()))
    expectClose(
      [try fit.f.get(), try fit.rSquared.get(), fit.residualSD],
      [try got.f.get(), try got.rSquared.get(), got.residualSD], "regression", tolerance: 1e-12)
  }

  @Test func anovaUndefined() throws {
    let flat = try OneWayANOVA(groups: [[0.1, 0.1, 0.1], [0.1, 0.1]])
    #expect(flat.f.reason == .constant && flat.rSquared.reason == .constant && flat.residualSD == 0)
    let steps = try OneWayANOVA(groups: [[0.1, 0.1, 0.1], [0.3, 0.3]])
    #expect(steps.f.reason == .constant && steps.rSquared.value == 1)
    for groups in [[[1.0, 2]], [[1], [2]], [[1, 2], []], [[1, .nan], [2, 3]]] {
      #expect(throws: StatisticsError.self) { try OneWayANOVA(groups: groups) }
    }
  }
}
