/// A figure before it is drawn: the common source of Vega-Lite and SVG, so that they cannot differ.
public struct Figure: Sendable {
  /// Its name: `paths-profit`.
  public let name: String
  public let title: String
  /// What is drawn and how to read it, in a sentence or two; also what a screen reader says.
  public let caption: String
  /// The study, and the levels of its design point where it has several: what distinguishes figures of one name.
  public let origin: String
  /// The table and the design point that all numbers are from.
  public let source: Source
  /// All regimes of the study, in its order: the place of one is its colour in every figure.
  public let series: [String]
  public let body: Body

  /// Whether no trial has a value.
  public var isEmpty: Bool {
    switch body {
    case .intervals(let plot): plot.lines.isEmpty
    case .paths(let plot): plot.paths.allSatisfy { $0.points.isEmpty }
    case .heat(let map): map.cells.isEmpty
    }
  }

  public struct Source: Sendable {
    public let table, metric: String
    public let point: Int
  }

  public enum Body: Sendable {
    case intervals(IntervalPlot)
    case paths(PathPlot)
    case heat(HeatMap)
  }
}

/// Rows of a dot with its interval: regimes, or pairs of them.
public struct IntervalPlot: Sendable {
  public struct Line: Sendable {
    /// In lines; names are shortened so that they stay apart.
    public let label: [String]
    /// The regime that gives the colour.
    public let regime: String
    /// The regime that it is compared with; nil for a level.
    public let other: String?
    /// The mechanism whose part of the difference it is; nil for all of it.
    var mechanism: String? = nil
    public let value: Double
    /// Ends of its interval; nil where one trial gives none.
    public let low, high: Double?
    /// Where most trials lie, where that is shown.
    public let spread: ClosedRange<Double>?
    /// A number that stands behind the row.
    public let note: Double?
  }

  public let axis: String
  /// Whether the axis is in per cent; values are shares all the same.
  public let isShare: Bool
  public let lines: [Line]
  /// Whether zero means something: a line stands there.
  public let hasZero: Bool
  /// What the numbers behind the rows are; nil where there are none.
  public let noteTitle: String?
  /// How sure intervals are: `95 %`.
  public let level: String

  /// Whether any row has an interval: one trial gives none.
  var hasIntervals: Bool { lines.contains { $0.low != nil } }
}

/// A path over weeks for each regime, with a band.
public struct PathPlot: Sendable {
  public struct Point: Sendable, Equatable {
    /// Week, from 0 as in the tables; quarter or rank, from 1.
    public let time: Int
    public let mean: Double
    /// Where the middle half of trials lies.
    public let low, high: Double?
  }

  public struct Path: Sendable {
    public let regime: String
    public let points: [Point]
  }

  public let axis: String
  /// Whether the axis is in per cent; values are shares all the same.
  public let isShare: Bool
  /// What points follow each other by: `week`, `quarter` or `rank`.
  public let time: String
  public let paths: [Path]
  /// When the regimes begin, and the warm-up under one regime ends.
  public let start: Double?
  /// How many points at the beginning are the same in all paths.
  public let shared: Int

  init(axis: String, isShare: Bool, time: String, paths: [Path], start: Double?) {
    (self.axis, self.isShare, self.time, self.paths, self.start) = (axis, isShare, time, paths, start)
    let first = paths.first?.points ?? []
    let known = paths.count < 2 || start == nil ? [] : first.prefix { Double($0.time) < start ?? 0 }
    shared =
      known.indices.first { place in
        paths.contains { place >= $0.points.count || $0.points[place] != first[place] }
      } ?? known.count
  }
}

/// Colours of regimes, distinguishable to nearly everybody and at least 3 to 1 against the ground; from Okabe and Ito's,
/// darkened or lightened as far as that takes.
enum Palette {
  static let light = ["#c24e00", "#0072b2", "#00805c", "#b1508a", "#595959", "#866800", "#4b46b9", "#a3173a"]
  static let dark = ["#ff9147", "#5db8f0", "#2fc99c", "#e79bc6", "#c9c9c9", "#ecc04a", "#a9a8ff", "#ff93a4"]
  /// Dashes after each round of colours, in lengths of stroke and gap.
  static let dashes: [[Int]] = [[1, 0], [7, 3], [2, 3], [9, 3, 2, 3]]

  static func dash(_ place: Int) -> [Int] { dashes[place / light.count % dashes.count] }
}
