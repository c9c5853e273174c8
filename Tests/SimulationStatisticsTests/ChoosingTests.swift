import Foundation
import Testing

@testable import SimulationStatistics

/// Choosing the best of several alternatives, without a simulator.
@Suite struct ChoosingTests {
  @Test("Constants of Kim and Nelson, Rinott and OCBA are those that an independent program computed")
  func constants() throws {
    let means = [-1.0, -2, -3, -4, -5]
    let shares = try BudgetAllocation.independent(
      means: means, variances: means.map { _ in 100 }, sharesDraws: false)
    var seen = 0
    for row in try Reference.rows("choosing.tsv") {
      let numbers = row.dropFirst().compactMap(Double.init), expected = try #require(numbers.last)
      let (k, n) = (Int(numbers[0]), Int(numbers[1]))
      let found: Double =
        switch row[0] {
        case "rinott":
          try Rinott.constant(alternatives: k, first: n, confidence: numbers[2], sharesDraws: false)
        case "eta": KimNelson.eta(alternatives: k, first: n, confidence: numbers[2])
        case "square": KimNelson.square(alternatives: k, first: n, confidence: numbers[2])
        default: try 1_000 * shares[#require(means.firstIndex(of: numbers[0]))]
        }
      let digits = row.last?.split(separator: ".").last?.count ?? 0
      #expect((found - expected).magnitude < 0.6 * pow(10, -Double(digits)), "\(row)")
      seen += 1
    }
    #expect(seen == 12)
  }

  /// Over 1,000 studies with another program: draws 333, 214, 200 and P(correct) .967, .983, 1.00. Over 200 studies a share of .967
  /// falls below .93 with a chance of .5 %, and mean draws vary by some 4; the seeds are fixed.
  @Test(
    "Slippage: as many runs and right choices as were found independently",
    arguments: zip([0, 0.5, 0.9], [333.0, 214, 200]))
  func slippage(_ correlation: Double, _ runs: Double) throws {
    let study = SlippageStudy(correlation: correlation, isSkewed: false), studies = 200
    let found = try study.tally(.kimNelson(indifference: SlippageStudy.lead), studies: studies)
    #expect((found.runs / runs - 1).magnitude < 0.05, "\(found.runs) runs")
    #expect(found.right >= 186, "\(found.right) of \(studies)")
    // The set and what is said of those outside hold together in 95 %: 200 studies show more than 20 with a chance of .1 %.
    #expect(studies - found.held <= 20 && found.tooMuch <= 20)
  }

  @Test(
    "A budget is kept, and finds the best more often than even division does, the more so the more draws have in common"
  )
  func allocation() throws {
    for (correlation, least) in [(0.0, 180), (0.5, 190), (0.9, 199)] {
      let found = try SlippageStudy(correlation: correlation, isSkewed: false).tally(
        .allocation(total: 400), studies: 200)
      #expect(found.most <= 400 && found.runs > 390)
      #expect(found.right >= least, "\(correlation): \(found.right)")
    }
  }

  @Test("What needs independent draws is refused where they are common, with the reason")
  func refusals() throws {
    func reason(_ body: () throws -> Void) -> String {
      do {
        try body()
        return "none"
      } catch { return "\(error)" }
    }
    let shares = reason {
      _ = try BudgetAllocation.independent(means: [1, 2], variances: [1, 1], sharesDraws: true)
    }
    let rinott = reason {
      _ = try ChoiceProcedure(
        .rinott(indifference: 1), alternatives: 3, sharesDraws: true, resolution: SlippageStudy.scale)
    }
    for text in [shares, rinott] { #expect(text.contains("common random numbers") && text.contains("differences")) }
    #expect(shares.hasPrefix("OCBA") && rinott.hasPrefix("Rinott"))
    let bad: [ChoiceProcedure.Rule] = [
      .kimNelson(indifference: 0), .kimNelson(indifference: .nan), .allocation(total: 19), .rinott(indifference: -1),
    ]
    for rule in bad {
      #expect(throws: StatisticsError.self) {
        try ChoiceProcedure(rule, alternatives: 2, first: 10, sharesDraws: false, resolution: SlippageStudy.scale)
      }
    }
    #expect(throws: StatisticsError.self) {
      try ChoiceProcedure(
        .kimNelson(indifference: 1), alternatives: 1, sharesDraws: true, resolution: SlippageStudy.scale)
    }
  }

  @Test("Two stages with draws of their own: as many observations as h s over the indifference, squared, ask for")
  func rinott() throws {
    var right = 0
    let study = SlippageStudy(correlation: 0, isSkewed: false)
    for seed in 0..<60 {
      var choice = try ChoiceProcedure(
        .rinott(indifference: 0.5), alternatives: 10, sharesDraws: false, resolution: SlippageStudy.scale)
      var first = PairedSums(10, SlippageStudy.scale)
      try choice.run { trial, own in
        let values = own.map { study.value(seed, trial, $0) }
        if trial < 20 { try first.add(values) }
        return values
      }
      for i in 0..<10 {
        let needed = 3.875277 * (first.variance(i) ?? 0).squareRoot() / 0.5
        #expect(choice.runs[i] == max(20, Int((needed * needed).rounded(.up))))
      }
      if choice.best == SlippageStudy.best { right += 1 }
    }
    // .95 is promised: fewer than 50 of 60 come with a chance of .02 %.
    #expect(right >= 50)
  }

