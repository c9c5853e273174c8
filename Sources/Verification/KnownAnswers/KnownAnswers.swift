import CAssets

/// The table of known answers, by law and name: published values of the model's limits. The binary carries it.
public enum KnownAnswers {
  /// - Precondition: the table has the entry; a missing one is a mistake in a check's source.
  public static func value(_ law: String, _ name: String) -> Double {
    guard let value = table["\(law) \(name)"] else { preconditionFailure("no known answer \(law) \(name)") }
    return value
  }

  private static let table: [String: Double] = {
    var table: [String: Double] = [:]
    for cells in rows("known-answers/model.tsv") {
      guard cells.count == 4, let value = Double(cells[2]), !cells[3].isEmpty else {
        preconditionFailure("known answers: \(cells)")
      }
      let old = table.updateValue(value, forKey: "\(cells[0]) \(cells[1])")
      precondition(old == nil, "known answers: two of \(cells[0]) \(cells[1])")
    }
    return table
  }()

  /// The cells of a table that the binary carries; lines that begin with # are remarks.
  static func rows(_ asset: String, separator: Character = "\t") -> [[String]] {
    var length = 0
    guard let bytes = rm_asset(asset, &length) else { preconditionFailure("the binary carries no \(asset)") }
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: separator, omittingEmptySubsequences: false).map(String.init) }
  }
}
