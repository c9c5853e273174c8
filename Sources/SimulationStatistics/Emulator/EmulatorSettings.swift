import PortableMath

/// What an emulator assumes, and how it looks for its parameters.
public struct EmulatorSettings: Sendable, Hashable {
  /// The mean of outputs, far from all points.
  public enum Trend: String, Sendable, Hashable, CaseIterable {
    /// 0: outputs are deviations already.
    case zero
    /// One number, estimated by generalised least squares.
    case constant
    /// A constant and a slope an input.
    case linear
  }

  /// A roughness of outputs that no smooth function follows, equal for all replicates of a point.
  public enum Nugget: Sendable, Hashable {
    case none
    /// Its variance, in squared units of the output.
    case fixed(Double)
    case estimated
  }

  public var kernel: CorrelationKernel
  public var trend: Trend
  public var nugget: Nugget
  /// The likelihood of contrasts that are free of the trend (REML), which allows for its estimation; else the profile
  /// likelihood.
  public var isRestricted: Bool
  /// Whether lengths have a weak prior that keeps those of inputs without influence finite: log ℓ as a share of the
  /// input's range is normal with mean ½log d, as distances grow with √d, and standard deviation √3 (after Hvarfner,
  /// Hellsten & Nardi, ICML 2024, whose mean is larger by √2: with few inputs that made lengths half too long).
  public var isPenalised: Bool
  /// Steps of the search at most.
  public var iterations: Int

  public init(
    kernel: CorrelationKernel = .matern52, trend: Trend = .constant, nugget: Nugget = .estimated,
    isRestricted: Bool = true, isPenalised: Bool = true, iterations: Int = 200
  ) {
    (self.kernel, self.trend, self.nugget) = (kernel, trend, nugget)
    (self.isRestricted, self.isPenalised, self.iterations) = (isRestricted, isPenalised, iterations)
  }
}

/// The parameters of an emulator's covariance.
public struct EmulatorParameters: Sendable, Hashable {
  /// σ², the variance of the smooth part, in squared units of the output.
  public var variance: Double
  /// ℓⱼ, one an input, in its unit.
  public var lengths: [Double]
  /// τ², the variance of the nugget.
  public var nugget: Double
  /// The variance of a single replicate, where it is estimated; else nil.
  public var replicateVariance: Double?

  public init(variance: Double, lengths: [Double], nugget: Double = 0, replicateVariance: Double? = nil) {
    (self.variance, self.lengths) = (variance, lengths)
    (self.nugget, self.replicateVariance) = (nugget, replicateVariance)
  }

  func check(inputs: Int, estimatesNoise: Bool) throws(StatisticsError) {
    guard variance > 0, variance < .infinity, nugget >= 0, nugget < .infinity else {
      throw .argument(
        function: "emulator", argument: "variance and nugget", value: "\(variance), \(nugget)",
        expected: "positive, and 0 or more")
    }
    guard lengths.count == inputs, lengths.allSatisfy({ $0 > 0 && $0 < .infinity }) else {
      throw .argument(
        function: "emulator", argument: "lengths", value: "\(lengths)", expected: "\(inputs) positive numbers")
    }
    guard estimatesNoise == (replicateVariance != nil), replicateVariance ?? 1 > 0 else {
      throw .argument(
        function: "emulator", argument: "replicateVariance", value: replicateVariance.map { "\($0)" } ?? "missing",
        expected: estimatesNoise ? "a positive number" : "none, for the noise of means is known")
    }
  }
}
