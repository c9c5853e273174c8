import Testing

@testable import Verification

/// How far a figure is from theory, whatever its distribution.
@Suite("Scores of figures")
struct ScoreTests {
  private func close(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
    a.map { ($0 - b).magnitude <= tolerance } ?? false
  }

  /// Tails added up term by term with Python's math.comb, scores by its statistics.NormalDist.
  @Test("Shares and events have the scores of the exact binomial and Poisson tests")
  func exact() {
    #expect(close(Score.binomial(2, of: 20, 0.4), -2.686386695162148))
    #expect(close(Score.binomial(14, of: 20, 0.4), 2.485643311907738))
    #expect(close(Score.binomial(0, of: 50, 0.1), -2.5653374528839317))
    #expect(close(Score.binomial(19, of: 20, 0.5), 4.107166090797335))
    #expect(close(Score.poisson(2, 9), -2.498716722926249))
    #expect(close(Score.poisson(19, 9), 2.81664558408567))
  }

  @Test("Nothing among many that were hardly possible is no distance, and the impossible has no score")
  func ends() {
    // P(0 of 12,288 at 1.9e-6) = .977: the share that gave up a practice in `V21 rate=0.9 lead=6`.
    #expect(Score.binomial(0, of: 12_288, 1.9e-6) == 0)
    #expect(Score.binomial(12_288, of: 12_288, 1 - 1.9e-6) == 0)
    // One where 1e-9 were expected: P = 1e-9.
    #expect(close(Score.poisson(1, 1e-9), 5.9978, 1e-3))
    #expect(Score.binomial(5, of: 10, 0) == nil && Score.binomial(5, of: 10, 1) == nil)
    #expect(Score.binomial(0, of: 0, 0.5) == nil && Score.binomial(.nan, of: 10, 0.5) == nil)
    #expect(Score.poisson(3, 0) == nil && Score.poisson(0, 0) == 0)
    #expect(Score.studentized(.nan, degrees: 9) == nil && Score.studentized(.infinity, degrees: 9) == nil)
  }

  @Test("A figure without a value, or without spread, fails and says why")
  func notes() {
    func finding(_ measurement: Measurement) -> Finding {
      Finding(check: "", Expectation("", 0.5, .sampled(sharp: 1)), measurement, sharpness: nil)
    }
    for measurement in [
      Measurement.share(0, of: 0), .estimate(.nan, standardError: 1, degrees: 9), .mean(Sample()), .exact(.nan),
    ] {
      let finding = finding(measurement)
      #expect(!finding.passes && finding.z == nil && finding.note == "no value", "\(measurement)")
    }
    let alike = finding(.mean(Sample([2, 2, 2])))
    #expect(!alike.passes && alike.z == nil && alike.note == "no spread to judge the distance by")
    // What rounding leaves is no distance.
    #expect(finding(.mean(Sample([0.5 + 1e-16, 0.5 + 2e-16]))).passes)
  }

  @Test("The design effect widens a share's error; a unit multiplies it")
  func effects() {
    let plain = Measurement.share(540, of: 1_000).judged(against: 0.5)
    let wide = Measurement.share(540, of: 1_000, effect: 4).judged(against: 0.5)
    let scaled = Measurement.share(540, of: 1_000, unit: 10).judged(against: 5)
    #expect(close(plain.standardError, (0.25 / 1_000).squareRoot()))
    #expect(close(wide.standardError, 2 * (plain.standardError ?? 0)))
    #expect(scaled.z == plain.z && close(scaled.standardError, 10 * (plain.standardError ?? 0)))
    #expect((plain.z ?? 0) > 2.4 && (wide.z ?? 9) < 1.3)
  }

  @Test("Hall's transformation takes the skewness out of t")
  func skewness() throws {
    #expect(close(Sample([0, 0, 0, 1, 5]).skewness, 1.3627927530355544, 1e-12))
    #expect(Sample([-2, 0, 2]).skewness == 0)
    // Means of 120 exponential values, exact by their quantiles' order: the lower tail of t is five times too fat.
    let session = Session(threads: 2)
    func share(beyond limit: Double, _ t: @escaping @Sendable (Sample) -> Double) throws -> Double {
      let far = try session.map(4_000) { trial -> Double in
        let draws = session.draws(trial)
        let sample = Sample(
          (0..<120 as Range<UInt32>).map {
            draws.exponential(at: .init(entity: $0, week: 0, process: 990, draw: 0))
          })
        return t(sample) < -limit ? 1 : 0
      }
      return far.reduce(0, +) / 4_000
    }
    // P(Z < −2.5) = .0062.
    #expect(try share(beyond: 2.5) { ($0.mean - 1) / $0.standardError } > 0.012)
    #expect(try share(beyond: 2.5) { $0.ratio(against: 1) } < 0.0095)
  }

