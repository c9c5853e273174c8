// The one file of this package that touches memory by address.
//
// Why: the state of a trial is dozens of columns that passes read and write at once. Swift arrays held by a struct
// cost a uniqueness check and a retain per access, and two spans into one struct, one of them mutable, are rejected
// as overlapping. So storage is owned here, once, by a non-copyable buffer, and passes receive views of it.
//
// What keeps it sound: every access is checked against the count, in release builds too (it costs nothing
// measurable); storage is allocated and initialised in whole lanes of eight, so the last lane is never half outside;
// a view is not Sendable, so it stays with the worker that owns the trial; the owner frees in `deinit` and nowhere
// else. What the compiler cannot check: a view must not outlive its buffer, nor be used after `grow`. A buffer that
// is a local, a parameter or a part of a non-copyable struct lives to the end of its scope, so views in locals of a
// pass are sound. A buffer inside a class is not: the optimiser may release the object after its last mention,
// before the view's last use (seen, release build).

/// A view of one column of a table: `count` elements in one piece of memory that a ``ColumnBuffer`` owns.
///
/// Copying the view does not copy the elements. All indices are checked.
@frozen
public struct Column<Element: BitwiseCopyable> {
  @usableFromInline let base: UnsafeMutablePointer<Element>

  /// The number of elements.
  public let count: Int

  /// Elements from `base` to the end of the buffer's padding: whole lanes must lie within.
  @usableFromInline let reach: Int

  @inlinable
  init(base: UnsafeMutablePointer<Element>, count: Int, reach: Int) {
    self.base = base
    self.count = count
    self.reach = reach
  }

  /// The element at `i`, `0 ≤ i < count`.
  /// - Complexity: O(1)
  @inlinable
  public subscript(i: Int) -> Element {
    get {
      precondition(UInt(bitPattern: i) < UInt(bitPattern: count), "Column: index out of range")
      return base[i]
    }
    nonmutating set {
      precondition(UInt(bitPattern: i) < UInt(bitPattern: count), "Column: index out of range")
      base[i] = newValue
    }
  }

  /// The first `length` elements.
  /// - Complexity: O(1)
  @inlinable
  public func prefix(_ length: Int) -> Column {
    slice(from: 0, count: length)
  }

  /// `length` elements from `start` on.
  /// - Complexity: O(1)
  @inlinable
  public func slice(from start: Int, count length: Int) -> Column {
    // As unsigned numbers, negative ones are too large.
    precondition(
      UInt(bitPattern: start) <= UInt(bitPattern: count)
        && UInt(bitPattern: length) <= UInt(bitPattern: count &- start),
      "Column: slice out of range")
    return Column(base: base + start, count: length, reach: reach &- start)
  }

  /// Sets every element.
  /// - Complexity: O(`count`)
  @inlinable
  public func fill(_ value: Element) {
    base.update(repeating: value, count: count)
  }

  /// Copies the elements of a column of the same length.
  /// - Complexity: O(`count`)
  @inlinable
  public func copy(from source: Column) {
    precondition(source.count == count, "Column: counts differ")
    base.update(from: source.base, count: count)
  }

  /// For callers of C: the elements' address, valid inside `body` only.
  @inlinable
  public func withUnsafeElements<Result>(_ body: (UnsafeMutablePointer<Element>) -> Result) -> Result {
    body(base)
  }
}

extension Column where Element == Double {
  /// The number of lanes of eight, the last one padded.
  @inlinable
  public var laneCount: Int { (count + 7) >> 3 }

  /// Elements `8j …< 8j + 8`; beyond `count` lies padding, which may be read and written and means nothing.
  ///
  /// A slice whose last lane would reach past its buffer is refused, as is `j` outside `0 ..< laneCount`.
  /// - Complexity: O(1)
  @inlinable
  public subscript(lane j: Int) -> SIMD8<Double> {
    get {
      checkLane(j)
      return UnsafeRawPointer(base + 8 &* j).loadUnaligned(as: SIMD8<Double>.self)
    }
    nonmutating set {
      checkLane(j)
      UnsafeMutableRawPointer(base + 8 &* j).storeBytes(of: newValue, as: SIMD8<Double>.self)
    }
  }

  @inlinable
  func checkLane(_ j: Int) {
    precondition(UInt(bitPattern: j) < UInt(bitPattern: min(laneCount, reach >> 3)), "Column: lane out of range")
  }
}

/// The owner of a column's storage: 64-byte aligned, padded to whole lanes of eight elements, freed when it goes.
public struct ColumnBuffer<Element: BitwiseCopyable>: ~Copyable {
  @usableFromInline var base: UnsafeMutablePointer<Element>

  /// The number of elements.
  public private(set) var count: Int

  @usableFromInline let filler: Element

  /// The number of elements there is room for, a multiple of eight.
  public private(set) var capacity: Int

  /// `count ≥ 0` elements, all (padding too) equal to `value`.
  /// - Complexity: O(`count`)
  public init(count: Int, repeating value: Element) {
    precondition(count >= 0, "ColumnBuffer: negative count")
    self.count = count
    filler = value
    capacity = Self.padded(count)
    base = Self.allocate(capacity)
    base.initialize(repeating: value, count: capacity)
  }

  deinit {
    UnsafeMutableRawPointer(base).deallocate()
  }

  /// A view of all elements, valid until the buffer grows or goes.
  public var column: Column<Element> {
    Column(base: base, count: count, reach: capacity)
  }

  /// Makes room for `newCount` elements; the new ones have the value that the buffer was made with. Never shrinks.
  /// - Complexity: O(`newCount`) when memory must move, which happens at doubling sizes only
  public mutating func grow(to newCount: Int) {
    guard newCount > count else { return }
    if newCount > capacity {
      let room = Self.padded(max(newCount, 2 * capacity))
      let moved = Self.allocate(room)
      moved.initialize(repeating: filler, count: room)
      moved.update(from: base, count: count)
      UnsafeMutableRawPointer(base).deallocate()
      base = moved
      capacity = room
    } else {
      (base + count).update(repeating: filler, count: newCount - count)
    }
    count = newCount
  }

  private static func padded(_ count: Int) -> Int {
    max(8, (count + 7) / 8 * 8)
  }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Element> {
    let bytes = capacity * MemoryLayout<Element>.stride
    return UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
      .bindMemory(to: Element.self, capacity: capacity)
  }
}
