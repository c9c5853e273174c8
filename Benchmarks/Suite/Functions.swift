import Benchmark
import Rainmaker

/// Elementary functions: over blocks, and one by one.
func functionBenchmarks() {
  perElement("function exp", from: -5, to: 5) { VectorMath.exp($0, into: $1) }
  perElement("function expm1", from: -5, to: 5) { VectorMath.expm1($0, into: $1) }
  perElement("function log", from: 0.001, to: 1_000) { VectorMath.log($0, into: $1) }
  perElement("function log1p", from: -0.9, to: 10) { VectorMath.log1p($0, into: $1) }
  perElement("function logistic", from: -5, to: 5) { VectorMath.logistic($0, into: $1) }
  perElement("function normalCDF", from: -5, to: 5) { VectorMath.normalCDF($0, into: $1) }
  perElement("function normalQuantile", from: 0, to: 1) { VectorMath.normalQuantile($0, into: $1) }
  perElement("function exponentialQuantile", from: 0, to: 1) { VectorMath.exponentialQuantile($0, into: $1) }
  perScalar("scalar exp", from: -5, to: 5, Portable.exp)
  perScalar("scalar log", from: 0.001, to: 1_000, Portable.log)
  perScalar("scalar pow(x, 0.7)", from: 0.001, to: 1_000) { Portable.pow($0, 0.7) }
  perScalar("scalar sin", from: -6, to: 6, Portable.sin)
  perScalar("scalar normalCDF", from: -5, to: 5, Portable.normalCDF)
  perScalar("scalar normalQuantile", from: 0, to: 1, Portable.normalQuantile)
  perScalar("scalar logGamma", from: 0.1, to: 100, Portable.logGamma)
}

func perScalar(
  _ name: String, from least: Double, to most: Double, _ function: @escaping @Sendable (Double) -> Double
) {
  perElement(name, from: least, to: most) { x, y in
    for i in 0..<x.count { y[i] = function(x[i]) }
  }
}
