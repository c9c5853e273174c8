import PortableMath

extension OpportunityPool {
  /// Adds a week's hazard to every row and lists the rows that reach their threshold.
  ///
  /// The inner loop of the model: eighteen rows a seller-week.
  /// - Parameters:
  ///   - advance: factor on the rate of advancing, by seat; likewise `loss` and `undecided`.
  ///   - drag: factor on the rate of advancing, by number of unresolved issues.
  /// - Returns: rows in ascending order, in working memory that lasts until the pool is next changed.
  mutating func liveThrough(
    advance: Column<Double>, loss: Column<Double>, undecided: Column<Double>, drag: [Double]
  ) -> Column<UInt32> {
    let pool = PoolColumns(self)
    let leaving = leavingRows
    var found = 0
    for row in 0..<count {
      let owner = Int(pool.seat[row])
      let up = pool.advance[row] * drag[Int(pool.unresolved[row])] * advance[owner]
      let rate = up + pool.loss[row] * loss[owner] + pool.undecided[row] * undecided[owner]
      let lived = pool.hazard[row] + rate
      pool.hazard[row] = lived
      if lived >= pool.threshold[row] {
        leaving[found] = UInt32(truncatingIfNeeded: row)
        found += 1
      }
    }
    return leaving.prefix(found)
  }

  /// Puts rows into the stage after their own and notes those that now meet their issues.
  /// - Parameter rows: ascending, none of them in the last stage.
  mutating func promote(_ rows: Column<UInt32>, _ rates: StageRates, _ week: borrowing Week) {
    let pool = PoolColumns(self)
    let luck = promotion(rows.count)
    for index in 0..<rows.count {
      let row = Int(rows[index])
      pool.stage[row] += 1
      luck.entity[index] = pool.entity[row]
      luck.born[index] = pool.born[row]
      luck.stage[index] = pool.stage[row]
    }
    week.draws.uniformPair(
      entity: luck.entity, week: .each(luck.born), process: Self.stageStream, draw: .each(luck.stage),
      first: luck.threshold, second: luck.choice)
    VectorMath.exponentialQuantile(luck.threshold, into: luck.threshold)
    for index in 0..<rows.count {
      let row = Int(rows[index]), place = Int(luck.stage[index])
      pool.advance[row] = rates.advance[place]
      pool.loss[row] = rates.loss[place]
      pool.undecided[row] = rates.undecided[place]
      pool.hazard[row] = 0
      pool.threshold[row] = luck.threshold[index]
      pool.choice[row] = luck.choice[index]
      if luck.stage[index] == StageRates.issueStage { markRaised(row) }
    }
  }
}

/// Working columns of a promotion, one row each.
struct Promotion {
  let entity, born, stage: Column<UInt32>
  let threshold, choice: Column<Double>
}
