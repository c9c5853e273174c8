import PortableMath
import RandomStreams
import Testing
import Verification

@testable import SalesForce

@Suite("Customers and their offers")
struct CustomerTests {
  /// Many deals that are all alike before their customers are met.
  private static let alike = [
    "prospecting.arrival_rate": 40.0, "prospecting.size_odds": 0, "prospecting.size_pace": 0, "common.merit_log_sd": 0,
    "customers.need_spread": 2, "customers.quality_weight": 2,
  ]

  /// Opportunities of sellers with the given skills, before and after their customers are met.
  private func bench(
    value: Double = 0.9, innovation: Double = 0.5, agenda: Double = 0, information: Double = 0,
    _ parameters: [String: Double] = [:]
  ) -> Bench {
    var bench = Bench(
      seats: 1_000, Self.alike.merging(parameters) { $1 }, levers: [.agenda: agenda])
    bench.firm[.craft].fill(value)
    bench.firm[.innovation].fill(innovation)
    bench.firm[.information] = information
    bench.start(Customers.self)
    bench.pass(Prospecting.self)
    bench.pass(Customers.self)
    return bench
  }

  private func column(_ bench: borrowing Bench, _ key: OpportunityColumn) -> [Double] {
    let column = bench.firm.opportunities[key]
    return (0..<column.count).map { column[$0] }
  }

  @Test(
    "Averaged over needs, an offer's worth is 1/√(1 + h²(1 − (1−a)s)²), s the skill that the need asks for",
    arguments: [
      (0.9, 0.3, 0.0, 0.0, 2.0), (0.9, 0.3, 1, 0, 2), (0.9, 0.3, 0, 1, 2), (0.6, 0.3, 0.3, 0.5, 1), (0.9, 0.9, 0, 0, 8),
    ])
  func quality(value: Double, innovation: Double, new: Double, agenda: Double, spread: Double) {
    let bench = bench(
      value: value, innovation: innovation, agenda: agenda,
      ["buyers.new_share": new, "customers.need_spread": spread])
    func mean(_ skill: Double) -> Double {
      let left = spread * (1 - (1 - agenda) * skill)
      return 1 / (1 + left * left).squareRoot()
    }
    expect(
      "customers", "quality, v \(value), n \(innovation), new \(new), a \(agenda), h \(spread)",
      Sample(column(bench, .quality)), (1 - new) * mean(value) + new * mean(innovation), sharp: 0.01)
  }

  @Test("Buyers heed quality by what is left of their way, 1 − ρ with ρ ~ Beta(.57, .2), and less once informed")
  func progress() {
    for information in [0, 1.5] {
      let bench = bench(information: information)
      let quality = column(bench, .quality), ease = column(bench, .ease)
      let left = zip(quality, ease).compactMap { q, e in
        (q - 0.9).magnitude > 0.01 ? Portable.log(e) / (2 * (q - 0.9)) : nil
      }
      let remaining = Portable.exp(-0.3 * information)
      let sample = Sample(left.map { $0 / remaining })
      expect("customers", "1 − ρ, I \(information)", sample, 0.43, sharp: 0.006)
      expect(
        "customers", "(1 − ρ)²", Sample(left.map { $0 * $0 / remaining / remaining }), 0.43 * 0.43 + 0.04, sharp: 0.01)
      #expect(left.allSatisfy { $0 > -1e-9 && $0 < remaining + 1e-9 })
    }
  }

  @Test(
    "No decision falls with worth and pain and rises with goodwill to the incumbent, uniform from none to twice its mean"
  )
  func doubt() {
    let bench = bench(["buyers.gap_weight": 1.5])
    let goodwill = zip(column(bench, .quality), column(bench, .doubt)).map { q, d in Portable.log(d) / 1.5 + q - 0.61 }
    expect("customers", "U", Sample(goodwill), 0.25, sharp: 0.005)
    expect("customers", "U²", Sample(goodwill.map { $0 * $0 }), 0.25 / 3, sharp: 0.003)
    #expect(goodwill.allSatisfy { $0 > -1e-9 && $0 < 0.5 + 1e-9 })
  }

  @Test("Customers of the four degrees of patience are equally many")
  func patience() {
    let bench = bench(), group = bench.firm.opportunities.group, stride = bench.firm.scratch.stride
    for degree in 0..<4 {
      let share = Sample((0..<group.count).map { Int(group[$0]) / stride == degree ? 1 : 0 })
      expect("customers", "degree \(degree)", share, 0.25, sharp: 0.012)
    }
  }

  @Test("At the reference the new factors are 1 on average: stage chances hold there")
  func centring() {
    let bench = bench()
    for (what, key, expected) in [("q", OpportunityColumn.quality, 0.9), ("ease", .ease, 1), ("doubt", .doubt, 1)] {
      let mean = Sample(column(bench, key)).mean
      #expect((mean - expected).magnitude < 0.025, "\(what): \(mean)")
    }
  }

