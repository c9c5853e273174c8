extension Document {
  /// The root of a text with the overrides applied, or `nil` after reporting why there is none.
  /// - Parameter blocks: keys of the root that are there, if only empty.
  static func tree(
    _ bytes: [UInt8], source: String, overrides: [(path: String, value: String)], blocks: [String] = [],
    _ diagnosis: inout Diagnosis
  ) -> Node? {
    do throws(Problem) {
      let text = try TextGuard.text(of: bytes, source: source).get()
      let document = try YAMLReader.read(text, source: source)
      for (tag, place) in document.tags {
        diagnosis.report(place, "", Document.refusal(of: tag), got: Problem.quote(tag))
      }
      guard var root = document.root, !root.isNull else {
        diagnosis.report(.whole, "", "empty; the smallest scenario names its version (rainmaker: 1) and a regime")
        return nil
      }
      for block in blocks where root.value(of: block) == nil {
        Overrides.apply(block, "{}", to: &root, &diagnosis)
      }
      for (path, value) in overrides { Overrides.apply(path, value, to: &root, &diagnosis) }
      return root
    } catch {
      diagnosis.add(error)
      return nil
    }
  }
}
