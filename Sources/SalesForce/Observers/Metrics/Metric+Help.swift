/// Issues, experts and colleagues.
extension Metric.Row {
  static var issueResolution: Self {
    Self(
      "issue_resolution", "1", .share, "issues resolved as a share of issues raised",
      formula: "Σ `issuesResolved`/Σ `issues`", title: "Issues resolved"
    ) {
      $0.sum(.issuesResolved) / $0.sum(.issues)
    }
  }

  static var expertWait: Self {
    Self(
      "expert_wait", "hours", .amount, "working hours until an expert answers, answered requests",
      formula: "H Σ `waitWeeks`/Σ `answered`", title: "Wait for experts"
    ) {
      $0.sum(.waitWeeks) / $0.sum(.answered) * $0.hoursPerWeek
    }
  }

  static var expertUtilisation: Self {
    Self(
      "expert_utilisation", "1", .share, "share of their time that experts work",
      formula: "Σ `busyWeeks`/Σ `expertWeeks`", title: "Use of experts' time"
    ) {
      $0.sum(.busyWeeks) / $0.sum(.expertWeeks)
    }
  }

  static var favouredWait: Self {
    Self(
      "favoured_wait", "1", .amount,
      "mean wait for an answer of the quarter that experts like most over that of the least liked",
      formula: "(Σ `likedWaitWeeks`/Σ `likedAnswered`)/(Σ `dislikedWaitWeeks`/Σ `dislikedAnswered`)"
    ) {
      $0.sum(.likedWaitWeeks) / $0.sum(.likedAnswered) / ($0.sum(.dislikedWaitWeeks) / $0.sum(.dislikedAnswered))
    }
  }

  static var tieStrength: Self {
    Self(
      "tie_strength", "1", .free, "mean strength of a seller's ties to colleagues, over seller-weeks",
      formula: Self.mean(of: "`tieStrength`")
    ) {
      $0.people.tieStrength / $0.sellers
    }
  }

  static var help: Self {
    Self("help", "1 per seller-week", .amount, "helps given to colleagues", formula: "Σ `helps`/P") {
      $0.sum(.helps) / $0.sellers
    }
  }
}
