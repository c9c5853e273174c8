/// The processes of a week, in their order. A new mechanism is one folder in `Mechanisms/` and one line here.
///
/// Everything inside a process is synchronous over sellers; the expert queue runs event by event.
let weeklyProcesses: [Shipped] = [
  // 1 surroundings
  Shipped(Environment.self),
  Shipped(Endowment.self),
  // 2-3 what to do, with how much freedom, time and effort
  Shipped(Control.self),
  Shipped(Direction.self),
  Shipped(Hours.self),
  Shipped(Effort.self),
  // 4-7 selling
  Shipped(Practices.self),
  Shipped(Prospecting.self),
  Shipped(Customers.self),
  Shipped(Issues.self),
  Shipped(ExpertQueue.self),
  Shipped(Pressure.self),
  Shipped(Pipeline.self),
  Shipped(Accounts.self),
  // 8-11 learning and feeling
  Shipped(Beliefs.self),
  Shipped(Coaching.self),
  Shipped(Skill.self),
  Shipped(Ties.self),
  Shipped(Adoption.self),
  Shipped(Code.self),
  Shipped(Motivation.self),
  // 12-13 pay and people
  Shipped(Pay.self),
  Shipped(Turnover.self),
  Shipped(Hiring.self),
  // 14 the books
  Shipped(Ledger.self),
]
