import PortableMath
import RandomStreams

/// A firm in mid-trial on which processes of the week run alone, for measurements.
///
/// Passes and firms are internal to the model, and a benchmark package stands outside. Each run starts from the same
/// state, restored by ``restore()``, so that repeating it does not drift.
@_spi(Benchmarks)
public struct PassBench: ~Copyable {
  private let model: Model
  private let draws: Draws
  private let week: Int
  private var settled: Firm
  private var firm: Firm
  private var levers: LeverBook
  private var threads: ColumnBuffer<Double>

  /// Lives through a trial of the model's first regime and keeps the firm as it is at the end of a week.
  public init(_ model: Model, week: Int, seed: UInt32 = 1) throws(BrokenInvariant) {
    let key = StreamKey(seed: seed, trial: 0), organisation = model.plan.organisation
    self.model = model
    self.week = week + 1
    draws = Draws(key)
    var kept = Firm(organisation)
    var runner = TrialRunner(model)
    _ = try runner.run(key, regimes: [0], weekly: false) { firm, index in
      if index == week { kept.copy(from: firm) }
    }
    settled = kept
    firm = Firm(organisation)
    levers = LeverBook(organisation)
    threads = ColumnBuffer(count: ThreadName.allCases.count, repeating: 0)
    levers.read(model.levers[0], week: self.week, members: nil)
    for thread in 0..<model.threads.count { threads.column[thread] = model.threads[thread][self.week] }
    restore()
  }

  /// Names of the processes, in the order of the week.
  public static var processes: [String] { weeklyProcesses.map { $0.card.name } }

  /// Puts the firm back to where it was kept.
  public mutating func restore() {
    firm.copy(from: settled)
    for flow in FirmColumn.flows { firm[flow] = 0 }
  }

  /// One pass of a process.
  public mutating func pass(_ process: Int) {
    model.processes[process].pass(
      &firm,
      Week(index: week, levers: levers.table, threads: threads.column, draws: draws))
  }

  /// The passes of a whole week.
  public mutating func wholeWeek() {
    for process in model.processes.indices { pass(process) }
  }
}
