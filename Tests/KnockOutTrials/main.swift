import RandomStreams
import SalesForce

// KnockOutTrials N [MECHANISM…]: N trials of a firm that is directed and watched, without these mechanisms; prints every
// metric of every trial, bit by bit. For `Scripts/bench knockout`, which counts its instructions: the simulator, and
// nothing beside it that would have to be built a second time.
let arguments = CommandLine.arguments.dropFirst()
guard let first = arguments.first, let trials = UInt32(first) else {
  fatalError("usage: KnockOutTrials N [MECHANISM...]")
}
let given: [LeverName: Double] = [
  .pushShare: 0.8, .monitoring: 0.8, .activityFloor: 1.2, .commission: 0.02, .quotaRatchet: 0.3, .coaching: 1,
  .experts: 4,
  .dismissal: 0.3, .salary: 0.9,
]
let regime = Regime(name: "directed", preset: nil, levers: given.mapValues { WeeklyPath($0) })
let model = try Model(
  plan: ModelPlan(
    organisation: Organisation(seats: 64, span: 8), horizon: Horizon(weeks: 208, warmUp: 52), threads: [:],
    knockedOut: Set(arguments.dropFirst()), reference: regime),
  regimes: [regime])
var runner = TrialRunner(model)
for trial in 0..<trials {
  for outcome in try runner.run(StreamKey(seed: 1, trial: trial), regimes: [0], weekly: true) {
    print(trial, outcome.metrics.map { String($0.bitPattern, radix: 16) }.joined(separator: " "))
  }
}
