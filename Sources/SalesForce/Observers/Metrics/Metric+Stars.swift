/// How sales are spread over sellers, and whether the best stay the best.
extension Metric.Row {
  static var top20Share: Self {
    Self(
      "top20_share", "1", .share, "revenue of the best fifth of seat-years as a share of all seat-years' revenue",
      formula: "of the sums of `sales` over seat-years, the greatest fifth (⌈number/5⌉ of them)/all",
      title: "Share of the best fifth"
    ) {
      $0.topShare
    }
  }

  static var starRatio: Self {
    Self(
      "star_ratio", "1", .amount,
      "yearly sales of the best fifth over those of the middle three fifths, among sellers there for two years",
      formula:
        "mean of r over pairs of successive years: sellers there for both, ranked by the first year's sales as for its best "
        + "(above); r = mean of these sales of the best over that of all who are neither among the best nor among as many at the "
        + "other end; without these, or where their mean is not positive, a pair is left out"
    ) {
      $0.bestFifth.starRatio
    }
  }

  static var salesCorrelation: Self {
    Self(
      "sales_correlation", "1", .balance,
      "correlation of sellers' sales in two successive years, among those there for both",
      formula:
        "mean of that correlation over the pairs of successive years in which it has a value; sellers as for `star_ratio`"
    ) {
      $0.bestFifth.correlation
    }
  }

  static var top20Repeat: Self {
    Self(
      "top20_repeat", "1", .share,
      "of the best fifth by revenue in a year, the share in the best fifth of the next as well, among sellers there for both years",
      formula: "Σ best of both years/Σ best of the first, over pairs of successive years; see above"
    ) {
      $0.bestFifth.share
    }
  }

  static var top20RepeatGain: Self {
    Self(
      "top20_repeat_gain", "1", .balance,
      "that share among sellers who both own their issues and use support (chance of one half or more) less that among the others",
      formula: "that where `ownership` and `supportSkill` are at least ½ at the second year's end less that elsewhere"
    ) {
      $0.bestFifth.gainOfBoth
    }
  }
}
