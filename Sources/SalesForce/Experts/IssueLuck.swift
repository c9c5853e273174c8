import PortableMath
import RandomStreams

/// Luck of one opportunity's issues, keyed by the customer.
struct IssueLuck {
  private let draws: Draws
  private let entity, born, stream: UInt32

  init(_ draws: Draws, entity: UInt32, born: UInt32, stream: UInt32) {
    self.draws = draws
    self.entity = entity
    self.born = born
    self.stream = stream
  }

  /// At most this many issues of one opportunity are looked at; with a mean of 30 more have a chance below 1e-30.
  static let limit = 200

  private func address(_ draw: Int) -> DrawAddress {
    DrawAddress(entity: entity, week: born, process: stream, draw: UInt16(truncatingIfNeeded: draw))
  }

  func count(mean: Double) -> Int { min(Int(draws.poisson(mean: mean, at: address(0))), Self.limit) }

  /// Uniforms that decide whether the seller owns issue `number`, and whether he asks.
  func handling(_ number: Int) -> (first: Double, second: Double) { draws.uniformPair(at: address(1 + 3 * number)) }

  /// Uniforms for whether it is resolved, and when in the week it is asked.
  func outcome(_ number: Int) -> (first: Double, second: Double) { draws.uniformPair(at: address(2 + 3 * number)) }

  /// The request to an expert.
  func request(
    _ number: Int, row: UInt32, epoch: UInt32, time: Double, luck: Double, owned: Bool, seat: UInt32, goodwill: Double, rate: Double
  ) -> ExpertRequest {
    let (work, order) = draws.uniformPair(at: address(3 + 3 * number))
    return ExpertRequest(
      time: time, service: Exponential.time(uniform: work, rate: rate), goodwill: goodwill, luck: luck,
      priority: UInt64(order * 0x1p53), born: born, seat: seat, entity: entity, row: row, epoch: epoch, owned: owned ? 1 : 0)
  }
}

/// Exponential times from uniforms.
enum Exponential {
  /// −log(1 − u)/rate.
  static func time(uniform: Double, rate: Double) -> Double { -Portable.log1p(-uniform) / rate }
}
