/// What a survey of managers would find.
extension Metric.Row {
  static var rateNeither: Self {
    Self(
      "rate_neither", "1", .amount,
      "surveyed share of high performers among sellers with neither behaviour, relative",
      formula: Self.rate("of whom managers say neither")
    ) {
      $0.cells.rate(0)
    }
  }

  static var rateOwn: Self {
    Self(
      "rate_own", "1", .amount, "the same among those who own their issues and do not use support",
      formula: Self.rate("who own their issues, they say, and do not use support")
    ) {
      $0.cells.rate(1)
    }
  }

  static var rateSupport: Self {
    Self(
      "rate_support", "1", .amount, "the same among those who use support and do not own their issues",
      formula: Self.rate("who use support, they say, and do not own their issues")
    ) {
      $0.cells.rate(2)
    }
  }

  static var rateBoth: Self {
    Self("rate_both", "1", .amount, "the same among those who do both", formula: Self.rate("who do both, they say")) {
      $0.cells.rate(3)
    }
  }

  static var ownShare: Self {
    Self(
      "own_share", "1", .share, "surveyed share of sellers who own their issues",
      formula: "share of surveyed sellers who own their issues, as managers say"
    ) {
      $0.cells.share(1)
    }
  }

  static var supportShare: Self {
    Self(
      "support_share", "1", .share, "surveyed share of sellers who use support",
      formula: "share of surveyed sellers who use support, as managers say"
    ) {
      $0.cells.share(2)
    }
  }

  static var highShare: Self {
    Self(
      "high_share", "1", .share, "surveyed share of sellers whose sales reach a bar that is the same in every firm",
      formula: "H/M: of M surveyed sellers H sold at least `survey.bar` · `reference_revenue` · y"
    ) {
      $0.cells.highShare
    }
  }

  static var highDispersion: Self {
    Self(
      "high_dispersion", "1", .amount,
      "squared distance of their number from what `survey.top_share` implies, over its variance by chance",
      formula: "(H − M p)²/(M p (1 − p)), p = `top_share`, H and M as for `high_share`"
    ) {
      $0.cells.dispersion(expected: $0.expectedHighShare)
    }
  }

  private static func rate(_ who: String) -> String {
    "share of high performers among surveyed sellers \(who), over that among all"
  }
}
