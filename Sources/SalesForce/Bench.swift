import PortableMath
import RandomStreams

/// One firm on which single passes of the shipped mechanisms are run; all others are knocked out, for nobody calls
/// them. Verification works on it: what is checked is the code that scenarios run, not a copy.
package struct Bench: ~Copyable {
  package var firm: Firm
  package let draws: Draws
  package let common: Common
  private let levers: LeverBook
  private let threads: ColumnBuffer<Double>
  private let mechanisms: [WeeklyProcess]

  /// - Parameters:
  ///   - market: potential of the market in seats' worth; nil for as much as there are seats.
  ///   - parameters: values by path; a path that no mechanism declares, or a value outside its range, stops the program.
  ///   - levers: values of levers, also outside the range that scenarios may use; the others stay neutral.
  package init(
    seats: Int, span: Int = 8, market: Double? = nil, seed: UInt32 = 20_26, trial: UInt32 = 0,
    _ parameters: [String: Double] = [:],
    lists: [String: [Double]] = [:], levers: [LeverName: Double] = [:], threads: [ThreadName: Double] = [:]
  ) {
    var given = lists
    for (path, value) in parameters where given[path] == nil { given[path] = [value] }
    let declared = Model.declarations(given: given)
    let paths = Set(declared.settings.cards.map { $0.path })
    precondition(given.keys.allSatisfy(paths.contains), "no such parameter: \(Set(given.keys).subtracting(paths))")
    precondition(declared.settings.problems.isEmpty, "\(declared.settings.problems)")
    mechanisms = declared.mechanisms
    var settings = Settings(given: given)
    common = Common(&settings)
    firm = Firm(Organisation(seats: seats, span: span, market: market))
    draws = Draws(StreamKey(seed: seed, trial: trial))
    self.levers = LeverBook(Organisation(seats: seats, span: span))
    self.threads = ColumnBuffer(count: ThreadName.allCases.count, repeating: 0)
    for (name, value) in levers { self.levers.set(Lever(name), value) }
    for name in ThreadName.allCases { self.threads.column[name.position] = threads[name] ?? name.card.neutral }
  }

  package subscript(lever: LeverName) -> Double {
    get { levers[Lever(lever)] }
    nonmutating set { levers.set(Lever(lever), newValue) }
  }

  /// Sets the state of a mechanism, by its descriptor's name, as a trial's start does.
  package mutating func start(_ name: String) { mechanism(name).start(&firm, week(0)) }

  /// One week of the shipped mechanism of that name.
  package mutating func pass(_ name: String, week index: Int = 0) { mechanism(name).pass(&firm, week(index)) }

  mutating func start<Shipped: Mechanism>(_ type: Shipped.Type) { start(type.card.name) }

  mutating func pass<Shipped: Mechanism>(_ type: Shipped.Type, week index: Int = 0) {
    pass(type.card.name, week: index)
  }

  /// Sets the week's flows to 0, as the trial runner does before the first process.
  package mutating func beginWeek() {
    for flow in FirmColumn.flows { firm[flow] = 0 }
  }

  func week(_ index: Int) -> Week {
    Week(index: index, levers: levers.table, threads: threads.column, draws: draws)
  }

  private func mechanism(_ name: String) -> WeeklyProcess {
    for candidate in mechanisms where candidate.card.name == name { return candidate }
    preconditionFailure("\(name) is not in the week")
  }

  /// Sellers whom nothing but pay moves: no motivation, no achievement drive, no sales that come by themselves.
  package mutating func keepPayAlone() {
    firm[.motivation].fill(0)
    firm[.achievement].fill(0)
    firm[.salesRate].fill(0)
  }
}
