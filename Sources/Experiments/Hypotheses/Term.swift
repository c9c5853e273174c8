/// One of the arms that a hypothesis compares: a regime at a point, with its sign in the comparison.
struct Term: Sendable, Equatable {
  let place: Int
  let point: Int
  let isAdded: Bool
}

extension Scenario {
  /// The arms of a hypothesis; nil where a regime, factor, level or point does not exist.
  /// - Parameter sample: the point of a sensitivity study at which the settings that it varies stay; the first is the scenario.
  ///
  /// The first is the arm that the claim is about, the last what all is compared with: [A], [A, −B], [A₁, −A₀] or
  /// [A₁, −B₁, −A₀, +B₀].
  func terms(of hypothesis: Hypothesis, sample: Int = 0) -> [Term]? {
    guard let place = place(of: hypothesis.regime), let start = levels(at: hypothesis.at, sample) else { return nil }
    var terms = [(place: place, levels: start.levels, isAdded: true)]
    // The steps go first to where they lead, for the terms that are there, and then back, with the other sign.
    for change in hypothesis.changes {
      guard let factor = factors.firstIndex(where: { $0.name == change.factor }),
        let from = factors[factor].level(named: change.from), let to = factors[factor].level(named: change.to)
      else { return nil }
      terms =
        terms.map { ($0.place, $0.levels.replacing(factor, by: to), $0.isAdded) }
        + terms.map { ($0.place, $0.levels.replacing(factor, by: from), !$0.isAdded) }
    }
    if let other = hypothesis.against {
      guard let other = self.place(of: other) else { return nil }
      // The pair of regimes is the inner difference: A₁ − B₁ − A₀ + B₀.
      terms = terms.flatMap { [$0, (other, $0.levels, !$0.isAdded)] }
    }
    let found = terms.compactMap { term in
      number(budgetLevel: start.budgetLevel, levels: term.levels).map {
        Term(place: term.place, point: $0, isAdded: term.isAdded)
      }
    }
    return found.count == terms.count ? found : nil
  }

  /// Whether the design has the points that a hypothesis compares.
  public func hasPoints(of hypothesis: Hypothesis) -> Bool { terms(of: hypothesis) != nil }

  private func place(of regime: String) -> Int? { regimes.firstIndex { $0.name == regime } }

  private func levels(at names: [String: String], _ sample: Int) -> (budgetLevel: Int, levels: [Int])? {
    let own = baseDesign.factors.count, varied = design.points[sample * baseDesign.points.count][own...]
    var levels = Array(repeating: 0, count: own) + varied, budgetLevel = 0
    for (name, level) in names {
      if name == Factor.budget {
        guard let place = self.budgetLevel(named: level) else { return nil }
        budgetLevel = place
      } else {
        guard let factor = factors.firstIndex(where: { $0.name == name }),
          let place = factors[factor].level(named: level)
        else { return nil }
        levels[factor] = place
      }
    }
    return (budgetLevel, levels)
  }
}

extension [Int] {
  fileprivate func replacing(_ place: Int, by value: Int) -> [Int] {
    var copy = self
    copy[place] = value
    return copy
  }
}
