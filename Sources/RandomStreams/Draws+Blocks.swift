import CVectorMath
import PortableMath

// Draws for many entities at once, bit-equal to the scalar ones: element i stands at (entity[i], week, process,
// draw).
extension Draws {
  /// Uniforms on [0, 1) for many entities. See ``uniform(at:)``.
  /// - Complexity: O(n)
  public func uniform(
    entity: Column<UInt32>, week: Words, process: UInt32, draw: Words, into result: Column<Double>
  ) {
    fill(entity, week, process, draw, open: false, result, nil)
  }

  /// Uniforms on (0, 1) for many entities. See ``openUniform(at:)``.
  /// - Complexity: O(n)
  public func openUniform(
    entity: Column<UInt32>, week: Words, process: UInt32, draw: Words, into result: Column<Double>
  ) {
    fill(entity, week, process, draw, open: true, result, nil)
  }

  /// Two uniforms on [0, 1) each, for the price of one. See ``uniformPair(at:)``.
  /// - Complexity: O(n)
  public func uniformPair(
    entity: Column<UInt32>, week: Words, process: UInt32, draw: Words, first: Column<Double>, second: Column<Double>
  ) {
    fill(entity, week, process, draw, open: false, first, second)
  }

  /// Standard normals for many entities. See ``normal(at:)``.
  /// - Complexity: O(n)
  public func normal(
    entity: Column<UInt32>, week: Words, process: UInt32, draw: Words, into result: Column<Double>
  ) {
    fill(entity, week, process, draw, open: true, result, nil)
    VectorMath.normalQuantile(result, into: result)
  }

  /// Two standard normals each, for the price of one block of random bits.
  /// - Complexity: O(n)
  public func normalPair(
    entity: Column<UInt32>, week: Words, process: UInt32, draw: Words, first: Column<Double>, second: Column<Double>
  ) {
    fill(entity, week, process, draw, open: true, first, second)
    VectorMath.normalQuantile(first, into: first)
    VectorMath.normalQuantile(second, into: second)
  }

  /// Exponentials of mean 1 for many entities. See ``exponential(at:)``.
  /// - Complexity: O(n)
  public func exponential(
    entity: Column<UInt32>, week: Words, process: UInt32, draw: Words, into result: Column<Double>
  ) {
    fill(entity, week, process, draw, open: false, result, nil)
    VectorMath.exponentialQuantile(result, into: result)
  }

  /// Poisson counts from uniforms and means, elementwise. See ``poisson(uniform:mean:)``.
  ///
  /// All columns have one length; the result may be one of the inputs.
  /// - Complexity: O(n·mean) up to a mean of 16
  public static func poisson(uniform u: Column<Double>, mean: Column<Double>, into count: Column<Double>) {
    precondition(u.count == mean.count && u.count == count.count, "Draws.poisson: counts differ")
    u.withUnsafeElements { us in
      mean.withUnsafeElements { means in
        count.withUnsafeElements { rm_poisson(u.count, us, means, $0) }
      }
    }
  }

  /// Binomial counts from uniforms, trials and chances, elementwise. See ``binomial(uniform:n:p:)``.
  ///
  /// All columns have one length; the result may be one of the inputs.
  /// - Complexity: O(n·mean) up to a mean of 16
  public static func binomial(
    uniform u: Column<Double>, n: Column<Double>, p: Column<Double>, into count: Column<Double>
  ) {
    precondition(
      u.count == n.count && u.count == p.count && u.count == count.count, "Draws.binomial: counts differ")
    u.withUnsafeElements { us in
      n.withUnsafeElements { trials in
        p.withUnsafeElements { chances in
          count.withUnsafeElements { rm_binomial(u.count, us, trials, chances, $0) }
        }
      }
    }
  }

  /// Binomial counts of at most 16 trials each (more count as 16), faster than ``binomial(uniform:n:p:into:)``.
  ///
  /// Equal to it but for the rounding of the distribution function, about once in 10¹⁵ draws.
  /// - Complexity: O(n)
  public static func binomialFew(
    uniform u: Column<Double>, n: Column<Double>, p: Column<Double>, into count: Column<Double>
  ) {
    precondition(
      u.count == n.count && u.count == p.count && u.count == count.count, "Draws.binomialFew: counts differ")
    u.withUnsafeElements { us in
      n.withUnsafeElements { trials in
        p.withUnsafeElements { chances in
          count.withUnsafeElements { rm_binomial_few(u.count, us, trials, chances, $0) }
        }
      }
    }
  }

  /// Four uniforms of 32 bits each, (w + ½)·2⁻³², from one block of random bits.
  ///
  /// Coarser than the other draws and made for comparisons of speed: chances below 1e-9 do not show in them.
  /// - Complexity: O(n)
  @_spi(Benchmarks)
  public func coarseUniforms(
    entity: Words, week: Words, process: UInt32, draw: Words,
    into results: (Column<Double>, Column<Double>, Column<Double>, Column<Double>)
  ) {
    let count = results.0.count
    precondition(
      results.1.count == count && results.2.count == count && results.3.count == count, "Draws: counts differ")
    entity.checkCount(count)
    week.checkCount(count)
    draw.checkCount(count)
    var address = rm_address(
      seed: key.seed, trial: key.trial, entity: entity.forC, week: week.forC, process: process, draw: draw.forC,
      attempt: 0)
    results.0.withUnsafeElements { first in
      results.1.withUnsafeElements { second in
        results.2.withUnsafeElements { third in
          results.3.withUnsafeElements { rm_coarse_uniform(count, &address, first, second, third, $0) }
        }
      }
    }
  }

  private func fill(
    _ entity: Column<UInt32>, _ week: Words, _ process: UInt32, _ draw: Words, open: Bool, _ first: Column<Double>,
    _ second: Column<Double>?
  ) {
    precondition(entity.count == first.count, "Draws: counts differ")
    if let second { precondition(second.count == first.count, "Draws: counts differ") }
    week.checkCount(first.count)
    draw.checkCount(first.count)
    var address = rm_address(
      seed: key.seed, trial: key.trial, entity: Words.each(entity).forC, week: week.forC, process: process,
      draw: draw.forC, attempt: 0)
    first.withUnsafeElements { a in
      rm_uniform(first.count, &address, open ? 1 : 0, a, second?.withUnsafeElements { $0 })
    }
  }
}
