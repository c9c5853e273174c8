/// A level of the budget at a point of the design; every regime runs at every one.
public struct DesignPoint: Sendable, Equatable {
  /// Position in the tables, from 0.
  public let number: Int
  /// Position of the budget's level; 0 where there is one.
  public let budgetLevel: Int
  /// Position in the design's list: where points differ in the budget alone, it is the same.
  let combination: Int
  /// Position of the level of each factor.
  public let levels: [Int]
}

extension Scenario {
  public var factors: [Factor] { design.factors }

  /// Number of design points.
  public var points: Int { (budget?.levels ?? 1) * design.points.count }

  /// A design point by its number: the budget moves slowest.
  public func point(_ number: Int) -> DesignPoint {
    let (budgetLevel, combination) = number.quotientAndRemainder(dividingBy: design.points.count)
    return DesignPoint(
      number: number, budgetLevel: budgetLevel, combination: combination, levels: design.points[combination])
  }

  /// The point with these levels; nil where the design has none.
  func number(budgetLevel: Int, levels: [Int]) -> Int? {
    design.number(levels).map { budgetLevel * design.points.count + $0 }
  }

  /// Cost of a seat-week that the budget sets at a point, if it sets several.
  func budgetName(_ point: DesignPoint) -> String? {
    guard let budget, budget.levels > 1, case .costPerSeller(let levels) = budget.target else { return nil }
    return shortest(levels[point.budgetLevel])
  }

  /// What distinguishes a point from the others: the budget's level where there are several, then the level of each factor;
  /// of settings that a sensitivity study varies, those that are not as the scenario has them.
  public func levels(of number: Int) -> [(factor: String, level: String)] {
    let point = point(number)
    let told = point.levels.enumerated().filter { $0 < baseDesign.factors.count || $1 > 0 }
    return (budgetName(point).map { [(Factor.budget, $0)] } ?? [])
      + told.map { (factors[$0].name, factors[$0].levels[$1].name) }
  }

  /// `budget 1.6, information full`; empty where there is one point, or where everything is as the scenario has it.
  public func name(of number: Int) -> String {
    levels(of: number).map { "\($0.factor) \($0.level)" }.joined(separator: ", ")
  }

  /// The level of the budget with this cost, written as a number is written.
  func budgetLevel(named name: String) -> Int? {
    guard case .costPerSeller(let levels) = budget?.target else { return nil }
    return levels.firstIndex { shortest($0) == name }
  }
}

/// A number as scenario files write it.
func shortest(_ value: Double) -> String {
  let text = value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
