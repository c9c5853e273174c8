import Experiments

/// A hypothesis while its file is read.
struct HypothesisDraft: Sendable {
  var name: String
  /// Where it stands in the file.
  var path = ""
  var claims: [String] = []
  var statement = ""
  var kind = Hypothesis.Kind.emergent
  var metric = ""
  var weeks: ClosedRange<Int>?
  var regime = ""
  var against: String?
  var changes: [Hypothesis.Change] = []
  var at: [String: String] = [:]
  var direction = Hypothesis.Direction.more
  var size = 0.0
  var value: Double?
  var scale = Hypothesis.Scale.raw
  var knockOut: [String] = []

  init(name: String) { self.name = name }

  init(_ hypothesis: Hypothesis) {
    self.init(name: hypothesis.name)
    (claims, statement, kind) = (hypothesis.claims, hypothesis.statement, hypothesis.kind)
    (metric, weeks) = (hypothesis.metric, hypothesis.weeks)
    (regime, against) = (hypothesis.regime, hypothesis.against)
    (changes, at) = (hypothesis.changes, hypothesis.at)
    (direction, size, value) = (hypothesis.direction, hypothesis.size, hypothesis.value)
    (scale, knockOut) = (hypothesis.scale, hypothesis.knockOut)
  }

  var hypothesis: Hypothesis {
    Hypothesis(
      name: name, claims: claims, statement: statement, kind: kind, metric: metric, weeks: weeks, regime: regime,
      against: against, changes: changes, at: at, direction: direction, size: size, value: value ?? 0, scale: scale,
      knockOut: knockOut)
  }
}
