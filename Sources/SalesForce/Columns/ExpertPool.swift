import PortableMath

/// A question on its way to an expert.
package struct ExpertRequest: BitwiseCopyable, Equatable {
  /// When it was asked, in weeks from the scenario's start.
  package var time: Double
  /// How long the answer takes an expert, weeks.
  package var service: Double
  /// Goodwill of the experts towards the seller who asks.
  package var goodwill: Double
  /// Uniform that decides whether the answer resolves the issue.
  package var luck: Double
  /// Random order among equals.
  package var priority: UInt64
  package var born: UInt32
  /// Row of the seat that asks, and of the one that the deal belongs to: below 2¹⁶, there are 20,000 seats at most.
  package var seat, dealSeat: UInt16
  package var entity: UInt32
  /// Row of the opportunity, as long as the pool's epoch is the same.
  package var row: UInt32
  package var epoch: UInt32
  /// 1 when the seller follows the issue through as well, else 0.
  package var owned: UInt32

  package init(
    time: Double, service: Double, goodwill: Double, luck: Double, priority: UInt64, born: UInt32, seat: UInt16,
    dealSeat: UInt16? = nil,
    entity: UInt32, row: UInt32, epoch: UInt32, owned: UInt32
  ) {
    self.time = time
    self.service = service
    self.goodwill = goodwill
    self.luck = luck
    self.priority = priority
    self.born = born
    self.seat = seat
    self.dealSeat = dealSeat ?? seat
    self.entity = entity
    self.row = row
    self.epoch = epoch
    self.owned = owned
  }

  func isBefore(_ other: ExpertRequest) -> Bool {
    time != other.time ? time < other.time : priority < other.priority
  }
}

/// Experts' servers, and the requests that wait for one or have come in this week.
package struct ExpertPool: ~Copyable {
  private var times: ColumnBuffer<Double>
  private var queue: ColumnBuffer<ExpertRequest>
  private var spare: ColumnBuffer<ExpertRequest>
  private var places: ColumnBuffer<UInt32>
  package private(set) var servers = 0
  /// Requests in the pool: those that waited already, then those of this week in the order in which they were made.
  package private(set) var count = 0
  /// Of these, the requests that waited already, as the line before left them.
  package private(set) var waiting = 0

  private static let none = ExpertRequest(
    time: 0, service: 0, goodwill: 0, luck: 0, priority: 0, born: 0, seat: 0, entity: 0, row: 0, epoch: 0, owned: 0)

  init(servers: Int, capacity: Int) {
    times = ColumnBuffer(count: max(servers, 8), repeating: 0)
    queue = ColumnBuffer(count: max(capacity, 64), repeating: Self.none)
    spare = ColumnBuffer(count: max(capacity, 64), repeating: Self.none)
    places = ColumnBuffer(count: max(capacity, 64) + 1, repeating: 0)
  }

  /// When each server is next free, weeks from the scenario's start.
  package var freeTimes: Column<Double> { times.column.prefix(servers) }
  package var requests: Column<ExpertRequest> { queue.column.prefix(count) }

  mutating func reset() {
    servers = 0
    count = 0
    waiting = 0
  }

  /// Adds servers that are free from `now` on, or takes away the last ones.
  package mutating func staff(_ number: Int, now: Double) {
    if number > times.column.count { times.grow(to: number) }
    let before = servers
    servers = number
    if number > before { for index in before..<number { times.column[index] = now } }
  }

  package mutating func add(_ request: ExpertRequest) {
    if count == queue.column.count { queue.grow(to: count * 2) }
    count += 1
    queue.column[count - 1] = request
  }

  /// Puts this week's requests into the order of their times, ties by priority.
  ///
  /// Times of a week's requests are uniform, so as many buckets as requests leave about one in each and the insertion
  /// sort behind them little to do; a comparison sort of these wide rows was a tenth of the whole run.
  /// - Complexity: O(requests of the week), expected.
  package mutating func sortByTime(week now: Double) {
    let fresh = count - waiting
    if spare.count < fresh { spare.grow(to: queue.count) }
    if places.count <= fresh { places.grow(to: queue.count + 1) }
    let from = queue.column.slice(from: waiting, count: fresh), to = spare.column.prefix(fresh)
    let place = places.column.prefix(fresh + 1)
    place.fill(0)
    for index in 0..<fresh { place[Self.bucket(from[index].time - now, fresh) + 1] += 1 }
    for index in 0..<fresh { place[index + 1] += place[index] }
    for index in 0..<fresh {
      let bucket = Self.bucket(from[index].time - now, fresh)
      to[Int(place[bucket])] = from[index]
      place[bucket] += 1
    }
    for index in 1..<max(fresh, 1) {
      let request = to[index]
      var hole = index
      while hole > 0, request.isBefore(to[hole - 1]) {
        to[hole] = to[hole - 1]
        hole -= 1
      }
      if hole != index { to[hole] = request }
    }
    from.copy(from: to)
  }

  private static func bucket(_ time: Double, _ buckets: Int) -> Int {
    min(max(Int(time * Double(buckets)), 0), buckets - 1)
  }

  /// Keeps the first requests, which go on waiting, and forgets the others.
  package mutating func keep(waiting number: Int) {
    count = min(number, count)
    waiting = count
  }

  mutating func copy(from other: borrowing ExpertPool) {
    if times.column.count < other.servers { times.grow(to: other.servers) }
    if queue.column.count < other.count { queue.grow(to: other.count) }
    servers = other.servers
    count = other.count
    waiting = other.waiting
    freeTimes.copy(from: other.freeTimes)
    requests.copy(from: other.requests)
  }
}
