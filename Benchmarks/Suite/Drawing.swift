import Benchmark
@_spi(Benchmarks) import RandomStreams
import Rainmaker

/// Raw draws and distributions.
func drawBenchmarks() {
  let draws = Draws(StreamKey(seed: 1, trial: 0))
  perIdentity("draw uniform") { ids, first, _ in
    draws.uniform(entity: ids, week: .same(1), process: 1, draw: .same(0), into: first)
  }
  perIdentity("draw uniformPair") { ids, first, second in
    draws.uniformPair(entity: ids, week: .same(1), process: 1, draw: .same(0), first: first, second: second)
  }
  perIdentity("draw normal") { ids, first, _ in
    draws.normal(entity: ids, week: .same(1), process: 1, draw: .same(0), into: first)
  }
  perIdentity("draw exponential") { ids, first, _ in
    draws.exponential(entity: ids, week: .same(1), process: 1, draw: .same(0), into: first)
  }
  perMean("draw poisson(0.9)", 0.9)
  perMean("draw poisson(5)", 5)
  perMean("draw poisson(50)", 50)
  perTrials("draw binomial(5, 0.4)", 5, 0.4) { Draws.binomial(uniform: $0, n: $1, p: $2, into: $3) }
  perTrials("draw binomial(1000, 0.4)", 1_000, 0.4) { Draws.binomial(uniform: $0, n: $1, p: $2, into: $3) }
  perTrials("draw binomialFew(5, 0.4)", 5, 0.4) { Draws.binomialFew(uniform: $0, n: $1, p: $2, into: $3) }
  perAddress("draw words, one by one") { Double(draws.words(at: $0).x) }
  perAddress("draw gamma(2), one by one") { draws.gamma(shape: 2, at: $0) }
  perAddress("draw beta(2, 3), one by one") { draws.beta(2, 3, at: $0) }
  perAddress("draw categorical(4), one by one") { Double(draws.categorical([0.1, 0.2, 0.3, 0.4], at: $0)) }
}

private typealias Doubles = Column<Double>

private func perIdentity(
  _ name: String, _ work: @escaping @Sendable (Column<UInt32>, _ first: Doubles, _ second: Doubles) -> Void
) {
  perElement(name, from: 0, to: 1) { x, y in
    let identities = ColumnBuffer<UInt32>(count: x.count, repeating: 7)
    work(identities.column, x, y)
  }
}

private func perMean(_ name: String, _ mean: Double) {
  let column = Constant(mean)
  perElement(name, from: 0, to: 1) { u, counts in
    column.with(u.count) { Draws.poisson(uniform: u, mean: $0, into: counts) }
  }
}

private func perTrials(
  _ name: String, _ trials: Double, _ chance: Double,
  _ work: @escaping @Sendable (Doubles, Doubles, Doubles, Doubles) -> Void
) {
  let n = Constant(trials), p = Constant(chance)
  perElement(name, from: 0, to: 1) { u, counts in
    n.with(u.count) { n in p.with(u.count) { p in work(u, n, p, counts) } }
  }
}

private func perAddress(_ name: String, _ draw: @escaping @Sendable (DrawAddress) -> Double) {
  perElement(name, from: 0, to: 1) { x, y in
    for i in 0..<x.count { y[i] = draw(DrawAddress(entity: UInt32(i), week: 1, process: 1, draw: 0)) }
  }
}

/// A column of one value, made anew for each block: a tenth of a nanosecond an element.
private struct Constant: Sendable {
  let value: Double

  init(_ value: Double) { self.value = value }

  func with(_ count: Int, _ body: (Doubles) -> Void) {
    let buffer = ColumnBuffer<Double>(count: count, repeating: value)
    body(buffer.column)
  }
}
