/// Cells coloured by the regime that is likeliest the best, the stronger the likelier.
public struct HeatMap: Sendable {
  public struct Axis: Sendable {
    public let title: String
    /// From the left, or from below.
    public let stops: [String]
  }

  public struct Cell: Sendable {
    public let column, row: Int
    public let regime: String
    /// How likely it is the best.
    public let probability: Double
    /// The next likely where the cell is a tie.
    public let rival: String?
  }

  public let x, y: Axis
  public let cells: [Cell]
  /// Regimes that some cell shows, in the study's order.
  public let regimes: [String]

  /// How strong a cell's colour is: faint at even odds of all, full at certainty.
  static func strength(_ probability: Double) -> Double { 0.15 + 0.85 * max(0, min(1, probability)) }

  /// Columns from which on there is no room for numbers in the cells.
  static let textLimit = 16
}
