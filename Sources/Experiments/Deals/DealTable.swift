import ResultTables
import SalesForce

/// A table whose rows come from the deals of single trials.
protocol DealTable {
  /// Trials below this number have rows.
  var trials: Int { get }
  var schema: TableSchema { get }
  /// Hands over the rows of one trial of an arm.
  func rows(_ log: DealLog, _ arm: Arm, trial: Int, _ write: ([Cell]) throws -> Void) throws
}
