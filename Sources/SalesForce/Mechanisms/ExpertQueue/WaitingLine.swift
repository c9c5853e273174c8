import PortableMath

/// The events of one week in front of the experts.
///
/// Requests stand in one column: `[0, waiting)` are in the queue, a binary heap with the best-liked seller on top;
/// `[next, count)` have yet to come in, in the order of their times; what lies between is done.
package struct WaitingLine {
  package enum Event {
    case served(ExpertRequest, wait: Double)
    case left(ExpertRequest)
  }

  private let requests: Column<ExpertRequest>
  private let patience: Double
  package private(set) var waiting: Int
  private var next: Int
  /// No request in the queue was asked before this.
  private var earliest: Double

  /// - Parameters:
  ///   - requests: those that wait already, as an earlier line left them, then this week's in the order of their times.
  ///   - waiting: how many wait already.
  package init(_ requests: Column<ExpertRequest>, waiting: Int, patience: Double) {
    self.requests = requests
    self.patience = patience
    self.waiting = waiting
    next = waiting
    earliest = (0..<waiting).reduce(Double.infinity) { min($0, requests[$1].time) }
  }

  /// The next start of service or departure before `end`, or nil; what still waits then stands in `[0, waiting)`.
  /// - Complexity: O(servers + log waiting), and O(waiting) where somebody may have run out of patience.
  package mutating func next(_ freeTimes: Column<Double>, before end: Double) -> Event? {
    var server = 0
    for other in 1..<max(freeTimes.count, 1) where freeTimes[other] < freeTimes[server] { server = other }
    let free = freeTimes[server]
    // Everybody who has come by the time a server is free stands in the queue.
    while next < requests.count, requests[next].time <= free, requests[next].time < end { join() }
    if waiting == 0 {
      guard next < requests.count, requests[next].time < end else { return nil }
      join()
    }
    if let place = impatient(before: min(free, end)) { return .left(remove(place)) }
    let start = max(free, requests[0].time)
    guard start < end else { return nil }
    let request = remove(0)
    freeTimes[server] = start + request.service
    return .served(request, wait: start - request.time)
  }

  private mutating func join() {
    let request = requests[next]
    next += 1
    waiting += 1
    earliest = min(earliest, request.time)
    rise(request, from: waiting - 1)
  }

  private mutating func remove(_ place: Int) -> ExpertRequest {
    let request = requests[place]
    waiting -= 1
    if place < waiting { settle(requests[waiting], at: place) }
    if waiting == 0 { earliest = .infinity }
    return request
  }

  /// Somebody whose patience ended before `time`.
  private mutating func impatient(before time: Double) -> Int? {
    guard earliest + patience < time else { return nil }
    if let place = (0..<waiting).first(where: { requests[$0].time + patience < time }) { return place }
    earliest = (0..<waiting).reduce(Double.infinity) { min($0, requests[$1].time) }
    return nil
  }

  // MARK: Heap

  private func rise(_ request: ExpertRequest, from place: Int) {
    var hole = place
    while hole > 0, request.isPreferred(to: requests[(hole - 1) / 2]) {
      requests[hole] = requests[(hole - 1) / 2]
      hole = (hole - 1) / 2
    }
    requests[hole] = request
  }

  private func settle(_ request: ExpertRequest, at place: Int) {
    var hole = place
    while 2 * hole + 1 < waiting {
      var child = 2 * hole + 1
      if child + 1 < waiting, requests[child + 1].isPreferred(to: requests[child]) { child += 1 }
      guard requests[child].isPreferred(to: request) else { break }
      requests[hole] = requests[child]
      hole = child
    }
    rise(request, from: hole)
  }
}

extension ExpertRequest {
  /// Better liked, or by the keyed order among equals.
  fileprivate func isPreferred(to other: ExpertRequest) -> Bool {
    goodwill != other.goodwill ? goodwill > other.goodwill : priority < other.priority
  }
}
