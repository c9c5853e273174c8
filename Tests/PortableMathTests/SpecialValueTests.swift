import PortableMath
import Testing

@Suite("Ends of the range")
struct SpecialValueTests {
  static let tiny = Double.leastNonzeroMagnitude

  @Test("exp and expm1")
  func exponentials() {
    #expect(Portable.exp(0) == 1)
    #expect(Portable.exp(-.infinity) == 0)
    #expect(Portable.exp(.infinity) == .infinity)
    #expect(Portable.exp(709.78).isFinite)
    #expect(Portable.exp(709.79) == .infinity)
    #expect(Portable.exp(1e300) == .infinity)
    #expect(Portable.exp(-745) == Self.tiny)
    #expect(Portable.exp(-745.2) == 0)
    #expect(Portable.exp(-740) == 85 * Self.tiny)
    #expect(Portable.exp(.nan).isNaN)
    #expect(Portable.expm1(-0.0).sign == .minus && Portable.expm1(-0.0) == 0)
    #expect(Portable.expm1(Self.tiny) == Self.tiny)
    #expect(Portable.expm1(-.infinity) == -1)
    #expect(Portable.expm1(-50) == -1)
    #expect(Portable.expm1(.infinity) == .infinity)
    #expect(Portable.expm1(709.79) == .infinity)
    #expect(Portable.expm1(.nan).isNaN)
  }

  @Test("log and log1p")
  func logarithms() {
    #expect(Portable.log(1) == 0)
    #expect(Portable.log(0) == -.infinity)
    #expect(Portable.log(-0.0) == -.infinity)
    #expect(Portable.log(-1).isNaN)
    #expect(Portable.log(-.infinity).isNaN)
    #expect(Portable.log(.infinity) == .infinity)
    #expect(Portable.log(.nan).isNaN)
    #expect(Portable.log1p(-0.0).sign == .minus)
    #expect(Portable.log1p(-1) == -.infinity)
    #expect(Portable.log1p(-1.5).isNaN)
    #expect(Portable.log1p(.infinity) == .infinity)
    #expect(Portable.log1p(-Self.tiny) == -Self.tiny)
    #expect(Portable.log1p(.nan).isNaN)
  }

  @Test("pow follows IEEE 754")
  func powers() {
    #expect(Portable.pow(.nan, 0) == 1)
    #expect(Portable.pow(1, .nan) == 1)
    #expect(Portable.pow(-2, 3) == -8)
    #expect(Portable.pow(-2, 0.5).isNaN)
    #expect(Portable.pow(-0.0, -3) == -.infinity)
    #expect(Portable.pow(0, 2) == 0)
    #expect(Portable.pow(-.infinity, 3) == -.infinity)
    #expect(Portable.pow(.infinity, -1) == 0)
    #expect(Portable.pow(-1, .infinity) == 1)
    #expect(Portable.pow(0.5, .infinity) == 0)
    #expect(Portable.pow(0.5, -1e300) == .infinity)
    #expect(Portable.pow(2, -1074) == Self.tiny)
    #expect(Portable.pow(10, 400) == .infinity)
    #expect(Portable.pow(10, -400) == 0)
    for i in 0...1023 { #expect(Portable.pow(2, Double(i)) == Double(sign: .plus, exponent: i, significand: 1)) }
  }

  @Test("Normal distribution")
  func normal() {
    #expect(Portable.normalCDF(0) == 0.5)
    #expect(Portable.normalCDF(-.infinity) == 0)
    #expect(Portable.normalCDF(.infinity) == 1)
    #expect(Portable.normalCDF(-1e300) == 0)
    #expect(Portable.normalCDF(-38.4) > 0)
    #expect(Portable.normalCDF(.nan).isNaN)
    #expect(Portable.normalQuantile(0.5) == 0)
    #expect(Portable.normalQuantile(0) == -.infinity)
    #expect(Portable.normalQuantile(1) == .infinity)
    #expect(Portable.normalQuantile(-0.1).isNaN)
    #expect(Portable.normalQuantile(1.1).isNaN)
    #expect(Portable.normalQuantile(.nan).isNaN)
    #expect(Portable.normalQuantile(Self.tiny).isFinite)
    #expect(Portable.normalDensity(.infinity) == 0)
  }

  @Test("sin, cos, gamma and beta")
  func others() {
    #expect(Portable.sin(0) == 0 && Portable.sin(-0.0).sign == .minus)
    #expect(Portable.cos(0) == 1)
    #expect(Portable.sin(1.1e6).isNaN && Portable.cos(.infinity).isNaN)
    #expect(Portable.logGamma(1) == 0 && Portable.logGamma(2) == 0)
    #expect(Portable.logGamma(0) == .infinity && Portable.logGamma(-0.5).isNaN)
    #expect(Portable.incompleteBeta(2, 3, 0) == 0 && Portable.incompleteBeta(2, 3, 1) == 1)
    #expect(Portable.incompleteBeta(-1, 3, 0.5).isNaN)
    #expect(Portable.incompleteGamma(2, 0) == 0 && Portable.incompleteGamma(2, .infinity) == 1)
    #expect(Portable.sqrt(2) == 0x1.6a09e667f3bcdp+0 && Portable.sqrt(-1).isNaN)
  }
}
