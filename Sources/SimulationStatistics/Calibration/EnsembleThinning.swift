import LinearAlgebra

/// An ensemble of many members that fit: a few of them, spread as widely as they allow.
public enum EnsembleThinning {
  /// Chooses members by the greedy maximin rule in shares of the parameters' ranges, so that directions which the targets
  /// leave open are covered from end to end; near copies are left out.
  ///
  ///     let rows = try EnsembleThinning.choose(200, of: fitting, in: box).indices
  ///
  /// - Parameters:
  ///   - n: how many.
  ///   - members: all that fit: a row a member, in the parameters' units.
  ///   - box: the ranges.
  ///   - nearCopies: a member closer to a chosen one than this share of the widest distance met is left out.
  /// - Returns: rows of `members`, in the order of choice; fewer than n where there are no more that differ.
  /// - Throws: ``StatisticsError``: another number of parameters.
  /// - Complexity: O(nmd) for m members
  public static func choose(
    _ n: Int, of members: Matrix, in box: ParameterBox, nearCopies: Double = 0.001
  ) throws(StatisticsError) -> MaximinSelection.Choice {
    MaximinSelection.choose(n, from: try box.unit(points: members), nearCopies: nearCopies)
  }
}
