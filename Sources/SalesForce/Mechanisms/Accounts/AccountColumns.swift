import PortableMath

/// The columns of the accounts, looked up once.
struct AccountColumns {
  let base, next, ends, value: Column<Double>
  let entity, born, seat, problems: Column<UInt32>

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
}
