import PortableMath

/// A question on its way to an expert.
struct ExpertRequest: BitwiseCopyable {
  /// When it was asked, in weeks from the scenario's start.
  var time: Double
  /// How long the answer takes an expert, weeks.
  var service: Double
  /// Goodwill of the experts towards the seller who asks.
  var goodwill: Double
  /// Uniform that decides whether the answer resolves the issue.
  var luck: Double
  /// Random order among equals.
  var priority: UInt64
  var born: UInt32
  var seat: UInt32
  var entity: UInt32
  /// Row of the opportunity, as long as the pool's epoch is the same.
  var row: UInt32
  var epoch: UInt32
  /// 1 when the seller follows the issue through himself, else 0.
  var owned: UInt32
}

/// Experts' servers, and the requests that wait for one or have come in this week.
struct ExpertPool: ~Copyable {
  private var times: ColumnBuffer<Double>
  private var queue: ColumnBuffer<ExpertRequest>
  private(set) var servers = 0
  /// Requests in the pool: those that waited already, then those of this week in the order in which they were made.
  private(set) var count = 0

  private static let none = ExpertRequest(
    time: 0, service: 0, goodwill: 0, luck: 0, priority: 0, born: 0, seat: 0, entity: 0, row: 0, epoch: 0, owned: 0)

  init(servers: Int, capacity: Int) {
    times = ColumnBuffer(count: max(servers, 8), repeating: 0)
    queue = ColumnBuffer(count: max(capacity, 64), repeating: Self.none)
  }

  /// When each server is next free, weeks from the scenario's start.
  var freeTimes: Column<Double> { times.column.prefix(servers) }
  var requests: Column<ExpertRequest> { queue.column.prefix(count) }

  mutating func reset() {
    servers = 0
    count = 0
  }

  /// Adds servers that are free from `now` on, or takes away the last ones.
  mutating func staff(_ number: Int, now: Double) {
    if number > times.column.count { times.grow(to: number) }
    let before = servers
    servers = number
    if number > before { for index in before..<number { times.column[index] = now } }
  }

  mutating func add(_ request: ExpertRequest) {
    if count == queue.column.count { queue.grow(to: count * 2) }
    count += 1
    queue.column[count - 1] = request
  }

  /// Keeps the first requests and forgets the others.
  mutating func truncate(to number: Int) { count = min(number, count) }

  mutating func copy(from other: borrowing ExpertPool) {
    if times.column.count < other.servers { times.grow(to: other.servers) }
    if queue.column.count < other.count { queue.grow(to: other.count) }
    servers = other.servers
    count = other.count
    freeTimes.copy(from: other.freeTimes)
    requests.copy(from: other.requests)
  }
}
