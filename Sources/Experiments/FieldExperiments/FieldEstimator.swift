/// How somebody inside the firm could work out what the experiment did.
public enum FieldEstimator: String, Sendable, CaseIterable {
  case units, sellers, change, adjusted
  case crv1Normal = "crv1_z", crv1 = "crv1_t", crv3, cr2, randomisation

  /// What it is, for the table's description.
  public var summary: String {
    switch self {
    case .units: "means of the units that the lot was drawn among (teams, or sellers), t(units − 2): the default"
    case .sellers: "treated less untreated sellers as if they were independent, t(sellers − 2)"
    case .change: "the same as units, of changes since the weeks before (difference in differences)"
    case .adjusted: "the same beside the level of the weeks before (analysis of covariance), t(units − 3)"
    case .crv1Normal: "sellers, clustered by team (CRV1), judged by the normal distribution"
    case .crv1: "the same, judged by t(teams − 1)"
    case .crv3: "sellers, the jackknife of teams (CRV3), t(teams − 1)"
    case .cr2: "sellers, Bell and McCaffrey's errors clustered by team (CR2), Satterthwaite's degrees of freedom"
    case .randomisation: "means of the units, compared with what other lots would have given"
    }
  }

  /// Whether it takes the weeks before into account, and so says nothing of them.
  var needsBefore: Bool { self == .change || self == .adjusted }
  /// Whether it compares those who took part with all others, instead of those whom the lot fell on.
  var followsChoice: Bool { self == .sellers }
}
