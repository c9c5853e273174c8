import ResultTables

/// What the calibration that ships says of each parameter that it moved.
enum ShippedCalibration {
  struct Finding: Sendable {
    /// 5 % and 95 % quantiles over plausible firms.
    let low, high: Double
    /// Standard deviation over plausible firms as a share of that before the fit.
    let width: Double
    let isIdentified: Bool

    /// `0.11 to 0.47 over plausible firms, .83 of the spread before the fit: not identified`
    var words: String {
      "\(NumberText.significant(low, 3)) to \(NumberText.significant(high, 3)) over plausible firms (5 to 95 %), "
        + "\(NumberText.fixed(width, 2)) of the spread before the fit: \(isIdentified ? "" : "not ")identified"
    }
  }

  /// By the parameter's path. The shipped table has no quotes in these cells.
  static let findings: [String: Finding] = {
    let rows = Asset.text("ensembles/evidence-parameters.csv").split(whereSeparator: \.isNewline).map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard let names = rows.first else { return [:] }
    func cell(_ row: [String], _ name: String) -> String {
      names.firstIndex(of: name).flatMap { $0 < row.count ? row[$0] : nil } ?? ""
    }
    let found = rows.dropFirst().compactMap { row -> (String, Finding)? in
      guard let low = Double(cell(row, "p05")), let high = Double(cell(row, "p95")),
        let width = Double(cell(row, "width"))
      else { return nil }
      return (
        cell(row, "parameter"),
        Finding(low: low, high: high, width: width, isIdentified: cell(row, "identified") == "yes")
      )
    }
    return Dictionary(found, uniquingKeysWith: { first, _ in first })
  }()
}
