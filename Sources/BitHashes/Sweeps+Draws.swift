import PortableMath
import RandomStreams

extension Sweeps {
  static func scalars() -> [(name: String, hash: String)] {
    let indices = 0..<5_000
    let u = indices.map { draws.uniformPair(at: at($0, 30)) }
    return [
      ("pow", hash(u.lazy.map { Portable.pow($0.first * 50, ($0.second - 0.5) * 300) })),
      ("sin", hash(u.lazy.map { Portable.sin(($0.first - 0.5) * 2e6 * $0.second) })),
      ("cos", hash(u.lazy.map { Portable.cos(($0.first - 0.5) * 2e6 * $0.second) })),
      ("sqrt", hash(u.lazy.map { Portable.sqrt($0.first) })),
      ("normalDensity", hash(u.lazy.map { Portable.normalDensity(($0.first - 0.5) * 80) })),
      ("logGamma", hash(u.lazy.map { Portable.logGamma(60 * $0.first * $0.second) })),
      ("incompleteGamma", hash(u.prefix(1_000).map { Portable.incompleteGamma(40 * $0.first, 40 * $0.second) })),
      ("incompleteBeta", hash(u.prefix(1_000).map { Portable.incompleteBeta(30 * $0.first, 7, $0.second) })),
    ]
  }

  static func counts() -> [(name: String, hash: String)] {
    let buffers: [4 of ColumnBuffer<Double>] = InlineArray { _ in ColumnBuffer(count: length, repeating: 0) }
    let (u, mean, p, count) = (buffers[0].column, buffers[1].column, buffers[2].column, buffers[3].column)
    var results: [(name: String, hash: String)] = []
    for (name, largest, chance) in [("small", 12.0, 1.0), ("middle", 40.0, 0.6), ("large", 3_000.0, 0.9)] {
      for i in 0..<length {
        let pair = draws.uniformPair(at: at(i, 40))
        u[i] = pair.first
        mean[i] = pair.second * largest
        p[i] = draws.uniform(at: at(i, 41)) * chance
      }
      Draws.poisson(uniform: u, mean: mean, into: count)
      results.append(("poisson-\(name)", hash(count)))
      Draws.binomial(uniform: u, n: mean, p: p, into: count)
      results.append(("binomial-\(name)", hash(count)))
      Draws.binomialFew(uniform: u, n: mean, p: p, into: count)
      results.append(("binomialFew-\(name)", hash(count)))
    }
    return results
  }

  static func distributions() -> [(name: String, hash: String)] {
    let indices = 0..<5_000
    let weights = [0.5, 0, 2, 1.5, 0.25]
    return [
      ("lognormal", hash(indices.lazy.map { draws.lognormal(logMean: 1, logSD: 0.8, at: at($0, 50)) })),
      ("gamma-0.3", hash(indices.lazy.map { draws.gamma(shape: 0.3, scale: 2, at: at($0, 51)) })),
      ("gamma-4", hash(indices.lazy.map { draws.gamma(shape: 4, scale: 0.5, at: at($0, 52)) })),
      ("beta-2-5", hash(indices.lazy.map { draws.beta(2, 5, at: at($0, 53)) })),
      ("beta-0.2-0.1", hash(indices.lazy.map { draws.beta(0.2, 0.1, at: at($0, 54)) })),
      ("bernoulli", hash(indices.lazy.map { draws.bernoulli(0.3, at: at($0, 55)) ? 1 : 0 })),
      ("categorical", hash(indices.lazy.map { Double(draws.categorical(weights, at: at($0, 56))) })),
    ]
  }
}
