import PortableMath

/// A week's factors on the rates of deals, one row for each seat and degree of tolerance, in the passes' working memory.
struct StageFactors {
  let advance, loss, undecided: Column<Double>
  private let seats, stride: Int

  init(_ firm: borrowing Firm) {
    let degrees = Buyers.tolerances
    advance = firm.scratch.wide(0, columns: degrees)
    loss = firm.scratch.wide(degrees, columns: degrees)
    undecided = firm.scratch.wide(2 * degrees, columns: degrees)
    seats = firm.seats
    stride = firm.scratch.stride
  }

  /// The rows of one degree of tolerance, by seat.
  func column(_ factor: Column<Double>, _ degree: Int) -> Column<Double> {
    factor.slice(from: degree * stride, count: seats)
  }
}
