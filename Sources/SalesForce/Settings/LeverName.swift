/// The levers of management. A regime is a value for each of them and nothing else.
///
/// The raw value is the key in scenario files. A lever is listed once a mechanism reads it and not before.
public enum LeverName: String, Sendable, CaseIterable {
  case pushShare = "push_share"
  case monitoring
  case activityFloor = "activity_floor"
  case closingPush = "closing_push"
  case commission
  case accelerator
  case bonus
  case contest
  case teamShare = "team_share"
  case pairPay = "pair_pay"
  case quotaLevel = "quota_level"
  case quotaRatchet = "quota_ratchet"
  case quotaPeriod = "quota_period"
  case coaching
  case experts
  case directory
  case training
  case meetings
  case visioning
  case hiringTalent = "hiring_talent"
  case hiringOwnership = "hiring_ownership"
  case hiringSupport = "hiring_support"
  case dismissal
  case adaptivity
  case lateWindow = "late_window"
  case safety
  case buyerData = "buyer_data"
  case coachSource = "coach_source"
  case mentoring
  case reviews
  case ranking
  case agenda
  case tools
  case voice
  case messages
  case seeding
  case hqWeight = "hq_weight"
  case loyalty
  case salary
}

/// A lever as a mechanism holds it: an index into the week's values.
public struct Lever: Sendable, Equatable {
  @usableFromInline let index: Int
  public let name: LeverName

  init(_ name: LeverName) {
    self.name = name
    index = LeverName.allCases.firstIndex(of: name) ?? 0
  }
}
