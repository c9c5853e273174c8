import Foundation
import ResultTables

extension Notebook {
  /// The notebook as Jupyter keeps it (nbformat 4.5), not yet run: its code cells have no outputs.
  public var jupyter: String {
    var cells: [JSONValue] = [], sources: [String] = []
    func append(_ kind: String, _ id: String, _ source: String) {
      sources.append(source)
      var cell: [(key: String, value: JSONValue)] = [(key: "cell_type", value: .string(kind))]
      if kind == "code" { cell.append((key: "execution_count", value: nil)) }
      cell += [(key: "id", value: .string(id)), (key: "metadata", value: .object([]))]
      if kind == "code" { cell.append((key: "outputs", value: [])) }
      cell.append((key: "source", value: .array(Self.lines(source))))
      cells.append(.object(cell))
    }
    for part in parts {
      append("markdown", part.name + "-words", part.words)
      if part.hasCode { append("code", part.name, code(part, in: .python)) }
    }
    let document: JSONValue = [
      "cells": .array(cells),
      "metadata": [
        "kernelspec": ["display_name": "Python 3", "language": "python", "name": "python3"],
        "language_info": ["name": "python"],
        "rainmaker": [
          "sources_sha256": .string(Self.stamp(sources)), "study_sha256": .string(results.manifest.studyDigest),
        ],
      ],
      "nbformat": 4, "nbformat_minor": 5,
    ]
    return document.text() + "\n"
  }

  /// Lines as Jupyter keeps them: each with its end but the last.
  private static func lines(_ text: String) -> [JSONValue] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { .string($1 + ($0 < lines.count - 1 ? "\n" : "")) }
  }

  private static func stamp(_ sources: [String]) -> String { SHA256Hex.of(sources.joined(separator: "\n\u{1E}\n")) }

  /// Whether these are the bytes of this very notebook, with or without outputs.
  public func isSame(jupyter bytes: [UInt8]) -> Bool {
    guard Self.isUntouched(jupyter: bytes), let mine = Self.sources(Array(jupyter.utf8)) else { return false }
    return mine == Self.sources(bytes)
  }

  private static func sources(_ bytes: [UInt8]) -> [String]? {
    (try? JSONDecoder().decode(StoredNotebook.self, from: Data(bytes)))?.cells.map { $0.source.text }
  }

  /// Whether these are the bytes of a notebook whose words and code nobody has changed since they were written. Outputs
  /// do not count: a run replaces them.
  public static func isUntouched(jupyter bytes: [UInt8]) -> Bool {
    guard let stored = try? JSONDecoder().decode(StoredNotebook.self, from: Data(bytes)) else { return false }
    return stored.metadata.rainmaker.sources == stamp(stored.cells.map { $0.source.text })
  }
}

/// What shows whether a notebook was edited.
private struct StoredNotebook: Decodable {
  struct Cell: Decodable {
    let source: Source
  }

  /// A text, or its lines.
  struct Source: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      text = try (try? container.decode([String].self).joined()) ?? container.decode(String.self)
    }
  }

  struct Metadata: Decodable {
    struct Stamp: Decodable {
      let sources: String

      private enum CodingKeys: String, CodingKey { case sources = "sources_sha256" }
    }

    let rainmaker: Stamp
  }

  let cells: [Cell]
  let metadata: Metadata
}
