import Testing

@testable import Verification

/// The checks of `rainmaker verify`: that they pass, here and at other points, and that they can fail.
@Suite("The catalogue of checks")
struct CatalogueTests {
  /// Two threads, since other suites run at the same time; a small share of the repetitions, since this is no
  /// optimised build.
  private static func session(_ id: String) -> Session {
    Session(threads: 2, share: ["V38": 0.03, "V31": 0.01, "V7": 0.06, "V8": 0.06, "V10": 0.06][id] ?? 0.06)
  }

  private static let ids = Catalogue.checks.map(\.id)

  private func check(_ id: String) throws -> Check { try #require(Catalogue.checks.first { $0.id == id }) }

  private func figures(_ outcome: Check.Outcome) throws -> [Finding] {
    guard case .figures(let figures) = outcome else {
      Issue.record("\(outcome)")
      return []
    }
    return figures
  }

  @Test("V1 to V40 each have one row, and ids are unique")
  func rows() {
    let all = Self.ids + Catalogue.dropped.map(\.id)
    #expect(Set(all).count == all.count)
    for number in 1...40 { #expect(all.contains("V\(number)"), "V\(number)") }
  }

  /// Parameters that no expectation depends on: how much is simulated, and what discounting does not look at.
  private static let silent: [String: Set<String>] = [
    "V12": ["bonus", "cost", "quota"], "V38": ["sellers", "weeks", "trials"],
    "V40": ["scenarios", "sellers", "weeks"],
  ]

  /// The planted error is a theory of another point: whatever parameter it is wrong about, some figure must fail.
  @Test(
    "Every check passes at its default point, and fails where theory has another value of any one parameter",
    arguments: ids)
  func defaults(id: String) throws {
    let check = try check(id), session = Self.session(id)
    let measured = try check.measured(check.defaults, session)
    func figures(_ theory: Point, sharpness: Double?) throws -> [Finding] {
      zip(try check.expected(theory), measured).map { Finding(check: id, $0, $1, sharpness: sharpness) }
    }
    let right = try figures(check.defaults, sharpness: session.sharpness)
    #expect(right.count == measured.count && !right.isEmpty)
    for figure in right {
      #expect(
        figure.passes, "\(id) \(figure.what): expected \(figure.expected), got \(figure.got) \(figure.note ?? "")")
      #expect(figure.what.count <= 40, "\(figure.what) does not fit the table")
    }
    if let published = Finding.published(check: id, try check.expected(check.defaults)) {
      #expect(published.passes, "\(id): a formula gives \(published.got), not \(published.expected)")
    }
    for parameter in check.parameters where Self.silent[id]?.contains(parameter.name) != true {
      let (low, high) = (parameter.range.lowerBound, parameter.range.upperBound), here = parameter.standard
      // Thirty studies tell a level of .95 from .5, but not from .73.
      let far = id == "V38" ? 1 : 0.5
      let moved = high - here > 0.2 * (high - low) ? here + far * (high - here) : here - far * (here - low)
      let wrong = check.defaults.with(parameter.name, parameter.isWhole ? moved.rounded() : moved)
      #expect(
        try figures(wrong, sharpness: nil).contains { !$0.passes }, "\(id) does not notice another \(parameter.name)")
    }
  }

  @Test(
    "Every check passes where all its parameters are others",
    arguments: Catalogue.checks.filter { !$0.parameters.isEmpty }.map(\.id))
  func elsewhere(id: String) throws {
    let check = try check(id)
    let point = check.parameters.reduce(check.defaults) { point, parameter in
      let low = parameter.range.lowerBound, value = low + 0.8 * (parameter.standard - low)
      return point.with(parameter.name, parameter.isWhole ? value.rounded() : value)
    }
    #expect(check.constraints.allSatisfy { $0.range.contains($0.value(point)) })
    for figure in try figures(check.run(at: point, Self.session(id))) {
      #expect(figure.passes, "\(id) \(figure.what) at \(point): expected \(figure.expected), got \(figure.got)")
    }
  }

  @Test("A check that breaks off, lacks something, or comes too small is told from one that passes")
  func outcomes() throws {
    struct Fault: Error {}
    func check(_ measured: @escaping @Sendable () throws -> [Measurement]) -> Check {
      Check(
        "X", "", law: "", source: "", expected: { _ in [Expectation("x", 1, .sampled(sharp: 0.1))] },
        measured: { _, _ in try measured() })
    }
    let session = Session(threads: 1)
    guard case .failed = check({ throw Fault() }).run(session) else { throw Fault() }
    guard case .failed = check({ [] }).run(session) else { throw Fault() }
    guard case .notRun = check({ throw Unavailable(reason: "none") }).run(session) else { throw Fault() }
    let broken = check { throw Fault() }
    let report = VerificationRun.Report(checks: [broken], outcomes: [broken.run(session)], isComplete: true)
    #expect(report.failures == 1)
    for (measurement, passes) in [
      (Measurement.mean(Sample([0.99, 1, 1.01])), true), (.mean(Sample([0.5, 1, 1.5])), false),
      (.mean(Sample([1])), false), (.mean(Sample([2, 2, 2])), false), (.exact(.nan), false),
    ] {
      #expect(try figures(check { [measurement] }.run(session))[0].passes == passes, "\(measurement)")
    }
  }

  @Test("z is the normal score of t: few values need more than four standard errors")
  func normalScores() {
    func z(_ distance: Double, degrees: Double) -> Double {
      Finding(
        check: "", Expectation("", 0, .sampled(sharp: 1)),
        .estimate(distance, standardError: 1, degrees: degrees), sharpness: nil
      ).z ?? .nan
    }
    #expect((z(4, degrees: 1e6) - 4).magnitude < 1e-12)
    // P(|t₁₁| > 4) = .00209, as P(|z| > 3.0777).
    #expect((z(4, degrees: 11) - 3.0777).magnitude < 1e-3)
    #expect(z(-4, degrees: 11) == -z(4, degrees: 11))
  }

  @Test("Figures do not depend on the threads", arguments: ["V6", "V13", "V40"])
  func threads(id: String) throws {
    let check = try check(id)
    let one = try figures(check.run(Session(threads: 1, share: 0.03)))
    let three = try figures(check.run(Session(threads: 3, share: 0.03)))
    #expect(one.map(\.got.bitPattern) == three.map(\.got.bitPattern))
  }

  @Test("Points are read as people write them, or refused with the reason")
  func points() throws {
    let check = try check("V3")
    #expect(try check.point([("team", "8")])["team"] == 8)
    for (assignments, problem) in [
      ([("teams", "8")], PointProblem.unknown(name: "teams", known: ["team", "commission", "cost"])),
      ([("team", "x")], .notANumber(name: "team", text: "x")),
      ([("team", "2.5")], .notWhole(name: "team", text: "2.5")),
      ([("team", "99")], .outOfRange(name: "team", text: "99", range: 2...50)),
      ([("team", "3"), ("team", "4")], .twice(name: "team")),
      ([("cost", "nan")], .notANumber(name: "cost", text: "nan")),
    ] {
      #expect(throws: problem) { try check.point(assignments.map { (name: $0.0, text: $0.1) }) }
    }
  }
}
