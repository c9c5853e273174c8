/// The processes of a week, in their order. A new mechanism is one folder in `Mechanisms/` and one line here.
///
/// Everything inside a process is synchronous over sellers; the expert queue runs event by event.
let weeklyProcesses: [any Mechanism.Type] = [
  // 1 surroundings
  Environment.self,
  Endowment.self,
  // 2-3 what to do, with how much time and effort
  Direction.self,
  Hours.self,
  Effort.self,
  // 4-7 selling
  Practices.self,
  Prospecting.self,
  Customers.self,
  Issues.self,
  ExpertQueue.self,
  Pressure.self,
  Pipeline.self,
  Accounts.self,
  // 8-11 learning and feeling
  Beliefs.self,
  Coaching.self,
  Skill.self,
  Ties.self,
  Adoption.self,
  Code.self,
  Motivation.self,
  // 12-13 pay and people
  Pay.self,
  Turnover.self,
  Hiring.self,
  // 14 the books
  Ledger.self,
]
