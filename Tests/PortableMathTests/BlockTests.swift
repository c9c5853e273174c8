import CVectorMath
@_spi(Benchmarks) import PortableMath
import Testing

typealias BlockFunction = @Sendable (Column<Double>, Column<Double>) -> Void

struct Pairing: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let scalar: @Sendable (Double) -> Double
  let block: BlockFunction

  static let all: [Pairing] = [
    Pairing(testDescription: "exp", scalar: Portable.exp, block: { VectorMath.exp($0, into: $1) }),
    Pairing(testDescription: "expm1", scalar: Portable.expm1, block: { VectorMath.expm1($0, into: $1) }),
    Pairing(testDescription: "log", scalar: Portable.log, block: { VectorMath.log($0, into: $1) }),
    Pairing(testDescription: "log1p", scalar: Portable.log1p, block: { VectorMath.log1p($0, into: $1) }),
    Pairing(testDescription: "logistic", scalar: Portable.logistic, block: { VectorMath.logistic($0, into: $1) }),
    Pairing(testDescription: "normalCDF", scalar: Portable.normalCDF, block: { VectorMath.normalCDF($0, into: $1) }),
    Pairing(
      testDescription: "normalQuantile", scalar: Portable.normalQuantile,
      block: { VectorMath.normalQuantile($0, into: $1) }),
    Pairing(
      testDescription: "exponentialQuantile", scalar: { -Portable.log1p(-$0) },
      block: { VectorMath.exponentialQuantile($0, into: $1) }),
  ]
}

/// Levels are forced for the whole process; that tests running beside these do not notice is the point.
@Suite("Blocks have the bits of scalars", .serialized)
struct BlockTests {
  static let tiny = Double.leastNonzeroMagnitude

  /// Edges first, then numbers of every magnitude from a linear congruence.
  static let values: [Double] = {
    var values: [Double] = [
      0, -0.0, 1, -1, 0.5, 2, .infinity, -.infinity, .nan, -.nan, tiny, -tiny, tiny * 1e10, 1e308,
      -1e308, 709.9, -745.1, 1e-12,
      0.075, 0.925, 1e-300, 39, -39,
    ]
    var state: UInt64 = 1
    while values.count < 120 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let u = Double(state >> 11) * 0x1p-53
      values.append(values.count % 3 == 0 ? u : (u - 0.5) * 60)
    }
    return values
  }()

  @Test("At every level, offset and length", arguments: Pairing.all, 0..<3)
  func sameBits(_ pair: Pairing, level: Int) {
    guard rm_force_level(Int32(level)) == level else { return }
    defer { rm_force_level(2) }
    let input = ColumnBuffer<Double>(count: 128, repeating: 0)
    let output = ColumnBuffer<Double>(count: 128, repeating: 0)
    let (x, y) = (input.column, output.column)
    let rotations = stride(from: 0, to: Self.values.count, by: 17)
    for offset in 0..<9 {
      for length in 0...40 {
        for rotation in rotations {
          y.fill(-7)
          for i in 0..<128 { x[i] = Self.values[(i + rotation) % Self.values.count] }
          pair.block(x.slice(from: offset, count: length), y.slice(from: offset, count: length))
          for i in 0..<length where y[offset + i].bitPattern != pair.scalar(x[offset + i]).bitPattern {
            Issue.record("\(pair.testDescription)(\(x[offset + i])) at \(i) of \(length), offset \(offset)")
          }
          #expect(y[offset + length] == -7 && (offset == 0 || y[offset - 1] == -7))
        }
      }
    }
  }

  @Test("In place", arguments: Pairing.all)
  func inPlace(_ pair: Pairing) {
    let buffer = ColumnBuffer<Double>(count: 1_003, repeating: 0)
    let x = buffer.column
    for i in 0..<1_003 { x[i] = Self.values[i % Self.values.count] }
    pair.block(x, x)
    for i in 0..<1_003 {
      #expect(x[i].bitPattern == pair.scalar(Self.values[i % Self.values.count]).bitPattern)
    }
  }

  /// Blocks whose arguments all lie within ±700 take a shorter way; one argument beyond sends the whole group round.
  @Test("The short way of exponentials, to its very ends", arguments: 0..<3, [700.0, 700.0.nextUp])
  func shortWay(level: Int, limit: Double) {
    guard rm_force_level(Int32(level)) == level else { return }
    defer { rm_force_level(2) }
    let input = ColumnBuffer<Double>(count: 600, repeating: 0)
    let output = ColumnBuffer<Double>(count: 600, repeating: 0)
    let (x, y) = (input.column, output.column)
    for i in 0..<600 { x[i] = limit * (Double(i) / 299.5 - 1) }
    VectorMath.exp(x, into: y)
    for i in 0..<600 { #expect(y[i].bitPattern == Portable.exp(x[i]).bitPattern, "exp \(x[i])") }
    VectorMath.logistic(x, into: y)
    for i in 0..<600 { #expect(y[i].bitPattern == Portable.logistic(x[i]).bitPattern, "logistic \(x[i])") }
  }

  @Test("Moments add up in sixteen places, whatever the length", arguments: 0..<3, [0, 1, 15, 16, 17, 104, 128])
  func moments(level: Int, count: Int) {
    guard rm_force_level(Int32(level)) == level else { return }
    defer { rm_force_level(2) }
    let values = ColumnBuffer<Double>(count: count, repeating: 0)
    let sums = ColumnBuffer<Double>(count: 16, repeating: 0.1)
    let squares = ColumnBuffer<Double>(count: 16, repeating: 0.2)
    var expected = [Double](repeating: 0.1, count: 16), expectedSquares = [Double](repeating: 0.2, count: 16)
    for i in 0..<count {
      let value = Portable.sin(Double(i)) * 3
      values.column[i] = value
      expected[i % 16] += value
      expectedSquares[i % 16] += value * value
    }
    VectorMath.addMoments(of: values.column, to: sums.column, squares.column)
    for place in 0..<16 {
      #expect(sums.column[place] == expected[place] && squares.column[place] == expectedSquares[place])
    }
  }

  @Test("Rows below a limit are listed at every level and length", arguments: 0..<3)
  func listsBelow(level: Int) {
    guard rm_force_level(Int32(level)) == level else { return }
    defer { rm_force_level(2) }
    let values = ColumnBuffer<Double>(count: 200, repeating: 0), list = ColumnBuffer<UInt32>(count: 200, repeating: 0)
    for row in 0..<200 { values.column[row] = Self.values[(7 * row) % Self.values.count] }
    for length in 0...200 {
      for limit in [-1e9, 0, 0.075, 30, .infinity] {
        let x = values.column.prefix(length), rows = list.column.prefix(length)
        let found = VectorMath.list(x, below: limit, into: rows)
        #expect((0..<found).map { Int(rows[$0]) } == (0..<length).filter { x[$0] < limit })
      }
    }
  }

  @Test("The level has a name, and is never above the processor's")
  func level() {
    #expect(["sse2", "avx2", "avx512"].contains(VectorMath.level))
    #expect(rm_force_level(99) <= 2)
    #expect(rm_force_level(-1) == 0)
    rm_force_level(2)
  }
}
