/// Carries the scenario's exogenous trends into the firm's state.
struct Environment: Mechanism {
  static let card = Card(
    name: "environment", stream: 1, claims: ["1.6", "1.7", "1.8", "3.9", "3.28", "3.43"],
    summary: "Information, complexity, turbulence and customers' pain follow the scenario's paths.",
    equation: "I(t), κ_c(t), p₄(t), P(t) as given", source: "scenario",
    procedure: procedure,
    reads: [], writes: [.firm(.information), .firm(.complexity), .firm(.turbulence), .firm(.pain)])

  private let columns: [(ThreadName, FirmColumn)]

  init(_ settings: inout Settings, _ common: Common) {
    columns = [
      (settings.thread(.information), .information), (settings.thread(.complexity), .complexity),
      (settings.thread(.turbulence), .turbulence), (settings.thread(.pain), .pain),
    ]
  }

  func start(_ firm: inout Firm, _ week: borrowing Week) { pass(&firm, week) }

  func pass(_ firm: inout Firm, _ week: borrowing Week) {
    for (thread, column) in columns { firm[column] = week[thread] }
  }
}
