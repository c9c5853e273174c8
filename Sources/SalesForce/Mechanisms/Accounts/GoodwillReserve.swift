/// The reserve of goodwill of a customer: repaired at a constant rate, drawn upon by problems (Cramér & Lundberg).
///
/// From a level u ≥ 0, with problems at rate λ and exponential damage of mean d, the chance that it is ever used up is
/// (λd/g) exp(−(1/d − λ/g) u), and 1 where repair does not keep up.
struct GoodwillReserve: Sendable {
  /// g, λ₀ and d.
  let repair, problems, damage: Double

  init(_ settings: inout Settings) {
    repair = settings.number(
      "repair_rate", "g", 0.08, in: 0.0001...100, unit: "1/week", .judgement,
      "1.5 times the reference damage, as in science 1.14", "rate at which goodwill grows while nothing happens")
    problems = settings.number(
      "problem_rate", "λ", 0.1, in: 0.0001...100, unit: "1/week", .judgement,
      "five a year, about half of which sellers prevent",
      "problems of an account that nobody looks after")
    damage = settings.number(
      "damage", "d", 1, in: 0.0001...100, unit: "1", .judgement, "the unit of goodwill",
      "goodwill that a problem costs, mean")
  }

  /// Exponent and factor of the chance of ruin at a rate of problems.
  func exponent(level: Double, rate: Double) -> Double { -(1 / damage - rate / repair) * max(0, level) }

  /// The chance of ruin from a level, given exp of ``exponent(level:rate:)``.
  func chance(level: Double, rate: Double, power: Double) -> Double {
    level < 0 ? 1 : min(1, rate * damage / repair * power)
  }
}
