import Dispatch
@_spi(Benchmarks) import PortableMath
@_spi(Benchmarks) import RandomStreams

/// Numbers of the kernel; see `Benchmarks/README.md` for its declaration.
struct Kernel {
  let seed: UInt32
  let sellers, weeks: Int

  /// Sellers that a pass works on before the next pass takes over: all their columns stay in the nearest cache.
  static let block = 128

  func run(trial: Int, _ firm: borrowing YardstickFirm) -> Sums {
    let draws = Draws(StreamKey(seed: seed, trial: UInt32(trial)))
    var sums = RunningSums()
    for start in stride(from: 0, to: sellers, by: Self.block) {
      let sellers = firm.block(from: start, count: min(Self.block, sellers - start))
      sellers.start(draws)
    }
    for week in 0..<weeks {
      let incentive = 0.5 + 0.3 * Portable.sin(2 * Double.pi * Double(week) / 52)
      let support = 0.5 + 0.2 * Portable.cos(2 * Double.pi * Double(week) / 26)
      for start in stride(from: 0, to: sellers, by: Self.block) {
        let sellers = firm.block(from: start, count: min(Self.block, sellers - start))
        sellers.draw(draws, UInt32(week))
        sellers.plan(incentive: incentive, support: support)
        sellers.sell()
        sellers.learn()
        sellers.leave(draws, UInt32(week), &sums)
      }
    }
    return Sums(sums)
  }
}

/// Sums over seller-weeks and of squares, six metrics, in sixteen places that are added in a fixed order at the end.
struct Sums: Sendable {
  private(set) var first = [Double](repeating: 0, count: 6)
  private(set) var second = [Double](repeating: 0, count: 6)
  var leavers = 0

  init() {}

  init(_ running: borrowing RunningSums) {
    for metric in 0..<6 {
      first[metric] = running.total(2 * metric)
      second[metric] = running.total(2 * metric + 1)
    }
    leavers = running.leavers
  }

  mutating func add(_ other: Sums) {
    for metric in 0..<6 {
      first[metric] += other.first[metric]
      second[metric] += other.second[metric]
    }
    leavers += other.leavers
  }
}

/// The sums of a trial while it runs.
struct RunningSums: ~Copyable {
  private var places = ColumnBuffer<Double>(count: 12 * 16, repeating: 0)
  var leavers = 0

  func add(_ sellers: SellerBlock) {
    add(sellers.value, 0)
    add(sellers.wins, 1)
    add(sellers.opps, 2)
    add(sellers.effort, 3)
    add(sellers.skill, 4)
    add(sellers.morale, 5)
  }

  private func add(_ column: Column<Double>, _ metric: Int) {
    VectorMath.addMoments(of: column, to: place(2 * metric), place(2 * metric + 1))
  }

  private func place(_ index: Int) -> Column<Double> { places.column.slice(from: 16 * index, count: 16) }

  func total(_ index: Int) -> Double {
    let lanes = place(index)
    var sum = 0.0
    for lane in 0..<16 { sum += lanes[lane] }
    return sum
  }
}
