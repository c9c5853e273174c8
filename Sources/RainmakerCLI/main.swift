import SalesForce
import RandomStreams
func p(_ v: Double) -> WeeklyPath { WeeklyPath(v) }
let push: [LeverName: WeeklyPath] = [.pushShare: p(0.8), .monitoring: p(0.8), .activityFloor: p(1.2), .commission: p(0.02), .coaching: p(1), .experts: p(4), .visioning: p(1), .hiringTalent: p(1), .salary: p(0.9)]
let pull: [LeverName: WeeklyPath] = [.pushShare: p(0.2), .monitoring: p(0.2), .commission: p(0.1), .accelerator: p(0.05), .bonus: p(0.1), .contest: p(0.25), .coaching: p(1), .experts: p(4), .hiringTalent: p(1), .salary: p(0.5)]
let person: [LeverName: WeeklyPath] = [.pushShare: p(0.2), .monitoring: p(0.2), .commission: p(0.03), .coaching: p(3), .experts: p(6), .directory: p(1), .training: p(1), .hiringOwnership: p(0.5), .hiringSupport: p(0.5), .salary: p(0.85)]
var dist = person; dist[.visioning] = p(2)
let lf: [LeverName: WeeklyPath] = [.experts: p(4), .salary: p(1.0)]
let regs = [("push", push), ("pull", pull), ("person", person), ("distributed", dist), ("laissez-faire", lf)].map { Regime(name: $0.0, preset: nil, levers: $0.1) }
let check = CommandLine.arguments.count > 2
let plan = ModelPlan(organisation: Organisation(seats: 64, span: 8), horizon: Horizon(weeks: 208, warmUp: 52), threads: [.information: WeeklyPath([.init(week: 0, value: 0), .init(week: 208, value: 2)])], reference: regs[1])
let model = try Model(plan: plan, regimes: regs)
var runner = TrialRunner(model, check: check)
let n = Int(CommandLine.arguments.dropFirst().first ?? "20") ?? 20
var sums = [[Double]](repeating: [Double](repeating: 0, count: Metric.allCases.count), count: 5)
let clock = ContinuousClock()
let t = clock.now
for k in 0..<n {
  let o = try runner.run(StreamKey(seed: 1, trial: UInt32(k)), regimes: [0,1,2,3,4], weekly: false)
  for r in 0..<5 { for m in 0..<Metric.allCases.count { sums[r][m] += o[r].metrics[m] / Double(n) } }
}
let d = clock.now - t
let sec = Double(d.components.seconds) + Double(d.components.attoseconds) * 1e-18
print("M seller-weeks/s:", Double(n * 5 * 64 * 208) / sec / 1e6, "s", sec)
for m in Metric.allCases {
  var line = m.card.name
  while line.count < 20 { line += " " }
  for r in 0..<5 { line += "  \(Double(Int(sums[r][m.rawValue] * 10000)) / 10000)" }
  print(line)
}
