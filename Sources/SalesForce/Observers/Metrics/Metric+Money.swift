/// What selling brings and costs, and what sellers get of it.
extension Metric.Row {
  static var revenue: Self {
    Self(
      "revenue", "pay units per seat-week", .free, "value of deals won", formula: "Σ `revenue`/(N n)",
      followsPeriods: true
    ) {
      $0.sum(.revenue) / $0.seatWeeks
    }
  }

  static var profit: Self {
    Self(
      "profit", "pay units per seat-week", .free, "margin on revenue less all costs of selling",
      formula: "Σ `profit`/(N n)", followsPeriods: true
    ) {
      $0.sum(.profit) / $0.seatWeeks
    }
  }

  static var cost: Self {
    Self(
      "cost", "pay units per seat-week", .free, "all costs of selling, vacant seats included",
      formula: "Σ `cost`/(N n)", followsPeriods: true
    ) {
      $0.sum(.cost) / $0.seatWeeks
    }
  }

  static var welfare: Self {
    Self(
      "welfare", "pay units per seller-week", .free,
      "sellers' pay less cost of effort, risk premium and what makes up for strain",
      formula: "(Σ `salaryCost` + Σ `variableCost` − Σ `effortCost` − Σ `riskPremium` − Σ `strainCost`)/P",
      title: "Sellers' welfare"
    ) {
      ($0.pay - $0.sum(.effortCost) - $0.sum(.riskPremium) - $0.sum(.strainCost)) / $0.sellers
    }
  }

  static var pay: Self {
    Self(
      "pay", "pay units per seller-week", .free, "salary and variable pay",
      formula: "(Σ `salaryCost` + Σ `variableCost`)/P", followsPeriods: true
    ) {
      $0.pay / $0.sellers
    }
  }
}
