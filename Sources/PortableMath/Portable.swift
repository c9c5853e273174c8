import CVectorMath

/// Elementary functions whose results have the same bits on every machine.
///
/// The platform's own differ: glibc's `exp` or `pow` gives other last bits where the processor lacks fused
/// multiply-add. Every number that reaches a table comes from here. Bounds are relative errors, tested against
/// tables of 40 digits.
public enum Portable {
  /// e^x for any x; 0 below −745.2, ∞ above 709.8. Relative error below 2.3e-16.
  ///
  /// Reduction by multiples of ln 2, then a minimax polynomial of degree 11.
  /// - Complexity: O(1)
  public static func exp(_ x: Double) -> Double { rm_exp1(x) }

  /// e^x − 1 for any x, also where e^x ≈ 1. Relative error below 3e-16.
  /// - Complexity: O(1)
  public static func expm1(_ x: Double) -> Double { rm_expm11(x) }

  /// 1/(1 + e^−x) for any x. Relative error below 4e-16.
  /// - Complexity: O(1)
  public static func logistic(_ x: Double) -> Double { rm_logistic1(x) }

  /// log x for x ≥ 0 (−∞ at 0, NaN below). Relative error below 2.3e-16.
  ///
  /// Scaling to [√½, √2), then 2 atanh s with s = f/(2 + f), as in FreeBSD's msun.
  /// - Complexity: O(1)
  public static func log(_ x: Double) -> Double { rm_log1(x) }

  /// log(1 + x) for x ≥ −1 (−∞ at −1, NaN below), also where x is tiny. Relative error below 3e-16.
  /// - Complexity: O(1)
  public static func log1p(_ x: Double) -> Double { rm_log1p1(x) }

  /// x^y with the special cases of IEEE 754 (`pow`). Relative error below 2.3e-16.
  ///
  /// The logarithm is carried to 65 bits (Dekker's double-double).
  /// - Complexity: O(1)
  public static func pow(_ x: Double, _ y: Double) -> Double { rm_pow1(x, y) }

  /// sin x for |x| ≤ 10⁶, NaN beyond. Relative error below 2.3e-16.
  /// - Complexity: O(1)
  public static func sin(_ x: Double) -> Double { rm_sin1(x) }

  /// cos x for |x| ≤ 10⁶, NaN beyond. Relative error below 2.3e-16.
  /// - Complexity: O(1)
  public static func cos(_ x: Double) -> Double { rm_cos1(x) }

  /// √x, correctly rounded (IEEE 754).
  /// - Complexity: O(1)
  public static func sqrt(_ x: Double) -> Double { rm_sqrt1(x) }
}
