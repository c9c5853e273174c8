import PortableMath
import RandomStreams

@testable import SalesForce

/// A trial of a model's first regime in the open: pass by pass, with hands on the firm.
struct OpenTrial: ~Copyable {
  let model: Model
  var firm: Firm
  private let draws = Draws(StreamKey(seed: 5, trial: 0))
  private var levers: LeverBook
  private let threads = ColumnBuffer<Double>(count: ThreadName.allCases.count, repeating: 0)

  init(_ model: Model) {
    self.model = model
    let organisation = model.plan.organisation
    firm = Firm(organisation)
    levers = LeverBook(organisation)
    read(0)
    for process in model.processes { process.start(&firm, week(0)) }
  }

  private func week(_ index: Int) -> Week {
    Week(index: index, levers: levers.table, threads: threads.column, draws: draws)
  }

  private mutating func read(_ index: Int) {
    levers.read(model.levers[0], week: index, members: nil)
    for thread in 0..<model.threads.count { threads.column[thread] = model.threads[thread][index] }
  }

  mutating func begin(_ index: Int) {
    read(index)
    for flow in FirmColumn.flows { firm[flow] = 0 }
    firm[.present].copy(from: firm[.filled])
  }

  mutating func pass(_ place: Int, week index: Int) { model.processes[place].pass(&firm, week(index)) }

  /// A whole week.
  /// - Parameter poison: what every scratch column is filled with before each pass; nil leaves them alone.
  mutating func live(_ index: Int, poison: Double? = nil) {
    begin(index)
    for place in model.processes.indices {
      if let poison { for column in 0..<Scratch.columns { firm.scratch[column].fill(poison) } }
      pass(place, week: index)
    }
  }

  /// Bits of some state; everything that belongs to opportunities as soon as one of their columns is asked for.
  func state(_ keys: some Sequence<StateKey>) -> [UInt64] {
    var bits: [UInt64] = []
    var ofPool = false
    for key in keys {
      switch key {
      case .seller(let column): for seat in 0..<firm.seats { bits.append(firm[column][seat].bitPattern) }
      case .firm(let column): bits.append(firm[column].bitPattern)
      case .people: for seat in 0..<firm.seats { bits.append(UInt64(firm.person[seat])) }
      case .expertQueue:
        for server in 0..<firm.experts.servers { bits.append(firm.experts.freeTimes[server].bitPattern) }
        for place in 0..<firm.experts.count {
          let request = firm.experts.requests[place]
          bits += [
            request.time.bitPattern, request.service.bitPattern, request.goodwill.bitPattern, request.luck.bitPattern,
            request.priority, UInt64(request.entity), UInt64(request.born), UInt64(request.owned),
          ]
        }
      case .accounts:
        let accounts = (firm.accounts.entity, firm.accounts.born, firm.accounts.seat, firm.accounts.problems)
        for row in 0..<firm.accounts.count {
          bits += [accounts.0, accounts.1, accounts.2, accounts.3].map { UInt64($0[row]) }
          for column in AccountColumn.allCases { bits.append(firm.accounts[column][row].bitPattern) }
        }
      case .opportunity, .patience: ofPool = true
      }
    }
    guard ofPool else { return bits }
    let (entity, born, stage) = (firm.opportunities.entity, firm.opportunities.born, firm.opportunities.stage)
    for row in 0..<firm.opportunities.count {
      bits += [entity[row], born[row], stage[row], firm.opportunities.group[row]].map { UInt64($0) }
      for column in OpportunityColumn.allCases { bits.append(firm.opportunities[column][row].bitPattern) }
    }
    let raised = firm.opportunities.raised
    for place in 0..<raised.count { bits.append(UInt64(raised[place])) }
    return bits
  }

  static let everything: [StateKey] =
    SellerColumn.allCases.map { .seller($0) } + FirmColumn.allCases.map { .firm($0) } + [
      .people, .accounts, .expertQueue, .opportunity(.value),
    ]
}
