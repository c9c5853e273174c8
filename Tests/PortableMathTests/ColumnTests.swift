import PortableMath
import Testing

@Suite("Columns")
struct ColumnTests {
  @Test("Elements, slices and lanes show the same memory")
  func views() {
    let buffer = ColumnBuffer<Double>(count: 19, repeating: 1.5)
    let column = buffer.column
    #expect(column.count == 19 && column.laneCount == 3)
    column[17] = 4
    #expect(column[lane: 2][1] == 4)
    column[lane: 1] = SIMD8(repeating: 2)
    #expect(column[8] == 2 && column[15] == 2 && column[16] == 1.5)
    let slice = column.slice(from: 8, count: 4)
    slice.fill(9)
    #expect(column[7] == 1.5 && column[8] == 9 && column[11] == 9 && column[12] == 2)
    #expect(column.prefix(0).count == 0)
  }

  @Test("Storage is aligned and padded", arguments: [0, 1, 7, 8, 9, 64, 1_001])
  func storage(count: Int) {
    let buffer = ColumnBuffer<UInt32>(count: count, repeating: 3)
    #expect(buffer.capacity % 8 == 0 && buffer.capacity >= count)
    #expect(buffer.column.withUnsafeElements { UInt(bitPattern: $0) % 64 } == 0)
  }

  @Test("Growing keeps what was there")
  func growing() {
    var buffer = ColumnBuffer<Double>(count: 3, repeating: 7)
    buffer.column[2] = 5
    for count in [4, 8, 9, 100, 101, 5_000] {
      buffer.grow(to: count)
      #expect(buffer.count == count && buffer.column[2] == 5 && buffer.column[count - 1] == 7)
    }
    buffer.grow(to: 2)
    #expect(buffer.count == 5_000)
  }

  @Test("Wrong indices stop the program")
  func traps() async {
    await #expect(processExitsWith: .failure) {
      let buffer = ColumnBuffer<Double>(count: 8, repeating: 0)
      buffer.column[8] = 1
    }
    await #expect(processExitsWith: .failure) {
      let buffer = ColumnBuffer<Double>(count: 8, repeating: 0)
      _ = buffer.column[-1]
    }
    await #expect(processExitsWith: .failure) {
      let buffer = ColumnBuffer<Double>(count: 8, repeating: 0)
      _ = buffer.column.slice(from: 4, count: 4)[lane: 0]
    }
    await #expect(processExitsWith: .failure) {
      let buffer = ColumnBuffer<Double>(count: 8, repeating: 0)
      _ = buffer.column.slice(from: 4, count: 5)
    }
  }
}
