import PortableMath

/// The events of one week in front of the experts.
///
/// Requests stand in one column: `[0, waiting)` are in the queue, `[next, count)` have yet to come in, in the order of
/// their times; what lies between is done. The queue is searched for the best-liked request at each start of service:
/// a few comparisons, since lines that are worth a heap do not last under a patience of hours.
struct WaitingLine {
  enum Event {
    case served(ExpertRequest, wait: Double)
    case left(ExpertRequest)
  }

  private let requests: Column<ExpertRequest>
  private let patience: Double
  private(set) var waiting: Int
  private var next: Int

  /// - Parameters:
  ///   - requests: those that wait already, then this week's in the order of their times.
  ///   - waiting: how many wait already.
  init(_ requests: Column<ExpertRequest>, waiting: Int, patience: Double) {
    self.waiting = waiting
    next = waiting
    self.requests = requests
    self.patience = patience
  }

  /// The next start of service or departure before `end`, or nil; what still waits then stands in `[0, waiting)`.
  mutating func next(_ freeTimes: Column<Double>, before end: Double) -> Event? {
    var server = 0
    for other in 1..<max(freeTimes.count, 1) where freeTimes[other] < freeTimes[server] { server = other }
    let free = freeTimes[server]
    while true {
      // Everybody who has come by the time a server is free stands in the line.
      while next < requests.count, requests[next].time <= free, requests[next].time < end { join() }
      if waiting == 0 {
        guard next < requests.count, requests[next].time < end else { return nil }
        join()
      }
      if let place = impatient(before: min(free, end)) { return .left(remove(place)) }
      let place = best()
      let start = max(free, requests[place].time)
      guard start < end else { return nil }
      let request = remove(place)
      freeTimes[server] = start + request.service
      return .served(request, wait: start - request.time)
    }
  }

  private mutating func join() {
    if waiting != next { requests[waiting] = requests[next] }
    waiting += 1
    next += 1
  }

  private mutating func remove(_ place: Int) -> ExpertRequest {
    let request = requests[place]
    waiting -= 1
    if place != waiting { requests[place] = requests[waiting] }
    return request
  }

  private func impatient(before time: Double) -> Int? {
    (0..<waiting).first { requests[$0].time + patience < time }
  }

  private func best() -> Int {
    var place = 0
    for other in 1..<max(waiting, 1) {
      let (a, b) = (requests[other], requests[place])
      if a.goodwill > b.goodwill || (a.goodwill == b.goodwill && a.priority < b.priority) { place = other }
    }
    return place
  }
}
