import Experiments
import SalesForce

/// A sensitivity study while its file is read.
struct SensitivityDraft: Sendable {
  /// Which settings vary.
  enum Vary: Sendable {
    /// Every parameter of one number by this share of its value, either way.
    case share(Double)
    case settings([Range])
  }

  struct Range: Sendable {
    let setting: Setting
    let ends: ClosedRange<Double>
    let isWhole: Bool
  }

  var vary = Vary.share(0.25)
  var method = SensitivityPlan.Method.morris.rawValue
  var points: Int?
  var hasPairs = false
  var of: String?

  init() {}

  /// The way back, for writing.
  init(_ plan: SensitivityPlan) {
    vary = .settings(plan.inputs.map { Range(setting: $0.setting, ends: $0.range, isWhole: $0.isWhole) })
    (method, points, of) = (plan.method.rawValue, plan.size, plan.subject)
    hasPairs = plan.hasPairs
  }
}

extension Draft {
  /// The sensitivity study, with every setting named.
  func sensitivityPlan(_ registry: Registry) -> SensitivityPlan? {
    guard let sensitivity else { return nil }
    let method = SensitivityPlan.Method(rawValue: sensitivity.method) ?? .morris
    let ranges: [SensitivityDraft.Range]
    switch sensitivity.vary {
    case .settings(let given): ranges = given
    case .share(let share): ranges = registry.parameters.compactMap { range(of: $0, share) }
    }
    let paths = ranges.map(\.setting.path), taken = Set(factors.map(\.name) + [Factor.budget])
    return SensitivityPlan(
      inputs: ranges.map {
        SensitivityPlan.Input(
          name: SettingNames.name(of: $0.setting.path, among: paths, not: taken), setting: $0.setting, range: $0.ends,
          isWhole: $0.isWhole)
      }, method: method, size: sensitivity.points ?? method.usualSize, hasPairs: sensitivity.hasPairs,
      subject: sensitivity.of)
  }

  /// A parameter's value in the scenario, less and more by a share of it, as far as it may go; nil for what is 0, whole,
  /// several numbers, or of a mechanism that is out.
  private func range(of card: ParameterCard, _ share: Double) -> SensitivityDraft.Range? {
    guard card.defaults.count == 1, !card.isWhole, !knockedOut.contains(card.group) else { return nil }
    let value = parameters[card.path]?.first ?? card.defaults[0]
    let low = max(card.range.lowerBound, min(value * (1 - share), value * (1 + share)))
    let high = min(card.range.upperBound, max(value * (1 - share), value * (1 + share)))
    guard low < high else { return nil }
    return SensitivityDraft.Range(setting: .parameter(card.path, [low]), ends: low...high, isWhole: false)
  }
}
