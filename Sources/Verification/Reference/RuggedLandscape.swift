import PortableMath
import RandomStreams

/// Kauffman's NK landscape: each of N places adds a uniform number that depends on itself and K neighbours. A reference
/// model for docking.
package struct RuggedLandscape {
  /// Fitness by configuration, whose bits are the places.
  package let fitness: [Double]
  private let places: Int

  package init(places: Int, neighbours: Int, _ draws: Draws) {
    precondition((1...16).contains(places) && (0..<places).contains(neighbours), "N up to 16, K below N")
    self.places = places
    let seen = neighbours + 1, patterns = 1 << seen
    let parts = (0..<places * patterns).map {
      draws.uniform(at: DrawAddress(entity: UInt32($0), week: 0, process: 912, draw: 0))
    }
    fitness = (0..<1 << places).map { configuration in
      var sum = 0.0
      for place in 0..<places {
        var pattern = 0
        for step in 0..<seen { pattern |= (configuration >> ((place + step) % places) & 1) << step }
        sum += parts[place * patterns + pattern]
      }
      return sum / Double(places)
    }
  }

  /// Configurations that no change of one place betters.
  package var optima: Int {
    fitness.indices.count { here in (0..<places).allSatisfy { fitness[here ^ (1 << $0)] < fitness[here] } }
  }

  package var highest: Double { fitness.reduce(0) { max($0, $1) } }
}
