import PortableMath

/// The columns of the accounts, looked up once. In line, so that the compiler sees that all are equally long.
struct AccountColumns {
  let base, next, ends, value: Column<Double>
  let entity, born, seat, problems: Column<UInt32>

  @inline(__always)
  init(_ pool: borrowing AccountPool) {
    base = pool[.base]
    next = pool[.next]
    ends = pool[.ends]
    value = pool[.value]
    entity = pool.entity
    born = pool.born
    seat = pool.seat
    problems = pool.problems
  }

  /// Copies a row to another place.
  @inline(__always)
  func move(_ row: Int, to place: Int) {
    base[place] = base[row]
    next[place] = next[row]
    ends[place] = ends[row]
    value[place] = value[row]
    entity[place] = entity[row]
    born[place] = born[row]
    seat[place] = seat[row]
    problems[place] = problems[row]
  }
}