  /// Whether any interval of 300 misses: 5 % at most, so that more than 70 of 1,000 come with a chance of .3 %.
  @Test("Intervals hold at all times together", arguments: [0.05])
  func anytime(_ error: Double) throws {
    let study = SlippageStudy(correlation: 0, isSkewed: false)
    var missed = 0
    for seed in 0..<1_000 {
      var sum = FixedPointSum(SlippageStudy.scale)
      for trial in 0..<300 {
        try sum.add(study.value(10_000 + seed, trial, 0))
        guard let mean = sum.mean, let variance = sum.variance else { continue }
        if mean.magnitude > TimeUniformInterval.halfWidth(count: sum.count, variance: variance, error: error) {
          missed += 1
          break
        }
      }
    }
    #expect((5...70).contains(missed), "\(missed)")
    #expect(TimeUniformInterval.halfWidth(count: 3, variance: 1, error: 1e-6) == .infinity)
    #expect(TimeUniformInterval.halfWidth(count: 50, variance: 0, error: 0.05) == 0)
  }

  @Test("Trials in which one has no value count for the others; twins end as a tie")
  func edges() throws {
    var choice = try ChoiceProcedure(
      .kimNelson(indifference: 0.5), alternatives: 3, first: 20, sharesDraws: true, resolution: SlippageStudy.scale)
    let study = SlippageStudy(correlation: 0.5, isSkewed: false)
    try choice.run { trial, own in
      own.map { $0 == 2 ? (trial % 4 == 0 ? .nan : study.value(1, trial, 5) - 3) : study.value(1, trial, 0) }
    }
    #expect(choice.ending == .chosen && choice.screening?.survivors == [0, 1])
    let found = SimultaneousChoice(choice.sums, first: 10, confidence: 0.95, preferred: choice.best)
    #expect(found.set == [0, 1] && found.leader == 0)
    #expect(found.standings[2].status == .worse && found.standings[2].observations == 15)
    let unseen = SimultaneousChoice(choice.sums, first: 20, confidence: 0.95)
    #expect(unseen.standings[2].status == .unseen && unseen.standings[2].worseBy == nil)
    #expect(throws: FixedPointError.self) { try choice.take([.infinity, 0, 0]) }
  }

  @Test("Rarer looks decide later and no less; the sums hang on no order")
  func looks() throws {
    let study = SlippageStudy(correlation: 0.5, isSkewed: false)
    var right = 0
    for seed in 0..<100 {
      var choice = try ChoiceProcedure(
        .kimNelson(indifference: 0.5), alternatives: 10, sharesDraws: true, batch: 10, resolution: SlippageStudy.scale)
      try choice.run { trial, own in own.map { study.value(seed, trial, $0) } }
      #expect(choice.runs.allSatisfy { $0 % 10 == 0 })
      if choice.best == SlippageStudy.best { right += 1 }
    }
    #expect(right >= 92)
    var sums = [PairedSums(3, SlippageStudy.scale), PairedSums(3, SlippageStudy.scale)]
    let rows = (0..<40).map { trial in (0..<3).map { study.value(5, trial, $0) } }
    for row in rows { try sums[0].add(row) }
    for row in rows.reversed() { try sums[1].add(row) }
    for (i, j) in [(0, 1), (0, 2), (2, 1)] {
      #expect(sums[0].mean(i, j) == sums[1].mean(i, j) && sums[0].variance(i, j) == sums[1].variance(i, j))
      #expect(sums[0].mean(i, j) == sums[0].mean(j, i).map { -$0 })
    }
  }
}

/// What 1,000 studies show: run by `Scripts/test --long`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["RAINMAKER_LONG"] != nil)) struct ChoosingLongTests {
  @Test("The right choice with the promised probability: its lower 99 % bound over 1,000 studies is .95 or more")
  func slippage() throws {
    let studies = 1_000
    for isSkewed in [false, true] {
      for correlation in [0, 0.5, 0.9] {
        let study = SlippageStudy(correlation: correlation, isSkewed: isSkewed)
        let found = try study.tally(.kimNelson(indifference: SlippageStudy.lead), studies: studies)
        let share = Double(found.right) / Double(studies)
        // One-sided 99 %.
        let bound = ConfidenceInterval.wilson(share: share, count: studies, level: 0.98).low
        #expect(bound >= 0.95, "\(isSkewed ? "lognormal" : "normal"), \(correlation): \(found.right)")
        #expect(found.held >= 950 && studies - found.tooMuch >= 950)
        print(
          "figure: \(isSkewed ? "lognormal" : "normal") \(correlation): right \(share), runs \(found.runs.rounded()), in the set \(found.held)"
        )
      }
    }
  }
}
