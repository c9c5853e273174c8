import Foundation
import Rainmaker

// tables JOB ROWS COLUMNS laboratory|loop: one line of JSON, the least processor time of three runs and some results.
let arguments = CommandLine.arguments
guard arguments.count == 5, let rows = Int(arguments[2]), let columns = Int(arguments[3]) else {
  FileHandle.standardError.write(Data("usage: tables JOB ROWS COLUMNS laboratory|loop\n".utf8))
  exit(64)
}
let (job, isLoop) = (arguments[1], arguments[4] == "loop")
let laboratory = Laboratory(blas: try BLAS.open())
let data = Sample.matrix(rows: rows, columns: columns)
let response = (0..<rows).map { 1 + data[$0, 0] - 0.5 * data[$0, columns - 1] + Sample.uniform(2_000_000_011 + $0) }
let outcomes = response.map { $0 > 1.75 }
let replicates = 2_000
let study = ReplicatedStudy(data, job == "emulator" ? response : [])

func work() throws -> [Double] {
  switch job {
  case "covariance": isLoop ? PlainLoop.covariance(data)[0] : try laboratory.covariance(data)
  case "bootstrap":
    isLoop ? PlainLoop.bootstrap(data, replicates: replicates) : try laboratory.bootstrap(data, replicates: replicates)
  case "least_squares":
    isLoop ? PlainLoop.leastSquares(data, response) : try laboratory.leastSquares(data, response)
  case "logistic": isLoop ? PlainLoop.logistic(data, outcomes) : try laboratory.logistic(data, outcomes)
  case "components": isLoop ? PlainLoop.components(data) : try laboratory.components(data)
  case "emulator": isLoop ? PlainLoop.emulator(study) : try laboratory.emulator(study)
  default: exit(64)
  }
}

func processorSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

var (least, results) = (Double.infinity, [Double]())
for _ in 0..<(isLoop ? 1 : 3) {
  let started = processorSeconds()
  results = try work()
  least = min(least, processorSeconds() - started)
}
print("{\"seconds\": \(least), \"results\": [\(results.map { "\($0)" }.joined(separator: ", "))]}")
