import PortableMath
import RandomStreams

extension OpportunityPool {
  /// Adds a week's hazard to every row and lists the rows that reach their threshold.
  ///
  /// The inner loop of the model, eighteen rows a seller-week: one block function over whole columns.
  /// - Parameters:
  ///   - advance: factor on the rate of advancing, by ``group``; likewise `loss` and `undecided`.
  /// - Returns: rows in ascending order, in working memory that lasts until the pool is next changed.
  mutating func liveThrough(
    advance: Column<Double>, loss: Column<Double>, undecided: Column<Double>
  ) -> Column<UInt32> {
    let leaving = leavingRows
    let found = Hazards.live(
      owner: group, advance: self[.advance], loss: self[.loss], undecided: self[.undecided], advanceFactor: advance,
      lossFactor: loss, undecidedFactor: undecided, hazard: self[.hazard], threshold: self[.threshold],
      leaving: leaving)
    return leaving.prefix(found)
  }

  /// Separates the rows that leave a stage by where their draws send them.
  ///
  /// Free of branches on draws: where a deal goes cannot be guessed, and guessing wrong costs more than the arithmetic.
  /// - Parameter leaving: as ``liveThrough(advance:loss:undecided:)`` lists them, for the same factors.
  /// - Returns: lists in ascending order, in working memory that lasts until rows are promoted or the pool changes.
  func part(
    _ leaving: Column<UInt32>, advance: Column<Double>, loss: Column<Double>, undecided: Column<Double>
  ) -> StageEnds {
    let pool = PoolColumns(self)
    let (won, failed) = (partedRows(0, leaving.count), partedRows(1, leaving.count))
    var (moves, wins, failures, lost) = (0, 0, 0, 0)
    for index in 0..<leaving.count {
      let row = leaving[index], place = Int(row), group = Int(pool.group[place])
      let up = pool.advance[place] * advance[group]
      let out = pool.loss[place] * loss[group]
      let stay = pool.undecided[place] * undecided[group]
      let pick = pool.choice[place] * (up + out + stay)
      let advances = pick < up ? 1 : 0, isLast = pool.stage[place] < UInt32(StageRates.stages) ? 0 : 1
      // Rows that move on are kept at the front of the same list: no more than have been read.
      leaving[moves] = row
      moves += advances & (1 - isLast)
      won[wins] = row
      wins += advances & isLast
      failed[failures] = row
      failures += 1 - advances
      let isLost = (1 - advances) & (pick < up + out ? 1 : 0)
      lost += isLost
      // How it ended takes the place of the draw that decided it; whoever moves on gets new draws.
      pool.choice[place] = Double(2 * (1 - advances) - isLost)
    }
    return StageEnds(
      moving: leaving.prefix(moves), won: won.prefix(wins), failed: failed.prefix(failures), lost: lost)
  }

  /// How a closed opportunity ended, until the next compaction.
  func outcome(of row: Int) -> DealOutcome {
    switch self[.choice][row] {
    case 0: .won
    case 1: .lost
    default: .undecided
    }
  }

  /// Puts rows into the stage after their own and notes those that now meet their issues.
  /// - Parameter rows: ascending, none of them in the last stage.
  mutating func promote(_ rows: Column<UInt32>, _ common: Common, _ week: borrowing Week) {
    let rates = common.stages
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
      pool.advance[row] =
        rates.advance[place] * pool.ease[row] * common.resolution.drag(unresolved: pool.unresolved[row])
      pool.loss[row] = rates.loss[place] * pool.pace[row]
      pool.undecided[row] = rates.undecided[place] * pool.doubt[row]
      pool.hazard[row] = 0
      pool.threshold[row] = luck.threshold[index]
      pool.choice[row] = luck.choice[index]
      if luck.stage[index] == StageRates.issueStage { markRaised(row) }
    }
  }
}

/// Where rows go that leave a stage.
struct StageEnds {
  /// Rows that enter the next stage, are won, or end otherwise.
  let moving, won, failed: Column<UInt32>
  /// How many of those that failed were lost to a competitor.
  let lost: Int
}
