import Experiments
import SalesForce

/// A regime while its file is read.
struct RegimeDraft: Sendable {
  var name = ""
  var preset: String?
  /// Of a preset's file.
  var description = ""
  /// Only those that the file sets.
  var levers: [LeverName: WeeklyPath] = [:]
  /// What a part of the firm, or some weeks, get instead.
  var treatments: [LeverName: Treatment] = [:]
}
