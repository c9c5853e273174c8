/// What sellers work for, at and with.
extension Metric.Row {
  static var effort: Self {
    Self("effort", "1", .amount, "selling effort e₁ of a seller-week, mean", formula: Self.mean(of: "`effort`")) {
      $0.people.effort / $0.sellers
    }
  }

  static var autonomy: Self {
    Self(
      "autonomy", "1", .free, "share of the work that sellers decide themselves, mean of seller-weeks",
      formula: Self.mean(of: "`autonomy`")
    ) {
      $0.people.autonomy / $0.sellers
    }
  }

  static var autonomyCorrelation: Self {
    Self(
      "autonomy_correlation", "1", .balance,
      "correlation, over sellers there for the last year, of their autonomy and their sales in it",
      formula: "correlation over surveyed sellers of the sums of `autonomy` and of `sales` over the survey's weeks"
    ) {
      $0.autonomyCorrelation
    }
  }

  static var motivation: Self {
    Self(
      "motivation", "σ_Q", .free, "intrinsic motivation of a seller-week, mean",
      formula: Self.mean(of: "`motivation`")
    ) {
      $0.people.motivation / $0.sellers
    }
  }

  static var strain: Self {
    Self("strain", "1", .free, "strain of a seller-week, mean", formula: Self.mean(of: "`strain`")) {
      $0.people.strain / $0.sellers
    }
  }

  static var match: Self {
    Self(
      "match", "1", .free, "match of what is offered and what is wanted, mean of seller-weeks",
      formula: Self.mean(of: "`match`")
    ) {
      $0.people.match / $0.sellers
    }
  }

  static var sellingHours: Self {
    Self(
      "selling_hours", "hours", .amount, "time left for selling in a seller-week, mean",
      formula: Self.mean(of: "`sellingHours`")
    ) {
      $0.people.sellingHours / $0.sellers
    }
  }

  static var administrationShare: Self {
    Self(
      "administration_share", "1", .share, "share of the week that goes into administration and reports",
      formula: "Σ `administration`/(H P)"
    ) {
      $0.sum(.administration) / ($0.hoursPerWeek * $0.sellers)
    }
  }

  static var trust: Self {
    Self(
      "trust", "1", .free, "trust in whoever coaches, relative to the usual, mean of seller-weeks",
      formula: "Σ `trusts`/P; none where it is 0"
    ) {
      $0.sum(.trusts) > 0 ? $0.sum(.trusts) / $0.sellers : .nan
    }
  }

  static var harmedShare: Self {
    Self(
      "harmed_share", "1", .share, "share of seller-weeks in which feedback threatens more than it is trusted",
      formula: "Σ `harmed`/P; none where Σ `trusts` is 0"
    ) {
      $0.sum(.trusts) > 0 ? $0.sum(.harmed) / $0.sellers : .nan
    }
  }
}
