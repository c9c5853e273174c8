import PortableMath

/// The columns of the pool that deciding about a row needs, looked up once.
struct PoolColumns {
  let value, advance, loss, undecided, hazard, threshold, choice, unresolved, ease, doubt, pace,
    discount: Column<Double>
  let entity, born, seat, group, stage: Column<UInt32>

  init(_ pool: borrowing OpportunityPool) {
    value = pool[.value]
    advance = pool[.advance]
    loss = pool[.loss]
    undecided = pool[.undecided]
    hazard = pool[.hazard]
    threshold = pool[.threshold]
    choice = pool[.choice]
    unresolved = pool[.unresolved]
    ease = pool[.ease]
    doubt = pool[.doubt]
    pace = pool[.pace]
    discount = pool[.discount]
    entity = pool.entity
    born = pool.born
    seat = pool.seat
    group = pool.group
    stage = pool.stage
  }

  /// Marks a row as closed: it never leaves again, and the next compaction drops it.
  func close(_ row: Int) {
    stage[row] = OpportunityPool.closed
    advance[row] = 0
    loss[row] = 0
    undecided[row] = 0
    threshold[row] = .infinity
    // A rate may have been endless; what is closed must stay below its threshold.
    hazard[row] = 0
  }
}
