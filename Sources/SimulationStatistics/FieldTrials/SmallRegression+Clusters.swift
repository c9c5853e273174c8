/// How a coefficient's error is estimated where observations of a cluster hang together.
public enum ClusterError: Sendable, Hashable, CaseIterable {
  /// Liang & Zeger's sandwich times G/(G − 1)·(n − 1)/(n − p), judged by the normal distribution: as it is usually done.
  case crv1Normal
  /// The same, judged by t(G − 1).
  case crv1
  /// The jackknife of clusters, Σ (β̂₋g − β̂)², judged by t(G − 1): clubSandwich's CR3. MacKinnon and others take (G − 1)/G of it.
  case crv3
  /// Bell & McCaffrey's correction of bias, judged by t with their degrees of freedom after Satterthwaite, under independent
  /// errors of one variance.
  case cr2
}

extension SmallRegression {
  /// A column's coefficient with an error that allows for clusters.
  ///
  /// All sums are taken in coordinates in which the design is orthonormal: with Q_g the rows of a cluster, K_g = Q_gᵀQ_g and
  /// t_g = Q_gᵀe_g, the sum over clusters of (aᵀf(I − K_g)t_g)² is the sandwich (f = 1), the jackknife (f = 1/x) and CR2
  /// (f = 1/√x), for f(I − Q_gQ_gᵀ)Q_g = Q_gf(I − K_g). So no matrix is larger than the number of columns.
  /// Cameron & Miller, Journal of Human Resources 50 (2015); Bell & McCaffrey, Survey Methodology 28 (2002); Pustejovsky &
  /// Tipton, Journal of Business & Economic Statistics 36 (2018); MacKinnon, Nielsen & Webb, Journal of Applied
  /// Econometrics 38 (2023).
  ///
  /// - Parameters:
  ///   - column: from 0, the intercept not counted.
  ///   - clusters: which cluster each observation is in; two or more.
  ///   - error: how.
  /// - Throws: ``StatisticsError`` where there are too few clusters, nothing is left of the response, or, with `crv3` and `cr2`,
  ///   the coefficients cannot be told without one of the clusters.
  /// - Complexity: O(observations × columns² + clusters² × columns) for `cr2`, else without the square.
  public func clustered(
    _ column: Int, _ clusters: Clusters, _ error: ClusterError
  ) throws(StatisticsError) -> EffectEstimate {
    let function = "SmallRegression.clustered", n = Double(residuals.count), p = Double(basis.count)
    try clusters.check(function, observations: residuals.count)
    guard Self.dot(residuals, residuals) > 0 else {
      throw .constant(function: function, what: "what the columns leave of the response")
    }
    let a = directions[column + 1], g = Double(clusters.count), scores = scores(clusters)
    func estimate(_ variance: Double, _ freedom: Double) -> EffectEstimate {
      EffectEstimate(
        value: coefficients[column + 1], standardError: variance.squareRoot(), degreesOfFreedom: freedom)
    }
    switch error {
    case .crv1, .crv1Normal:
      let sum = scores.reduce(0) { $0 + Self.dot(a, $1) * Self.dot(a, $1) }
      return estimate(g / (g - 1) * ((n - 1) / (n - p)) * sum, error == .crv1 ? g - 1 : .infinity)
    case .crv3, .cr2:
      let grams = grams(clusters)
      var weights: [[Double]] = []
      for gram in grams {
        let own = SmallSymmetric(gram)
        guard own.values.allSatisfy({ 1 - $0 > Self.rankTolerance }) else {
          throw .collinear(function: function, column: "column \(column), without one of the clusters,")
        }
        weights.append(own.apply({ error == .crv3 ? 1 / (1 - $0) : 1 / (1 - $0).squareRoot() }, to: a))
      }
      let sum = zip(weights, scores).reduce(0) { $0 + Self.dot($1.0, $1.1) * Self.dot($1.0, $1.1) }
      return error == .crv3 ? estimate(sum, g - 1) : estimate(sum, Self.satterthwaite(weights, grams))
    }
  }

  /// What is left of the design without a cluster, in parts of the whole, below which it is singular.
  private static let rankTolerance = 1e-10

  /// Qᵀe of each cluster.
  private func scores(_ clusters: Clusters) -> [[Double]] {
    var scores = [[Double]](repeating: [Double](repeating: 0, count: basis.count), count: clusters.count)
    for (j, direction) in basis.enumerated() {
      for (i, cluster) in clusters.index.enumerated() { scores[cluster][j] += direction[i] * residuals[i] }
    }
    return scores
  }

  /// QᵀQ of each cluster.
  private func grams(_ clusters: Clusters) -> [[[Double]]] {
    let p = basis.count
    var grams = [[[Double]]](
      repeating: [[Double]](repeating: [Double](repeating: 0, count: p), count: p), count: clusters.count)
    for j in 0..<p {
      for k in 0...j {
        for (i, cluster) in clusters.index.enumerated() { grams[cluster][j][k] += basis[j][i] * basis[k][i] }
        if k < j { for cluster in grams.indices { grams[cluster][k][j] = grams[cluster][j][k] } }
      }
    }
    return grams
  }

  /// (tr P)²/tr P² with P_gh = δ_gh w_gᵀK_g w_g − w_gᵀK_g K_h w_h.
  private static func satterthwaite(_ weights: [[Double]], _ grams: [[[Double]]]) -> Double {
    let pulled = zip(weights, grams).map { weight, gram in gram.map { dot($0, weight) } }
    var trace = 0.0, squares = 0.0
    for g in weights.indices {
      for h in weights.indices {
        let entry = (g == h ? dot(weights[g], pulled[g]) : 0) - dot(pulled[g], pulled[h])
        if g == h { trace += entry }
        squares += entry * entry
      }
    }
    return trace * trace / squares
  }
}
