/// What sellers know how to do.
extension Metric.Row {
  static var skill: Self {
    Self("skill", "1", .free, "value skill of a seller-week, mean", formula: Self.mean(of: "`skill`")) {
      $0.people.skill / $0.sellers
    }
  }

  static var craft: Self {
    Self(
      "craft", "1", .free, "value skill and training together, mean of seller-weeks",
      formula: Self.mean(of: "`craft`")
    ) {
      $0.people.craft / $0.sellers
    }
  }

  static var innovation: Self {
    Self("innovation", "1", .free, "innovation skill of a seller-week, mean", formula: Self.mean(of: "`innovation`")) {
      $0.people.innovation / $0.sellers
    }
  }

  static var newcomerSkill: Self {
    Self(
      "newcomer_skill", "1", .free, "value skill of sellers in their first year, mean of seller-weeks",
      formula: "mean of `skill` over seller-weeks with `tenure` ≤ 52 at their end"
    ) {
      $0.people.newcomerSkill / $0.people.newcomers
    }
  }

  static var leaders: Self {
    Self(
      "leaders", "1", .share, "share of sellers with both skills of one half or more, at the end",
      formula: Self.share("`skill` ≥ ½ and `innovation` ≥ ½")
    ) {
      $0.quadrants.share(Quadrant.leader)
    }
  }

  static var professionals: Self {
    Self(
      "professionals", "1", .share,
      "share of sellers with value skill of one half and less innovation skill, at the end",
      formula: Self.share("`skill` ≥ ½ and `innovation` < ½")
    ) {
      $0.quadrants.share(Quadrant.professional)
    }
  }

  static var technologists: Self {
    Self(
      "technologists", "1", .share,
      "share of sellers with innovation skill of one half and less value skill, at the end",
      formula: Self.share("`skill` < ½ and `innovation` ≥ ½")
    ) {
      $0.quadrants.share(Quadrant.technologist)
    }
  }

  static var salespeople: Self {
    Self(
      "salespeople", "1", .share, "share of sellers with both skills below one half, at the end",
      formula: Self.share("`skill` < ½ and `innovation` < ½")
    ) {
      $0.quadrants.share(Quadrant.salesperson)
    }
  }

  static var roundaboutLeaders: Self {
    Self(
      "roundabout_leaders", "1", .share,
      "of technologists who became leaders, the share that were professionals first",
      formula: "Σ `roundaboutLeaders`/(Σ `roundaboutLeaders` + Σ `straightLeaders`)"
    ) {
      $0.sum(.roundaboutLeaders) / ($0.sum(.roundaboutLeaders) + $0.sum(.straightLeaders))
    }
  }

  private static func share(_ what: String) -> String { "share of `present` seats with \(what), last week" }
}
