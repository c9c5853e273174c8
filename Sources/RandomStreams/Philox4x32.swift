import CVectorMath

/// Philox4x32-10, a counter-based generator: 128 bits of counter and 64 of key in, 128 random bits out, no state.
///
/// Source: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
public enum Philox4x32 {
  /// The four output words at a counter under a key.
  /// - Complexity: O(1), ten rounds
  public static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    let words: [4 of UInt32] = [counter.x, counter.y, counter.z, counter.w]
    var out: [4 of UInt32] = [0, 0, 0, 0]
    words.span.withUnsafeBufferPointer { input in
      var span = out.mutableSpan
      span.withUnsafeMutableBufferPointer { rm_philox(input.baseAddress!, key.x, key.y, $0.baseAddress!) }
    }
    return SIMD4(out[0], out[1], out[2], out[3])
  }
}
