import CVectorMath
import PortableMath
@_spi(Benchmarks) import RandomStreams
import Testing

@Suite("Blocks of draws have the bits of single draws", .serialized)
struct BlockDrawTests {
  static let draws = Draws(StreamKey(seed: 123, trial: 456))

  @Test("At every level, offset and length, with common and own weeks and draw numbers", arguments: 0..<3)
  func sameBits(level: Int) {
    guard rm_force_level(Int32(level)) == level else { return }
    defer { rm_force_level(2) }
    let ids = ColumnBuffer<UInt32>(count: 64, repeating: 0)
    let weeks = ColumnBuffer<UInt32>(count: 64, repeating: 0)
    let a = ColumnBuffer<Double>(count: 64, repeating: 0)
    let b = ColumnBuffer<Double>(count: 64, repeating: 0)
    for i in 0..<64 {
      ids.column[i] = UInt32(i * 97_003)
      weeks.column[i] = UInt32(i * 5 % 61)
    }
    for offset in 0..<9 {
      for length in 0...40 {
        let entity = ids.column.slice(from: offset, count: length)
        let each = weeks.column.slice(from: offset, count: length)
        let (x, y) = (a.column.slice(from: offset, count: length), b.column.slice(from: offset, count: length))
        for (week, draw) in [(Words.same(7), Words.same(2)), (.each(each), .same(2)), (.same(7), .each(each))] {
          func compare(_ name: String, _ column: Column<Double>, _ single: (DrawAddress) -> Double) {
            for i in 0..<length {
              let address = DrawAddress(
                entity: entity[i], week: value(week, i), process: 9, draw: UInt16(value(draw, i)))
              #expect(column[i].bitPattern == single(address).bitPattern, "\(name), \(i) of \(length)")
            }
          }
          Self.draws.uniform(entity: entity, week: week, process: 9, draw: draw, into: x)
          compare("uniform", x) { Self.draws.uniform(at: $0) }
          Self.draws.openUniform(entity: entity, week: week, process: 9, draw: draw, into: x)
          compare("openUniform", x) { Self.draws.openUniform(at: $0) }
          Self.draws.uniformPair(entity: entity, week: week, process: 9, draw: draw, first: x, second: y)
          compare("first", x) { Self.draws.uniformPair(at: $0).first }
          compare("second", y) { Self.draws.uniformPair(at: $0).second }
          Self.draws.normal(entity: entity, week: week, process: 9, draw: draw, into: x)
          compare("normal", x) { Self.draws.normal(at: $0) }
          Self.draws.exponential(entity: entity, week: week, process: 9, draw: draw, into: x)
          compare("exponential", x) { Self.draws.exponential(at: $0) }
        }
      }
    }
  }

  private func value(_ words: Words, _ i: Int) -> UInt32 {
    switch words {
    case .same(let word): word
    case .each(let column): column[i]
    }
  }

  @Test("Counts, at every level, offset and length", arguments: 0..<3)
  func counts(level: Int) {
    guard rm_force_level(Int32(level)) == level else { return }
    defer { rm_force_level(2) }
    let buffers: [4 of ColumnBuffer<Double>] = InlineArray { _ in ColumnBuffer(count: 160, repeating: 0) }
    for i in 0..<160 {
      let pair = Self.draws.uniformPair(at: DrawAddress(entity: UInt32(i), week: 0, process: 1, draw: 0))
      buffers[0].column[i] = pair.first
      buffers[1].column[i] = [0, 0.3, 2.3, 9, 14, 30, 200, .nan, -1][i % 9]
      buffers[2].column[i] = pair.second
    }
    for offset in 0..<9 {
      for length in Array(0...40) + [64, 65, 130] {
        func part(_ j: Int) -> Column<Double> { buffers[j].column.slice(from: offset, count: length) }
        let (u, mean, p, count) = (part(0), part(1), part(2), part(3))
        Draws.poisson(uniform: u, mean: mean, into: count)
        for i in 0..<length { #expect(count[i] == Draws.poisson(uniform: u[i], mean: mean[i])) }
        Draws.binomial(uniform: u, n: mean, p: p, into: count)
        for i in 0..<length { #expect(count[i] == Draws.binomial(uniform: u[i], n: mean[i], p: p[i])) }
        Draws.binomialFew(uniform: u, n: mean, p: p, into: count)
        for i in 0..<length {
          let n = mean[i] > 16 ? 16 : mean[i]
          #expect(count[i] == Draws.binomial(uniform: u[i], n: n, p: p[i]))
        }
      }
    }
  }

  @Test("Four coarse uniforms are the four words, at every level", arguments: 0..<3)
  func coarse(level: Int) {
    guard rm_force_level(Int32(level)) == level else { return }
    defer { rm_force_level(2) }
    let ids = ColumnBuffer<UInt32>(count: 300, repeating: 0)
    for i in 0..<300 { ids.column[i] = UInt32(i * 31) }
    let columns: [4 of ColumnBuffer<Double>] = InlineArray { _ in ColumnBuffer(count: 300, repeating: 0) }
    Self.draws.coarseUniforms(
      entity: .same(.max), week: .each(ids.column), process: 1, draw: .same(0),
      into: (columns[0].column, columns[1].column, columns[2].column, columns[3].column))
    for i in 0..<300 {
      let words = Self.draws.words(at: DrawAddress(entity: .max, week: ids.column[i], process: 1, draw: 0))
      for j in 0..<4 { #expect(columns[j].column[i] == (Double(words[j]) + 0.5) * 0x1p-32) }
    }
  }

  @Test("Long blocks, past every inner group")
  func long() {
    let count = 1_500
    let ids = ColumnBuffer<UInt32>(count: count, repeating: 0)
    let values = ColumnBuffer<Double>(count: count, repeating: 0)
    for i in 0..<count { ids.column[i] = UInt32(i) }
    Self.draws.normal(entity: ids.column, week: .same(1), process: 2, draw: .each(ids.column), into: values.column)
    for i in 0..<count {
      let address = DrawAddress(entity: UInt32(i), week: 1, process: 2, draw: UInt16(i))
      #expect(values.column[i] == Self.draws.normal(at: address))
    }
  }
}
