import LinearAlgebra
import Testing

@testable import SimulationStatistics

/// On the same samples the same numbers as SALib 1.6, to 1e-9: `Data/generate_salib.py` made them.
@Suite struct SALibTests {
  let reference: TierBReference
  init() throws { reference = try TierBReference("salib") }

  @Test(arguments: [false, true]) func sobol(hasSecondOrder: Bool) throws {
    let kind = hasSecondOrder ? "second" : "first"
    let found = try SobolIndices(
      inputs: 4, hasSecondOrder: hasSecondOrder, outputs: try reference.matrix(kind + "_outputs"))
    #expect(found.blocks == 64)
    expectClose(found.inputs.map(\.first.value), try reference.values(kind + "_S1"), "first order", scale: 1)
    expectClose(found.inputs.map(\.total.value), try reference.values(kind + "_ST"), "total", scale: 1)
    if hasSecondOrder {
      expectClose(found.pairs.map(\.index.value), try reference.values("second_S2"), "second order", scale: 1)
    }
  }

  @Test func morris() throws {
    let found = try ElementaryEffects(
      points: try reference.matrix("morris_points"), outputs: try reference.matrix("morris_outputs"))
    expectClose(found.inputs.map(\.mu.value), try reference.values("morris_mu"), "mu", scale: 1)
    expectClose(found.inputs.map(\.muStar.value), try reference.values("morris_mu_star"), "mu*", scale: 1)
    expectClose(found.inputs.map(\.sigma), try reference.values("morris_sigma"), "sigma", scale: 1)
  }
}
