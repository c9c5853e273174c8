import TestSupport
import Testing

@testable import ResultTables

@Suite struct JSONTests {
  @Test func layouts() {
    let value: JSONValue = ["z": 1, "a": [1.5, true, nil, "x"], "empty": [:], "none": []]
    #expect(value.text(.compact) == #"{"z":1,"a":[1.5,true,null,"x"],"empty":{},"none":[]}"#)
    #expect(
      value.text(.pretty) == """
        {
          "z": 1,
          "a": [
            1.5,
            true,
            null,
            "x"
          ],
          "empty": {},
          "none": []
        }
        """)
    #expect(value["z"] == 1 && value["missing"] == nil && JSONValue.null["z"] == nil)
  }

  @Test func escapes() {
    let text = "\"\\/\n\r\t\u{8}\u{C}\0\u{1F}\u{7F}\u{2028}\u{2029}é👩‍🔬"
    #expect(
      JSONValue.string(text).text(.compact)
        == #""\"\\/\n\r\t\b\f\u0000\u001f\u007f\u2028\u2029é👩‍🔬""#)
  }

  @Test func numbers() {
    let values: [JSONValue] = [
      .number(0.1), .number(1e22), .number(-0.0), .number(.nan), .number(-.infinity), .integer(.max),
    ]
    #expect(JSONValue.array(values).text(.compact) == "[0.1,1e+22,-0.0,null,null,9223372036854775807]")
    #expect(JSONValue.optional(nil as Double?) == .null && JSONValue.optional("x") == "x")
  }

  @Test func equalityMindsOrder() {
    #expect(["a": 1, "b": 2] as JSONValue != ["b": 2, "a": 1])
    #expect("é" as JSONValue != "e\u{301}")
  }

  /// Any change of a byte shows, and so does a seal that is gone.
  @Test func sealsShowEdits() {
    let text = Manifest([("seed", 1), ("name", "π")]).sealedText, bytes = Array(text.utf8)
    #expect(Manifest.seal(of: bytes) == .intact)
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 1
      #expect(Manifest.seal(of: changed) != .intact, "byte \(place)")
      changed.remove(at: place)
      #expect(Manifest.seal(of: changed) != .intact, "byte \(place) gone")
    }
    #expect(Manifest.seal(of: Array(text.replacing("1", with: "2").utf8)) == .broken)
    #expect(Manifest.seal(of: Array("{\n  \"seed\": 1\n}\n".utf8)) == .missing && Manifest.seal(of: []) == .missing)
    var again = Manifest([("manifest_sha256", "old"), ("seed", 1)])
    again["name"] = "π"
    #expect(again.sealedText == text)
  }

  /// No document drives a terminal that it is shown on.
  @Test func documentsArePrintable() {
    let value: JSONValue = .string("a\u{1B}[31m\u{7}\u{9B}\u{202E}\u{E0001}\u{2028}é😀")
    #expect(value.text() == #""a\u001b[31m\u0007\u009b\u202e\udb40\udc01\u2028é😀""#)
  }

  @Test func manifestKeepsOrder() throws {
    let folder = try ScratchFolder()
    var manifest = Manifest([("b", 1), ("a", 2)])
    manifest["c"] = [3]
    manifest["b"] = "again"
    manifest["a"] = nil
    try manifest.write(to: folder.file("manifest.json"))
    let body = "{\n  \"b\": \"again\",\n  \"c\": [\n    3\n  ]"
    #expect(
      try folder.text("manifest.json")
        == body + ",\n  \"manifest_sha256\": \"\(SHA256Hex.of(body + "\n}\n"))\"\n}\n")
    #expect(manifest == Manifest([("b", "again"), ("c", [3])]))
    #expect(
      FileDigest(path: "t", rows: 1, bytes: 2, sha256: "x").json.text(.compact)
        == #"{"path":"t","rows":1,"bytes":2,"sha256":"x"}"#)
  }

  @Test func dataPackage() {
    #expect(DataPackage.slug("Waning Push/Pull!") == "waning-push-pull")
    #expect(
      DataPackage.slug("../..") == "results" && DataPackage.slug("") == "results" && DataPackage.slug("Ω") == "results")
    var schema = Sample.schema
    schema.note = "costs differ"
    schema.fields[1].constraints = .init(required: true, minimum: 0, maximum: 9)
    let digest = FileDigest(path: "sample.csv", rows: 1, bytes: 2, sha256: "ab")
    let json = DataPackage(name: "n", title: "t", description: "d", resources: [.init(schema: schema, digest: digest)])
      .json
    guard case .array(let resources)? = json["resources"], let resource = resources.first,
      case .array(let fields)? = resource["schema"]?["fields"]
    else {
      Issue.record("no resources")
      return
    }
    #expect(resource["hash"] == "sha256:ab" && resource["note"] == "costs differ")
    #expect(resource["reproducibility"] == "bit-exact")
    #expect(resource["schema"]?["primaryKey"] == ["label"] && resource["schema"]?["missingValues"] == [""])
    #expect(fields[2]["unit"] == "hours" && fields[2]["reproducibility"] == "bit-exact")
    #expect(fields[1]["constraints"] == ["required": true, "minimum": 0, "maximum": 9])
  }
}
