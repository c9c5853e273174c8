import ResultTables

/// What is read back of `datapackage.json`.
struct StoredPackage: Decodable {
  struct Schema: Decodable {
    let fields: [Table.Field]
    let primaryKey: [String]?
  }

  struct Resource: Decodable {
    let name, path: String
    let title, description, note, hash: String?
    let rows: Int
    let schema: Schema
  }

  let title, description: String
  let resources: [Resource]

  /// Checks the package against the manifest: they name the same tables, and say the same about each.
  func check(against manifest: StoredManifest, _ directory: String) throws(ResultsError) {
    func wrong(_ reason: String) -> ResultsError {
      .damaged(directory: directory, reason: "datapackage.json and manifest.json do not agree: \(reason)")
    }
    guard title == manifest.scenario else { throw wrong("one is of '\(title)', the other of '\(manifest.scenario)'") }
    let tables = manifest.files.filter { $0.path.hasSuffix(".csv") }.map(\.path)
    guard resources.map(\.path) == tables else { throw wrong("they name different tables") }
    for resource in resources {
      guard let file = manifest.file(resource.path), resource.name + ".csv" == file.path, resource.rows == file.rows,
        resource.hash.map({ $0 == "sha256:" + file.sha256 }) ?? true
      else { throw wrong("what they say of \(resource.path)") }
    }
    let texts = resources.flatMap { resource in
      [resource.title, resource.description, resource.note]
        + resource.schema.fields.flatMap { [$0.name, $0.unit, $0.description] }
    }
    if let text = ([description] + texts).compactMap(\.self).first(where: { $0.unprintable != nil }) {
      throw .damaged(directory: directory, reason: "datapackage.json: '\(text)' is not a line of text")
    }
  }
}
