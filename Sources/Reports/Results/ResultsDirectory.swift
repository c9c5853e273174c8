import Foundation
import ResultTables

/// A finished results directory, checked as it is opened.
///
/// The manifest says which files there are, how large, and what their bytes hash to, and is itself sealed; the data package
/// says what the columns of tables mean. Every file that the manifest names is checked against it before anything is said of
/// the study, and a file that is wrong is named. Tables are then read when they are asked for, cell by cell.
public struct ResultsDirectory: Sendable {
  /// The directory as it is named to people.
  public let path: String
  /// Where the files are.
  private let place: String
  public let manifest: StoredManifest
  /// The study's question; may be empty.
  public let question: String
  private let resources: [String: StoredPackage.Resource]

  /// Bytes of the two files that are read as a whole.
  private static let packageLimit = 1 << 26, scenarioLimit = 1 << 22

  /// Reads what names the study, and checks all of its files.
  ///
  /// - Parameters:
  ///   - place: path of the directory.
  ///   - name: what to call the directory, where it only stands for another one.
  /// - Throws: ``ResultsError``.
  /// - Complexity: O(bytes of all files).
  public init(path place: String, shownAs name: String? = nil) throws(ResultsError) {
    let path = name ?? place
    (self.path, self.place) = (path, place)
    guard let there = FileIdentity(path: place) else { throw .missing(directory: path, reason: "it does not exist") }
    guard there.isDirectory else { throw .missing(directory: path, reason: "it is a file") }
    guard FileIdentity(path: place + "/manifest.json") != nil else {
      throw .missing(
        directory: path,
        reason: FileIdentity(path: place + "/trials.journal") != nil
          ? "a run there has not finished; there are no tables yet" : "it has no manifest.json")
    }
    manifest = try StoredManifest.read(place, shownAs: path)
    for file in manifest.files { try Self.check(file, in: place, shownAs: path) }
    let bytes = try Self.bytes("datapackage.json", in: place, shownAs: path, atMost: Self.packageLimit)
    guard let package = try? JSONDecoder().decode(StoredPackage.self, from: Data(bytes)) else {
      throw .damaged(directory: path, reason: "its datapackage.json cannot be read")
    }
    try package.check(against: manifest, path)
    question = package.description
    resources = Dictionary(package.resources.map { ($0.name, $0) }) { first, _ in first }
  }

  /// Whether the run made a table of that name.
  public func has(_ table: String) -> Bool { resources[table] != nil }

  /// The scenario as resolved.
  public func scenario() throws(ResultsError) -> [UInt8] {
    try Self.bytes(StoredManifest.scenarioFile, in: place, shownAs: path, atMost: Self.scenarioLimit)
  }

  /// A table, or nil where the run made none of that name.
  ///
  /// - Parameters:
  ///   - name: of the resource, without its ending.
  ///   - isWanted: keeps a row, given its cells by name; rows that are not wanted take no memory.
  public func table(_ name: String, where isWanted: (Row) -> Bool = { _ in true }) throws(ResultsError) -> Table? {
    guard let resource = resources[name] else { return nil }
    let reading = TableReading(resource: resource)
    var columns: [String: Int]?
    var rows: [Row] = [], count = 0
    do {
      try CSVReader(path: place + "/" + resource.path).forEachRow { line, values in
        guard let known = columns else {
          columns = try reading.columns(values)
          return
        }
        try reading.check(values, line: line)
        count += 1
        let row = Row(columns: known, values: values)
        if isWanted(row) { rows.append(row) }
      }
    } catch {
      throw .damaged(directory: path, reason: error is FileError ? "\(error)" : "\(resource.path), \(error)")
    }
    guard count == resource.rows else {
      throw .damaged(
        directory: path, reason: "\(resource.path) has \(count) rows, and the manifest says \(resource.rows)")
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

  /// Compares a file with its entry in the manifest.
  private static func check(
    _ file: StoredManifest.File, in directory: String, shownAs path: String
  ) throws(ResultsError) {
    let place = directory + "/" + file.path
    func wrong(_ how: String) -> ResultsError { .damaged(directory: path, reason: "\(file.path) \(how)") }
    let measured: FileDigest
    do throws(FileError) { measured = try FileDigest.measure(fileAt: place, rows: 0, atMost: file.bytes) } catch {
      switch error.code {
      // Journals serve `run` alone, and are by far the largest: they may be gone.
      case ENOENT where file.path.hasSuffix(".journal"): return
      case ENOENT: throw wrong("is missing")
      case FileError.notRegular: throw wrong("is not a regular file")
      case FileError.tooLarge: throw wrong("was changed after the run: it is larger than the manifest says")
      default: throw wrong("cannot be read: \(error.reason)")
      }
    }
    guard measured.sha256 == file.sha256 else {
      throw wrong("was changed after the run: its bytes are not those that the manifest says")
    }
  }

  private static func bytes(
    _ file: String, in place: String, shownAs path: String, atMost limit: Int
  ) throws(ResultsError) -> [UInt8] {
    do throws(FileError) { return try SmallFile.bytes(at: place + "/" + file, atMost: limit) } catch {
      throw .damaged(directory: path, reason: "\(error)")
    }
  }
}
