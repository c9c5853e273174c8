/// What a study varies besides regimes and budget: a list of points, each a level of every factor.
///
/// Who makes the list is nobody's concern afterwards: all combinations, a chosen few, or the rows of somebody's file.
public struct StudyDesign: Sendable, Equatable {
  public let factors: [Factor]
  /// Position of each factor's level, point by point; one empty point without factors.
  public let points: [[Int]]
  private let numbers: [[Int]: Int]

  /// Arms of a study, knock-out runs included, at most: its tables then take some two gigabytes while they are made.
  public static let armLimit = 50_000

  /// - Parameters:
  ///   - factors: what varies.
  ///   - points: the level of each factor at each point, no point twice.
  /// - Precondition: there is a point, and the levels exist.
  public init(_ factors: [Factor], points: [[Int]]) {
    precondition(!points.isEmpty, "StudyDesign: no point")
    (self.factors, self.points) = (factors, points)
    numbers = Dictionary(points.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Every combination of the factors' levels; the last factor moves fastest.
  public init(_ factors: [Factor] = []) {
    self.init(
      factors,
      points: factors.reduce([[]]) { points, factor in
        points.flatMap { point in factor.levels.indices.map { point + [$0] } }
      })
  }

  /// Number of combinations of some factors' levels; nil where that is more than any study has.
  public static func combinations(_ factors: [Factor]) -> Int? {
    factors.reduce(1) { product, factor in
      product.flatMap { $0 * factor.levels.count <= armLimit ? $0 * factor.levels.count : nil }
    }
  }

  /// Whether the points are all combinations of levels, in their order.
  public var isFull: Bool { Self.combinations(factors) == points.count && self == StudyDesign(factors) }

  /// The point with these levels; nil where the design has none.
  func number(_ levels: [Int]) -> Int? { numbers[levels] }

  /// All settings of all levels.
  var settings: [Setting] { factors.flatMap { $0.levels.flatMap(\.settings) } }

  /// Settings in force at a point.
  func settings(_ point: Int) -> [Setting] { zip(factors, points[point]).flatMap { $0.levels[$1].settings } }
}
