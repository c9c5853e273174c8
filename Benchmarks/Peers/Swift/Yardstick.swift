import Dispatch
import PortableMath
@_spi(Benchmarks) import RandomStreams

/// Numbers of the kernel; see `Benchmarks/README.md` for its declaration.
struct Kernel {
  let seed: UInt32
  let sellers, weeks: Int

  /// Sellers that a pass works on before the next pass takes over: all their columns stay in the nearest cache.
  static let block = 128

  func run(trial: Int, _ firm: borrowing YardstickFirm) -> Sums {
    let draws = Draws(StreamKey(seed: seed, trial: UInt32(trial)))
    var sums = Sums()
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
    return sums
  }
}

/// Sums over seller-weeks, in eight lanes that are added in a fixed order at the end.
struct Sums: Sendable {
  var first = [SIMD8<Double>](repeating: .zero, count: 6)
  var second = [SIMD8<Double>](repeating: .zero, count: 6)
  var leavers = 0

  mutating func add(_ sellers: SellerBlock) {
    add(sellers.value, 0)
    add(sellers.wins, 1)
    add(sellers.opps, 2)
    add(sellers.effort, 3)
    add(sellers.skill, 4)
    add(sellers.morale, 5)
  }

  private mutating func add(_ column: Column<Double>, _ metric: Int) {
    var sum = first[metric], square = second[metric]
    let whole = column.count >> 3, rest = column.count & 7
    for lane in 0..<whole {
      let x = column[lane: lane]
      sum += x
      square += x * x
    }
    if rest > 0 {
      let places = SIMD8<Int64>(0, 1, 2, 3, 4, 5, 6, 7)
      let x = column[lane: whole].replacing(with: 0, where: places .>= Int64(rest))
      sum += x
      square += x * x
    }
    first[metric] = sum
    second[metric] = square
  }

  mutating func add(_ other: Sums) {
    for metric in 0..<6 {
      first[metric] += other.first[metric]
      second[metric] += other.second[metric]
    }
    leavers += other.leavers
  }
}
