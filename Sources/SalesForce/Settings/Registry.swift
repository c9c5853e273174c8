/// All declarations of the model: what schema, validation and documentation are made from.
public struct Registry: Sendable {
  /// Mechanisms in the week's order.
  public let mechanisms: [Card]
  /// Parameters in the order of declaration, shared ones first.
  public let parameters: [ParameterCard]
  /// Groups of parameters that several processes share, in the same order.
  public let sharedGroups: [SharedGroup]
  /// Levers that some mechanism reads.
  public let levers: [LeverCard]
  /// Exogenous trends that some mechanism reads.
  public let threads: [ThreadCard]
  /// Names of mechanisms that read a trend.
  public let threadReaders: [ThreadName: [String]]
  /// Names of mechanisms or shared groups that read a lever.
  public let leverReaders: [LeverName: [String]]

  /// The declarations of the model as shipped.
  public static let standard = Registry(Model.declarations(given: [:]).settings)

  /// Combinations of parameter values that the model refuses.
  /// - Parameter given: values by path, each already inside its own range.
  public static func problems(given: [String: [Double]]) -> [SettingsProblem] {
    Model.declarations(given: given).settings.problems
  }

  private init(_ settings: Settings) {
    mechanisms = weeklyProcesses.map { $0.card }
    parameters = settings.cards
    sharedGroups = SharedGroup.all
    levers = LeverName.allCases.filter { settings.leverReaders[$0] != nil }.map { $0.card }
    threads = ThreadName.allCases.filter { settings.threadReaders[$0] != nil }.map { $0.card }
    leverReaders = settings.leverReaders
    threadReaders = settings.threadReaders
  }
}
