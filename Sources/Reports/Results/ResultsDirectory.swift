import Foundation
import ResultTables

/// A finished results directory: what is in it, checked as it is read.
///
/// The manifest says which files there are and what their bytes hash to; the data package says what their columns mean.
/// A table is read when it is asked for, and refused when its bytes are not those that the run wrote.
public struct ResultsDirectory: Sendable {
  /// The directory as it is named to people.
  public let path: String
  /// Where the files are.
  private let place: String
  public let manifest: StoredManifest
  /// The study's question; may be empty.
  public let question: String
  private let resources: [String: StoredPackage.Resource]

  /// Reads what names the study.
  /// - Parameter name: what to call the directory, where it only stands for another one.
  public init(path: String, shownAs name: String? = nil) throws(ResultsError) {
    self.path = name ?? path
    place = path
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw .missing(directory: path, reason: "it does not exist")
    }
    guard isDirectory.boolValue else { throw .missing(directory: path, reason: "it is a file") }
    guard let data = FileManager.default.contents(atPath: path + "/manifest.json") else {
      let isUnfinished = FileManager.default.fileExists(atPath: path + "/trials.journal")
      throw .missing(
        directory: path,
        reason: isUnfinished
          ? "a run there has not finished; there are no tables yet" : "it has no manifest.json")
    }
    guard let manifest = try? JSONDecoder().decode(StoredManifest.self, from: data) else {
      throw .damaged(directory: path, reason: "its manifest.json was not written by this program, or was changed")
    }
    self.manifest = manifest
    let package = try Self.checked("datapackage.json", path, manifest)
    guard let package = try? JSONDecoder().decode(StoredPackage.self, from: package) else {
      throw .damaged(directory: path, reason: "its datapackage.json cannot be read")
    }
    question = package.description
    resources = Dictionary(package.resources.map { ($0.name, $0) }) { first, _ in first }
  }

  /// Whether the run made a table of that name.
  public func has(_ table: String) -> Bool { resources[table] != nil }

  /// A table, or nil where the run made none of that name.
  ///
  /// - Parameters:
  ///   - name: of the resource, without its ending.
  ///   - isWanted: keeps a row, given its cells by name; rows that are not wanted take no memory.
  public func table(_ name: String, where isWanted: (Row) -> Bool = { _ in true }) throws(ResultsError) -> Table? {
    guard let resource = resources[name] else { return nil }
    guard !resource.path.contains("/") else {
      throw .damaged(directory: path, reason: "its data package names a file elsewhere")
    }
    try check(resource.path)
    var columns: [String: Int]?
    var rows: [Row] = []
    do {
      try CSVReader(path: place + "/" + resource.path).forEachRow { values in
        guard let known = columns else {
          columns = Dictionary(values.enumerated().map { ($1, $0) }) { first, _ in first }
          return
        }
        let row = Row(columns: known, values: values)
        if isWanted(row) { rows.append(row) }
      }
    } catch {
      throw .damaged(directory: path, reason: "\(error)")
    }
    return Table(
      name: name, title: resource.title ?? name, description: resource.description ?? "", note: resource.note ?? "",
      fields: resource.schema.fields, primaryKey: resource.schema.primaryKey ?? [], rows: rows)
  }

  /// A table without which there is nothing to show.
  func needed(_ name: String) throws(ResultsError) -> Table {
    guard let table = try table(name) else {
      throw .damaged(directory: path, reason: "\(name).csv is not among its tables")
    }
    return table
  }

  /// Compares a file's bytes with what the manifest says of them.
  private func check(_ file: String) throws(ResultsError) {
    guard let entry = manifest.files.first(where: { $0.path == file }) else {
      throw .damaged(directory: path, reason: "its manifest does not know \(file)")
    }
    let measured = try? FileDigest.measure(fileAt: place + "/" + file, rows: 0)
    guard measured?.sha256 == entry.sha256 else {
      throw .damaged(directory: path, reason: "\(file) is missing or was changed after the run")
    }
  }

  /// The bytes of a small file, once they are found to be those that the manifest names.
  private static func checked(
    _ file: String, _ path: String, _ manifest: StoredManifest
  ) throws(ResultsError) -> Data {
    guard let data = FileManager.default.contents(atPath: path + "/" + file),
      let entry = manifest.files.first(where: { $0.path == file }), SHA256Hex.of(Array(data)) == entry.sha256
    else { throw .damaged(directory: path, reason: "\(file) is missing or was changed after the run") }
    return data
  }
}