  @Test("Traits of one customer are independent, and no parameter moves another trait")
  func independence() {
    let all = bench(), none = bench(["buyers.new_share": 0, "buyers.progress_mean": 0.3])
    let (doubts, others) = (column(all, .doubt), column(none, .doubt))
    let (worth, old) = (column(all, .quality), column(none, .quality))
    var isSame = 0
    for row in 0..<doubts.count {
      let goodwill = Portable.log(doubts[row]) + worth[row], other = Portable.log(others[row]) + old[row]
      #expect((goodwill - other).magnitude < 1e-9)
      if worth[row] == old[row] { isSame += 1 }
    }
    expect(
      "customers", "needs that are not new", Sample((0..<doubts.count).map { $0 < isSame ? 1 : 0 }), 0.7, sharp: 0.012)
    // New needs are met with less skill here, so quality tells them apart from the rest.
    let goodwill = (0..<doubts.count).map { Portable.log(doubts[$0]) + worth[$0] - 0.61 - 0.25 }
    let products = (0..<doubts.count).map { goodwill[$0] * (worth[$0] == old[$0] ? 0.3 : -0.7) }
    expect("customers", "covariance of goodwill and newness", Sample(products), 0, sharp: 0.003)
  }

  @Test("A customer stays the same from stage to stage, issues or not")
  func stages() {
    var bench = bench()
    let rates = bench.common.stages
    for week in 0..<12 {
      bench.pass(Pipeline.self, week: week)
      bench.pass(Issues.self, week: week)
    }
    let pool = PoolColumns(bench.firm.opportunities)
    var seen = [0, 0, 0, 0, 0]
    for row in 0..<pool.stage.count where pool.stage[row] != OpportunityPool.closed {
      let place = Int(pool.stage[row])
      seen[place] += 1
      let drag = bench.common.resolution.drag(unresolved: pool.unresolved[row])
      #expect((pool.advance[row] - rates.advance[place] * pool.ease[row] * drag).magnitude < 1e-12)
      #expect((pool.undecided[row] - rates.undecided[place] * pool.doubt[row]).magnitude < 1e-12)
      #expect(pool.loss[row] == rates.loss[place])
    }
    #expect(seen[1...4].allSatisfy { $0 > 100 }, "\(seen)")
  }

  @Test("A set agenda saves an hour for each opportunity, in the week after")
  func savedHours() {
    var bench = bench(agenda: 0.5, ["prospecting.arrival_rate": 4])
    bench.pass(Hours.self, week: 1)
    var busy = Bench(seats: 1)
    busy.pass(Hours.self)
    for seat in 0..<10 {
      #expect(bench.firm[.savedHours][seat] == 0.5 * bench.firm[.leads][seat])
      expectExact(
        "customers", "hours", bench.firm[.sellingHours][seat],
        min(45, busy.firm[.sellingHours][0] + bench.firm[.savedHours][seat]), to: 1e-14)
    }
  }

  @Test("Rivals come to offer 1/√(1 + h²(1 − (1−a) v)²) for needs that exist, and nothing for new ones")
  func rivals() {
    let rate = 0.1, agenda = 0.25, skill = 0.6
    var bench = Bench(
      seats: 400, Self.alike.merging(["customers.copying": rate, "buyers.new_share": 0.5]) { $1 },
      levers: [.agenda: agenda])
    bench.start(Customers.self)
    for seat in 0..<400 { bench.firm[.craft][seat] = skill + (seat % 2 == 0 ? 0.2 : -0.2) }
    bench.firm[.innovation].fill(0.3)
    let left = 2 * (1 - (1 - agenda) * skill), aim = 1 / (1 + left * left).squareRoot()
    for week in 0..<10 { bench.pass(Customers.self, week: week) }
    expectExact(
      "customers", "rivals after 10 weeks", bench.firm[.rivalQuality], aim + (0.9 - aim) * Portable.exp(-10 * rate))
    // An offer tells from what rivals offer on, and from the reference where the need is new: between the two it helps with
    // customers of the one kind and hinders with the other.
    bench.pass(Prospecting.self)
    bench.pass(Customers.self, week: 10)
    let rival = bench.firm[.rivalQuality]
    let (quality, ease) = (bench.firm.opportunities[.quality], bench.firm.opportunities[.ease])
    let between = (0..<quality.count).filter { quality[$0] > rival + 1e-9 && quality[$0] < 0.9 - 1e-9 }
    #expect(between.count > 500)
    let helps = between.filter { ease[$0] > 1 }, hinders = between.filter { ease[$0] < 1 }
    #expect(helps.count > between.count / 10 && hinders.count > between.count / 10)
    let better = (0..<quality.count).filter { quality[$0] > 0.9 + 1e-9 }
    let worse = (0..<quality.count).filter { quality[$0] < rival - 1e-9 }
    #expect(better.allSatisfy { ease[$0] >= 1 } && worse.allSatisfy { ease[$0] <= 1 })
    #expect(better.count + worse.count > 100)
  }
}
