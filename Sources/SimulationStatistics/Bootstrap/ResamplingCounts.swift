import LinearAlgebra
import PortableMath
import RandomStreams

/// How often each trial appears in each bootstrap replicate: keyed draws, so replicate r is the same whoever asks.
///
/// Element 2i and 2i + 1 of replicate r are ⌊n·u⌋ of the two uniforms at address (entity i, week r, process). Drawing
/// n indices is the multinomial by definition; the rounding of n·u biases a count by less than n·2⁻⁵³.
public struct ResamplingCounts: Sendable {
  /// The process number of bootstrap draws: "boot" in ASCII, above all of the model's.
  public static let process: UInt32 = 0x626f_6f74

  /// n, the number of trials.
  public let trialCount: Int
  private let draws: Draws

  /// - Parameters:
  ///   - trialCount: n > 0.
  ///   - key: seed and trial of the draws; equal keys give equal replicates.
  public init(trialCount: Int, key: StreamKey) {
    precondition(trialCount > 0 && trialCount <= 1 << 32, "ResamplingCounts: trialCount \(trialCount)")
    self.trialCount = trialCount
    draws = Draws(key)
  }

  /// Counts of the replicates `range`, a column each: n rows, column sums n.
  /// - Complexity: O(n) a replicate, about 3 ns a draw
  public func counts(replicates range: Range<UInt32>) -> Matrix {
    let pairs = (trialCount + 1) / 2
    let entity = ColumnBuffer<UInt32>(count: pairs, repeating: 0)
    for i in 0..<pairs { entity.column[i] = UInt32(i) }
    let first = ColumnBuffer<Double>(count: pairs, repeating: 0)
    let second = ColumnBuffer<Double>(count: pairs, repeating: 0)
    var counts: [Double] = []
    counts.reserveCapacity(trialCount * range.count)
    var own = [Double](repeating: 0, count: trialCount)
    for replicate in range {
      draws.uniformPair(
        entity: entity.column, week: .same(replicate), process: Self.process, draw: .same(0), first: first.column,
        second: second.column)
      tally(first.column, second.column, into: &own)
      counts.append(contentsOf: own)
    }
    return Matrix(rowCount: trialCount, columnCount: range.count, elements: counts)
  }

  private func tally(_ first: Column<Double>, _ second: Column<Double>, into counts: inout [Double]) {
    let n = Double(trialCount)
    var span = counts.mutableSpan
    for i in 0..<trialCount { span[i] = 0 }
    for i in 0..<trialCount / 2 {
      span[Int(first[i] * n)] += 1
      span[Int(second[i] * n)] += 1
    }
    if !trialCount.isMultiple(of: 2) { span[Int(first[trialCount / 2] * n)] += 1 }
  }
}