  @Test("A chain of three people, by hand")
  func chain() {
    var chain = DiffusionChain(people: 3, innovation: 0.2, imitation: 0.5)
    chain.step()
    #expect(close(chain.moments.mean, 0.6, 1e-12) && close(chain.moments.effect, 1, 1e-12))
    chain.step()
    #expect(close(chain.moments.mean, 1.24, 1e-12) && close(chain.moments.effect, 1.287390029325512, 1e-12))
  }
}

/// Points at which a sound program was called defective.
@Suite("Points of checks")
struct CheckPointTests {
  private func check(_ id: String) throws -> Check { try #require(Catalogue.checks.first { $0.id == id }) }

  private static let soundPoints: [(String, [(name: String, text: String)])] = [
    ("V8", [("bonus", "0.7181"), ("cost", "0.9068"), ("quota", "-0.2941"), ("commission", "1")]),
    ("V12", [("bonus", "0.9"), ("cost", "0.25"), ("quota", "1.6"), ("discount", "0.7")]),
    ("V14", [("sellers", "21"), ("servers", "1"), ("rate", "1")]),
    ("V16", [("innovation", "0.3"), ("imitation", "0.38")]), ("V21", [("rate", "0.9"), ("lead", "6")]),
    ("V22", [("rate", "0.8"), ("politeness", "0.1")]),
    ("V30", [("reserve", "20"), ("rate", "1"), ("damage", "1"), ("repair", "10")]),
    ("V34", [("spread", "0.1"), ("level", "2")]), ("V36", [("reception", "0.6"), ("messages", "12")]),
    ("V37", [("rate", "2"), ("window", "26")]),
  ]

  @Test(
    "Shares of all but 0 and 1, and what is finite or in steps, are judged by what they are", arguments: soundPoints)
  func sound(id: String, assignments: [(name: String, text: String)]) throws {
    let check = try check(id)
    let outcome = check.run(at: try check.point(assignments), Session(threads: 2, share: 0.05))
    guard case .figures(let figures) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    for figure in figures {
      #expect(figure.passes, "\(id) \(figure.what): expected \(figure.expected), got \(figure.got)")
      #expect((figure.z ?? 0).isFinite && figure.got.isFinite && (figure.standardError ?? 0).isFinite)
    }
  }

  private static let refusedPoints: [(String, [(name: String, text: String)], String)] = [
    ("V13", [("servers", "20"), ("load", "0.5")], "chance of waiting"),
    ("V13", [("servers", "2"), ("load", "1.9")], "load/servers"),
    ("V14", [("sellers", "4"), ("servers", "4")], "sellers − servers"),
    ("V28", (1...4).flatMap { [("advance\($0)", "0.02"), ("loss\($0)", "0.4")] }, "chance of a win"),
    ("V28", (1...4).flatMap { [("loss\($0)", "0"), ("undecided\($0)", "0")] }, "chance of a win"),
    ("V29", [("advance2", "0.6"), ("loss2", "0.6")], "advance2 + loss2 + undecided2"),
    ("V30", [("repair", "1")], "repair/(rate × damage)"),
  ]

  @Test(
    "What no run can see, or what has no value, is refused with the quantity and its range", arguments: refusedPoints)
  func refused(id: String, assignments: [(name: String, text: String)], quantity: String) throws {
    let check = try check(id)
    #expect(check.constraints.contains { $0.quantity == quantity && !$0.reason.isEmpty })
    var problem: PointProblem?
    do throws(PointProblem) { _ = try check.point(assignments) } catch { problem = error }
    guard case .impossible(let named, let value, let range, _) = problem else {
      Issue.record("\(id) at \(assignments): \(String(describing: problem))")
      return
    }
    #expect(named == quantity && !range.contains(value))
  }
}
