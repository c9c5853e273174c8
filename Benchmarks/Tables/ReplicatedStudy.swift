import Rainmaker

/// Ten outputs at each point, for an emulator of known parameters.
struct ReplicatedStudy {
  static let replicates = 10
  /// Variances of a replicate, of the smooth part and of the nugget.
  static let noise = 1.0 / 12, smooth = 1.0, nugget = 0.01

  let points: Matrix
  let outputs: [[Double]]

  init(_ points: Matrix, _ means: [Double]) {
    self.points = points
    outputs = means.enumerated().map { i, mean in
      (0..<Self.replicates).map { mean + Sample.uniform(3_000_000_019 + Self.replicates * i + $0) - 0.5 }
    }
  }

  var variances: [Double] { Array(repeating: Self.noise, count: outputs.count) }
  var lengths: [Double] { Array(repeating: 3, count: points.columnCount) }
}
