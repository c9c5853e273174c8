import PortableMath

/// Exact results on queues (science 1.6). Time is counted in mean services.
enum QueueTheory {
  /// Chances p₀ … p_{c−1} of fewer than c in the system, relative to p₀.
  private static func below(_ servers: Int, load a: Double) -> [Double] {
    var terms = [1.0]
    for k in 1..<max(servers, 1) { terms.append(terms[k - 1] * a / Double(k)) }
    return terms
  }

  /// Erlang C: the chance of waiting with an endless line.
  static func chanceOfWaiting(servers c: Int, load a: Double) -> Double {
    let terms = below(c, load: a)
    let top = terms[c - 1] * a / Double(c) * Double(c) / (Double(c) - a)
    return top / (terms.reduce(0, +) + top)
  }

  /// M/M/c+D, first come first served: the share that leaves after a patience of D services. The density of the virtual
  /// wait crosses levels at λ p_{c−1} e^{−(c−a)w} below D and at e^{−c(w−D)} times that beyond.
  static func shareThatLeaves(servers c: Int, load a: Double, patience: Double) -> Double {
    let terms = below(c, load: a), room = Double(c) - a
    let edge = a * terms[c - 1] * Portable.exp(-room * patience)
    let within = a * terms[c - 1] * (room == 0 ? patience : -Portable.expm1(-room * patience) / room)
    let beyond = edge / Double(c)
    return beyond / (terms.reduce(0, +) + within + beyond)
  }

  /// Finite source: customers who cannot ask while one question of theirs is open.
  /// - Parameter rate: questions of an idle customer in a mean service.
  static func finiteSource(customers: Int, servers c: Int, rate: Double) -> (line: Double, throughput: Double) {
    var weights = [1.0]
    for j in 0..<customers {
      weights.append(weights[j] * Double(customers - j) * rate / Double(min(j + 1, c)))
    }
    let norm = weights.reduce(0, +)
    var line = 0.0, throughput = 0.0
    for (k, weight) in weights.enumerated() {
      line += weight / norm * Double(max(0, k - c))
      throughput += weight / norm * Double(min(k, c))
    }
    return (line, throughput)
  }
}
