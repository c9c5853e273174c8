import Dispatch
import Foundation
import PortableMath

let size = Size(CommandLine.arguments)
let kernel = Kernel(seed: size.seed, sellers: size.sellers, weeks: size.weeks)
let clock = ContinuousClock(), started = clock.now, used = Report.processorSeconds()
let perTrial = Trials.run(size.trials, threads: size.threads, kernel)
var total = Sums()
for sums in perTrial { total.add(sums) }
Report.print(
  size, total, seconds: Report.seconds(clock.now - started), cpu: Report.processorSeconds() - used,
  level: VectorMath.level)
