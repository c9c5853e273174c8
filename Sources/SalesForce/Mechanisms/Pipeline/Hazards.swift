import CVectorMath
import PortableMath

// Unsafe: hands columns to C. Owners are rows of the factors' columns because `Prospecting` and `Customers` alone
// write them, from a seat and a degree of tolerance; the C loop does not check them again. The rates' addresses outlive the closures that give them: the
// pool that owns the columns lives, and does not grow, until this returns.

/// The block function of competing rates.
enum Hazards {
  /// Adds a week's hazard Σ rate·factor[owner] to each row.
  /// - Parameters:
  ///   - owner: row of the owner in the factors' columns, for each row.
  ///   - leaving: where the rows go whose hazard reaches the threshold, ascending; as long as the rows.
  /// - Returns: how many leave.
  static func live(
    owner: Column<UInt32>, advance: Column<Double>, loss: Column<Double>, undecided: Column<Double>,
    advanceFactor: Column<Double>, lossFactor: Column<Double>, undecidedFactor: Column<Double>,
    hazard: Column<Double>, threshold: Column<Double>, leaving: Column<UInt32>
  ) -> Int {
    let rows = owner.count
    precondition(
      advance.count == rows && loss.count == rows && undecided.count == rows && hazard.count == rows
        && threshold.count == rows && leaving.count == rows, "columns of unequal length")
    var own = rates(advance, loss, undecided), factor = rates(advanceFactor, lossFactor, undecidedFactor)
    return owner.withUnsafeElements { owner in
      hazard.withUnsafeElements { hazard in
        threshold.withUnsafeElements { threshold in
          leaving.withUnsafeElements { rm_hazard_week(rows, owner, &own, &factor, hazard, threshold, $0) }
        }
      }
    }
  }

  private static func rates(_ a: Column<Double>, _ b: Column<Double>, _ c: Column<Double>) -> rm_rates {
    rm_rates(
      advance: a.withUnsafeElements { UnsafePointer($0) }, loss: b.withUnsafeElements { UnsafePointer($0) },
      undecided: c.withUnsafeElements { UnsafePointer($0) })
  }
}
