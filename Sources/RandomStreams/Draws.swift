import PortableMath

/// The draws of one trial, each a pure function of its address.
///
/// Nothing is sequenced: a draw that is left out or added moves no other. Every distribution takes one block of
/// ``Philox4x32``, except gamma and beta, which may reject and then try again at the next attempt of the same
/// address.
public struct Draws: Hashable, Sendable {
  /// The trial's key.
  public let key: StreamKey

  /// The draws of the trial with this key.
  public init(_ key: StreamKey) {
    self.key = key
  }

  /// The 128 random bits at an address.
  /// - Complexity: O(1)
  public func words(at address: DrawAddress) -> SIMD4<UInt32> {
    Philox4x32.block(counter: address.counter, key: SIMD2(key.seed, key.trial))
  }

  /// 64 random bits: words 0 (high) and 1.
  /// - Complexity: O(1)
  public func bits(at address: DrawAddress) -> UInt64 {
    let w = words(at: address)
    return UInt64(w.x) << 32 | UInt64(w.y)
  }

  /// Uniform on [0, 1): k·2⁻⁵³ with 53 random bits, from words 0 and 1.
  /// - Complexity: O(1)
  public func uniform(at address: DrawAddress) -> Double {
    let w = words(at: address)
    return Self.fraction(w.x, w.y)
  }

  /// Uniform on (0, 1) and symmetric about ½: (k|1)·2⁻⁵³. For inverse transforms that are infinite at an end.
  /// - Complexity: O(1)
  public func openUniform(at address: DrawAddress) -> Double {
    let w = words(at: address)
    return Self.openFraction(w.x, w.y)
  }

  /// Two independent uniforms on [0, 1) from one block: words 0, 1 and words 2, 3. The first is ``uniform(at:)``.
  /// - Complexity: O(1)
  public func uniformPair(at address: DrawAddress) -> (first: Double, second: Double) {
    let w = words(at: address)
    return (Self.fraction(w.x, w.y), Self.fraction(w.z, w.w))
  }

  static func fraction(_ high: UInt32, _ low: UInt32) -> Double {
    Double(UInt64(high >> 5) << 26 | UInt64(low >> 6)) * 0x1p-53
  }

  static func openFraction(_ high: UInt32, _ low: UInt32) -> Double {
    Double(UInt64(high >> 5) << 26 | UInt64(low >> 6) | 1) * 0x1p-53
  }
}
