/// Ways of working: which are tried, and whether the best is found.
extension Metric.Row {
  static var practiceLift: Self {
    Self(
      "practice_lift", "1", .free, "response to the practice in use, relative to the reference, mean of seller-weeks",
      formula: Self.practising("`practiceLifts`")
    ) {
      $0.sum(.practiceLifts) / $0.practising
    }
  }

  static var experimentation: Self {
    Self(
      "experimentation", "1", .share, "share of seller-weeks spent on trying another practice than the usual one",
      formula: Self.practising("`experiments`")
    ) {
      $0.sum(.experiments) / $0.practising
    }
  }

  static var bestPracticeShare: Self {
    Self(
      "best_practice_share", "1", .share, "share of seller-weeks in the practice that is truly best",
      formula: Self.practising("`bestPractised`")
    ) {
      $0.sum(.bestPractised) / $0.practising
    }
  }

  static var unsanctionedShare: Self {
    Self(
      "unsanctioned_share", "1", .share, "share of seller-weeks in practices that headquarters rules out",
      formula: Self.practising("`unsanctioned`")
    ) {
      $0.sum(.unsanctioned) / $0.practising
    }
  }

  static var unsanctionedFound: Self {
    Self(
      "unsanctioned_found", "1", .sign,
      "1 where a twentieth of the sellers used practices that headquarters rules out in some week, else 0",
      formula: "1 if `unsanctioned`/Σ `present` ≥ .05 in a measured week, else 0; none without practices"
    ) {
      $0.practising.isNaN ? .nan : $0.mostUnsanctioned >= 0.05 ? 1.0 : 0.0
    }
  }

  static var bestFound: Self {
    Self(
      "best_found", "1", .sign, "1 where half of the sellers used the truly best practice in some week, else 0",
      formula: "1 if 2 `bestPractised` ≥ Σ `present` in a measured week, else 0; none without practices"
    ) {
      $0.practising.isNaN ? .nan : $0.weeksToBest == nil ? 0.0 : 1.0
    }
  }

  static var weeksToBest: Self {
    Self(
      "weeks_to_best", "weeks", .amount,
      "measured weeks until half of the sellers use the truly best practice, or all weeks where they never do",
      formula: "number, from 0, of the first such measured week, or n; none without practices",
      title: "Time to the best practice"
    ) {
      $0.practising.isNaN ? .nan : $0.weeksToBest ?? $0.weeks
    }
  }

  private static func practising(_ flow: String) -> String { "Σ \(flow)/P; none where Σ `practiceLifts` is 0" }
}
