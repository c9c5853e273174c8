// Numbers on their way between page and module, in memory that stays where it is until the next call.

nonisolated(unsafe) var exchange = Exchange()

struct Exchange: ~Copyable {
  private var given: UnsafeMutableBufferPointer<Double> = .allocate(capacity: 0)
  private var results: UnsafeMutableBufferPointer<Double> = .allocate(capacity: 0)

  /// Room for what the page gives.
  mutating func room(_ count: Int) -> UnsafeMutablePointer<Double>? {
    given.deallocate()
    given = .allocate(capacity: count)
    given.initialize(repeating: .nan)
    return given.baseAddress
  }

  /// What it gave.
  var input: [Double] { Array(given) }

  /// Lays results down for the page, with one NaN for all; says how many.
  mutating func keep(_ values: [Double]) -> Int32 {
    results.deallocate()
    results = .allocate(capacity: values.count)
    for (place, value) in values.enumerated() { results[place] = value.isNaN ? .nan : value }
    return Int32(values.count)
  }

  var address: UnsafePointer<Double>? { UnsafePointer(results.baseAddress) }
}

@_expose(wasm, "input") @_cdecl("page_input")
public func input(count: Int32) -> UnsafeMutablePointer<Double>? { exchange.room(Int(count)) }

@_expose(wasm, "results") @_cdecl("page_results")
public func results() -> UnsafePointer<Double>? { exchange.address }
