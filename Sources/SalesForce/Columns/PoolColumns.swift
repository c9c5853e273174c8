import PortableMath

/// The columns of the pool that deciding about a row needs, looked up once. In line, so that the compiler sees that all
/// are equally long.
struct PoolColumns {
  let value, advance, loss, undecided, hazard, threshold, choice, unresolved, ease, doubt, pace, quality,
    discount: Column<Double>
  let entity, born, seat, group, stage: Column<UInt32>

  @inline(__always)
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
    quality = pool[.quality]
    discount = pool[.discount]
    entity = pool.entity
    born = pool.born
    seat = pool.seat
    group = pool.group
    stage = pool.stage
  }

  /// Copies a row to another place: all its columns, so that its number is looked at once.
  @inline(__always)
  func move(_ row: Int, to place: Int) {
    value[place] = value[row]
    advance[place] = advance[row]
    loss[place] = loss[row]
    undecided[place] = undecided[row]
    hazard[place] = hazard[row]
    threshold[place] = threshold[row]
    choice[place] = choice[row]
    unresolved[place] = unresolved[row]
    ease[place] = ease[row]
    doubt[place] = doubt[row]
    pace[place] = pace[row]
    quality[place] = quality[row]
    discount[place] = discount[row]
    entity[place] = entity[row]
    born[place] = born[row]
    seat[place] = seat[row]
    group[place] = group[row]
    stage[place] = stage[row]
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
