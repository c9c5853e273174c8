import PortableMath

/// Owns the levers in force: read week by week from a regime's paths, and laid out by seat.
///
/// A column is written again only where its values changed, so that a firm without treatments pays nothing for being read
/// seat by seat.
struct LeverBook: ~Copyable {
  private let seats, span, stride: Int
  private let values, matrix: ColumnBuffer<Double>
  private let group: ColumnBuffer<UInt32>
  /// m(n,k) by the number of seats n, NaN until asked for: it is an integral of its own.
  private let slopes: ColumnBuffer<Double>
  private var groups = 1
  /// Group of each pattern of membership.
  private var places = InlineArray<8, Int>(repeating: 0)

  init(_ organisation: Organisation) {
    (seats, span) = (organisation.seats, organisation.span)
    stride = (seats + 7) & ~7
    let levers = LeverName.allCases.count
    values = ColumnBuffer(count: LeverTable.most * GroupLevers.width, repeating: 0)
    matrix = ColumnBuffer(count: levers * max(stride, 8), repeating: .nan)
    group = ColumnBuffer(count: seats, repeating: 0)
    slopes = ColumnBuffer(count: seats + 1, repeating: .nan)
    for lever in LeverName.allCases { set(Lever(lever), lever.card.neutral) }
    describe()
  }

  var table: LeverTable {
    LeverTable(
      groups: groups, group: group.column, values: values.column, matrix: matrix.column, stride: max(stride, 8))
  }

  /// A lever of a firm that is one group.
  subscript(lever: Lever) -> Double { values.column[lever.index] }

  /// Sets a lever for the whole firm, where that is one group.
  func set(_ lever: Lever, _ value: Double) {
    values.column[lever.index] = value
    row(lever.index).fill(value)
  }

  /// Takes over the levers of a week.
  /// - Parameter members: which cohorts each seat belongs to, a bit each; nil where nobody is treated.
  mutating func read(_ paths: LeverPaths, week: Int, members: Column<UInt32>?) {
    guard let members, paths.isDivided(week: week) else {
      if groups > 1 { unite() }
      for lever in 0..<LeverName.allCases.count {
        let value = paths.value(lever, week: week)
        if value.bitPattern != row(lever)[0].bitPattern || value.bitPattern != values.column[lever].bitPattern {
          values.column[lever] = value
          row(lever).fill(value)
        }
      }
      return
    }
    divide(paths, week, members)
    for lever in 0..<LeverName.allCases.count { lay(lever) }
    describe()
  }

  private func row(_ lever: Int) -> Column<Double> {
    matrix.column.slice(from: lever * max(stride, 8), count: seats)
  }

  private func value(_ number: Int, _ column: Int) -> Double { values.column[number * GroupLevers.width + column] }

  /// Everybody in one group again: what stands in the columns is laid anew.
  private mutating func unite() {
    groups = 1
    group.column.fill(0)
    for lever in 0..<LeverName.allCases.count { row(lever).fill(.nan) }
    describe()
  }

  /// Numbers the groups in the order of the patterns of membership that occur: no row has a say in it.
  private mutating func divide(_ paths: LeverPaths, _ week: Int, _ members: Column<UInt32>) {
    var occurs = InlineArray<8, Bool>(repeating: false)
    for seat in 0..<seats { occurs[Int(members[seat])] = true }
    groups = 0
    for pattern in 0..<LeverTable.most where occurs[pattern] {
      for lever in 0..<LeverName.allCases.count {
        values.column[groups * GroupLevers.width + lever] = paths.value(lever, week: week, members: UInt32(pattern))
      }
      places[pattern] = equal(to: groups) ?? groups
      if places[pattern] == groups { groups += 1 }
    }
    for seat in 0..<seats { group.column[seat] = UInt32(places[Int(members[seat])]) }
  }

  /// An earlier group with the same levers.
  private func equal(to number: Int) -> Int? {
    (0..<number).first { earlier in
      (0..<LeverName.allCases.count).allSatisfy {
        value(earlier, $0).bitPattern == value(number, $0).bitPattern
      }
    }
  }

  /// Writes a lever's column by seat.
  private func lay(_ lever: Int) {
    let column = row(lever)
    let isUniform = (1..<max(groups, 1)).allSatisfy { value($0, lever).bitPattern == value(0, lever).bitPattern }
    if isUniform { return column.fill(value(0, lever)) }
    for seat in 0..<seats { column[seat] = value(Int(group.column[seat]), lever) }
  }

  // MARK: Facts

  /// What is known of the groups besides their levers.
  private func describe() {
    func set(_ number: Int, _ fact: GroupLevers.Fact, _ value: Double) {
      values.column[number * GroupLevers.width + fact.column] = value
    }
    let prize = Lever(.contest).index
    for number in 0..<groups { set(number, .seats, 0) }
    for seat in 0..<seats {
      let number = Int(group.column[seat])
      set(number, .seats, value(number, GroupLevers.Fact.seats.column) + 1)
    }
    for number in 0..<groups {
      var rivals = 0.0
      for other in 0..<groups where value(other, prize) == value(number, prize) {
        rivals += value(other, GroupLevers.Fact.seats.column)
      }
      set(number, .contestants, rivals)
      // Where there is no prize the integral is not needed, but a firm that is one group has it at hand.
      let isNeeded = groups == 1 || value(number, prize) != 0
      set(number, .contestSlope, isNeeded ? slope(seats: Int(rivals)) : 0)
      set(number, .pooling, pooling(number))
    }
  }

  private func slope(seats: Int) -> Double {
    if slopes.column[seats].isNaN {
      slopes.column[seats] = Contest.marginalChance(n: seats, k: ContestSize.winners(seats: seats))
    }
    return slopes.column[seats]
  }

  /// Seats that pool in the teams of a group's seats, on average; a team all of whose seats pool counts as a whole one.
  private func pooling(_ number: Int) -> Double {
    let whole = Double(min(span, seats)), share = row(Lever(.teamShare).index)
    guard groups > 1 else { return whole }
    var sum = 0.0, members = 0.0
    for first in Swift.stride(from: 0, to: seats, by: span) {
      let team = first..<min(first + span, seats)
      var pools = 0, ours = 0.0
      for seat in team {
        pools += share[seat] > 0 ? 1 : 0
        ours += group.column[seat] == UInt32(number) ? 1 : 0
      }
      sum += ours * (pools == team.count || pools == 0 ? whole : Double(pools))
      members += ours
    }
    return members > 0 ? sum / members : whole
  }
}
