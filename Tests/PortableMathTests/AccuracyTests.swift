import PortableMath
import Testing

/// A function, the bound that its documentation states, and how to call it.
struct Claim: Sendable, CustomTestStringConvertible {
  let name: String
  let bound: Double
  let call: @Sendable ([Double]) -> Double
  var testDescription: String { name }

  init(_ name: String, _ bound: Double, _ call: @escaping @Sendable ([Double]) -> Double) {
    self.name = name
    self.bound = bound
    self.call = call
  }

  static let all: [Claim] = [
    Claim("exp", 2.3e-16) { Portable.exp($0[0]) },
    Claim("expm1", 3e-16) { Portable.expm1($0[0]) },
    Claim("log", 2.3e-16) { Portable.log($0[0]) },
    Claim("log1p", 3e-16) { Portable.log1p($0[0]) },
    Claim("pow", 2.3e-16) { Portable.pow($0[0], $0[1]) },
    Claim("sin", 2.3e-16) { Portable.sin($0[0]) },
    Claim("cos", 2.3e-16) { Portable.cos($0[0]) },
    Claim("normalDensity", 1e-15) { Portable.normalDensity($0[0]) },
    Claim("normalCDF", 1e-15) { Portable.normalCDF($0[0]) },
    Claim("normalQuantile", 2e-15) { Portable.normalQuantile($0[0]) },
    Claim("logGamma", 1e-15) { Portable.logGamma($0[0]) },
    Claim("incompleteGamma", 2e-13) { Portable.incompleteGamma($0[0], $0[1]) },
    Claim("incompleteBeta", 2e-13) { Portable.incompleteBeta($0[0], $0[1], $0[2]) },
  ]
}

@Suite("Elementary functions against 60-digit tables")
struct AccuracyTests {
  @Test("Within the documented bound", arguments: Claim.all)
  func withinBound(_ claim: Claim) throws {
    let table = try KnownAnswer.table(claim.name)
    #expect(table.count > 100)
    var worst = 0.0
    var place: [Double] = []
    for line in table {
      let error = line.relativeError(claim.call(line.arguments))
      if !(error <= worst) { (worst, place) = (error, line.arguments) }
    }
    #expect(worst <= claim.bound, "\(claim.name) is off by \(worst) at \(place)")
  }

  @Test("Φ and Φ⁻¹ are symmetric and undo each other")
  func normalRoundTrip() {
    for i in 1..<2_000 {
      let p = Double(i) / 4_000
      let x = Portable.normalQuantile(p)
      // an error in x is multiplied by about x² in the tail
      #expect(abs(Portable.normalCDF(x) - p) <= 1e-15 * (1 + x * x) * p)
      #expect(Portable.normalQuantile(1 - Double(i) / 4_096) == -Portable.normalQuantile(Double(i) / 4_096))
    }
  }

  @Test("exp, log, Φ and Φ⁻¹ never decrease over neighbouring doubles")
  func monotone() {
    for start in [0.075, 0.25, 0.4999, 0.5, 0.7071067, 0.9249999] {
      var x = start
      for _ in 0..<2_000 {
        let next = x.nextUp
        #expect(Portable.log(next) >= Portable.log(x) - 2.3e-16)
        #expect(Portable.normalQuantile(next) >= Portable.normalQuantile(x) - 1e-15)
        x = next
      }
    }
  }
}
