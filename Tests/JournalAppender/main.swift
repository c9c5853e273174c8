import Experiments

#if canImport(Glibc)
  import Glibc
#endif

// Appends trials to a journal, for the tests that kill it: JournalAppender PATH TRIALS.
// Trial k has the values that JournalSample.values gives in the tests: k + i/8, weekly −k − i/8.
let arguments = CommandLine.arguments
guard arguments.count == 3, let trials = Int(arguments[2]) else { fatalError("usage: JournalAppender PATH TRIALS") }
let header = JournalHeader(
  study: [UInt8](repeating: 7, count: 32), arms: 2, metrics: 3, weeklyValues: 20, weeklyTrials: 50,
  descriptor: "kill test")
do {
  let journal = try JournalWriter(openOrCreate: arguments[1], header: header)
  while journal.nextTrial < trials {
    let trial = journal.nextTrial
    let values = (0..<header.valuesPerTrial).map { Double(trial) + Double($0) / 8 }
    let weekly =
      header.carriesWeekly(trial) ? (0..<2 * header.weeklyValues).map { -Double(trial) - Double($0) / 8 } : []
    try journal.append(JournalRecord(trial: trial, values: values, weekly: weekly))
    // Often enough that the kill falls between and into writes.
    if trial % 3 == 0 { try journal.flush() }
  }
  try journal.close()
} catch {
  // EX_IOERR, without the backtrace that an uncaught error prints.
  exit(74)
}
