/// One check of the catalogue: what theory says at a point, what the program gives there, and how close the two must be.
///
/// Theory and program are separate closures, so that a test can hand them different points and see the check fail.
public struct Check: Sendable {
  /// What stands behind the figures that the program gives.
  public enum Subject: String, Sendable {
    /// The passes of the model that scenarios run.
    case model
    /// A model of the literature that is kept beside the simulator, to dock it with what others published.
    case reference
    /// A numerical oracle of the checks themselves.
    case oracle
    /// Random streams, elementary functions and statistics.
    case library
  }

  /// `V7`, or a short name for what is not one of V1-V40.
  public let id: String
  public let title: String
  public let subject: Subject
  /// The exact solution, in symbols.
  public let law: String
  public let source: String
  public let parameters: [CheckParameter]
  /// What must hold between parameters besides their ranges.
  public let constraints: [Constraint]
  let expected: @Sendable (Point) throws -> [Expectation]
  /// In the order of the expectations.
  let measured: @Sendable (Point, Session) throws -> [Measurement]

  init(
    _ id: String, _ title: String, subject: Subject = .model, law: String, source: String,
    parameters: [CheckParameter] = [], constraints: [Constraint] = [],
    expected: @escaping @Sendable (Point) throws -> [Expectation],
    measured: @escaping @Sendable (Point, Session) throws -> [Measurement]
  ) {
    self.id = id
    self.title = title
    self.subject = subject
    self.law = law
    self.source = source
    self.parameters = parameters
    self.constraints = constraints
    self.expected = expected
    self.measured = measured
  }

  /// Runs the check.
  /// - Parameters:
  ///   - point: where; nil is the default point, at which published values are compared as well.
  ///   - theory: where theory is evaluated, if not at the same point. For tests, which plant errors so.
  public func run(at point: Point? = nil, theory: Point? = nil, _ session: Session) -> Outcome {
    let here = point ?? defaults
    do {
      let expectations = try expected(theory ?? here)
      let measurements = try measured(here, session)
      guard expectations.count == measurements.count else {
        return .failed(id: id, reason: "\(measurements.count) figures for \(expectations.count) expectations")
      }
      var figures = zip(expectations, measurements).map {
        Finding(check: id, $0, $1, sharpness: point == nil ? session.sharpness : nil)
      }
      if point == nil, let published = Finding.published(check: id, expectations) { figures.append(published) }
      return .figures(figures)
    } catch let missing as Unavailable {
      return .notRun(id: id, reason: missing.reason)
    } catch {
      return .failed(id: id, reason: "\(error)")
    }
  }

  public var defaults: Point { Point(Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.standard) })) }

  /// What came of a check.
  public enum Outcome: Sendable {
    case figures([Finding])
    /// The machine lacks what the check needs.
    case notRun(id: String, reason: String)
    /// It broke off.
    case failed(id: String, reason: String)
  }
}

/// Something that a check needs is not on this machine.
struct Unavailable: Error {
  let reason: String
}
