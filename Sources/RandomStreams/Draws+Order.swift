extension Draws {
  /// The ids in random order: sorted by a 64-bit priority drawn for each id, ties by id.
  ///
  /// Unlike a shuffle, leaving one id out keeps the order of the rest.
  /// - Parameters:
  ///   - ids: entities, in any order; the result does not depend on it.
  ///   - process: the process that needs the order.
  ///   - week: when.
  ///   - draw: which of the process's draws.
  /// - Complexity: O(n log n)
  public func keyedOrder(_ ids: some Sequence<UInt32>, process: UInt32, week: UInt32, draw: UInt16 = 0) -> [UInt32] {
    ids
      .map { id in
        (priority: bits(at: DrawAddress(entity: id, week: week, process: process, draw: draw)), id: id)
      }
      .sorted { ($0.priority, $0.id) < ($1.priority, $1.id) }
      .map { $0.id }
  }
}
