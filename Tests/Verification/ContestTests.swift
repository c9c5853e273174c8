import Testing
import Verification

@testable import SalesForce

@Suite("Contests")
struct ContestTests {
  @Test(
    "The marginal chance of a prize is E[φ(z_U)], U ~ Beta(n−k, k)",
    arguments: [
      (2, 1), (10, 1), (10, 2), (10, 5), (20, 2), (100, 10),
    ])
  func marginalChance(n: Int, k: Int) {
    expectExact(
      "contest", "m(\(n),\(k))", Contest.marginalChance(n: n, k: k), known("contest", "m(\(n),\(k))"), to: 1e-12)
  }
}
