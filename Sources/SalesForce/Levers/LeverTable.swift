import PortableMath

/// The levers of a week as passes read them: a view that must not outlive the ``LeverBook`` that it comes from.
///
/// Seats with equal levers make a group. A firm without treatments is one group, whatever follows from several levers is
/// computed once for each, and a lever can be read by seat.
struct LeverTable {
  /// Number of groups, at least 1.
  let groups: Int
  /// Group of each seat.
  let group: Column<UInt32>
  /// Values group by group, by `Lever.index`, then what is known of the group itself.
  fileprivate let values: Column<Double>
  /// Values lever by lever, by seat.
  fileprivate let matrix: Column<Double>
  fileprivate let stride: Int

  /// Most groups: a seat is or is not in each of the cohorts.
  static let most = 1 << Cohort.most

  init(groups: Int, group: Column<UInt32>, values: Column<Double>, matrix: Column<Double>, stride: Int) {
    (self.groups, self.group, self.values) = (groups, group, values)
    (self.matrix, self.stride) = (matrix, stride)
  }

  func bySeat(_ lever: Lever) -> Column<Double> { matrix.slice(from: lever.index * stride, count: group.count) }

  /// Writes what follows from a group's levers into the rows of its seats.
  func fill(_ column: Column<Double>, of number: Int, with value: Double) {
    guard groups > 1 else { return column.fill(value) }
    for seat in 0..<column.count where group[seat] == UInt32(number) { column[seat] = value }
  }

  func group(_ number: Int) -> GroupLevers {
    GroupLevers(values: values.slice(from: number * GroupLevers.width, count: GroupLevers.width))
  }
}

/// The levers of seats that have all of them equal.
struct GroupLevers {
  private let values: Column<Double>

  private static let levers = LeverName.allCases.count
  /// Columns of a group: its levers, and what is known of itself.
  static let width = levers + Fact.allCases.count

  /// What is known of a group besides its levers.
  enum Fact: Int, CaseIterable {
    case seats, contestants, contestSlope, pooling

    var column: Int { GroupLevers.levers + rawValue }
  }

  init(values: Column<Double>) { self.values = values }

  subscript(lever: Lever) -> Double { values[lever.index] }

  /// A choice lever's position in its list.
  func choice(_ lever: Lever) -> Int { Int(values[lever.index]) }

  /// Seats of the group.
  var seats: Double { values[Fact.seats.column] }
  /// Seats that compete for the same prize: those of all groups with the same one.
  var contestants: Int { Int(values[Fact.contestants.column]) }
  /// m(n,k) of these: n seats, a tenth of them winners.
  var contestSlope: Double { values[Fact.contestSlope.column] }
  /// Sellers who share the pool of a team, as a seller of the group reckons: as many as the team has seats, or, where not
  /// all of them pool, as do on average over the group.
  var pooling: Double { values[Fact.pooling.column] }
}

/// A value for each group of seats, looked up by seat: for rows that few seats reach. Loops over all of them run faster over
/// columns, which ``LeverTable/fill(_:of:with:)`` writes.
struct ByGroup<Value> {
  private let group: Column<UInt32>
  private var values: InlineArray<8, Value>

  init(_ table: LeverTable, _ make: (GroupLevers) -> Value) {
    group = table.group
    values = InlineArray(repeating: make(table.group(0)))
    for number in 1..<max(table.groups, 1) { values[number] = make(table.group(number)) }
  }

  subscript(seat: Int) -> Value { values[Int(group[seat])] }

  func value(of group: Int) -> Value { values[group] }
}
