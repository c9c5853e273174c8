import Experiments

extension Figure {
  /// The power curve: over trials, and over sizes where those are asked for.
  public static func power(_ answer: PowerAnswer, scenario: String) -> Figure {
    powerCurve(
      answer.grid.map { ($0, answer.power(trials: $0)) }, over: "trials", now: answer.trials, answer.question, scenario)
  }

  /// The same over sellers, teams or weeks, with the scenario's trials.
  public static func power(_ answer: SizeAnswer, over unit: String, scenario: String) -> Figure {
    powerCurve(answer.grid.map { ($0, answer.power(size: $0)) }, over: unit, now: nil, answer.question, scenario)
  }

  private static func powerCurve(
    _ points: [(size: Int, power: PowerAnswer.Range<Double>)], over unit: String, now: Int?, _ question: PowerQuestion,
    _ scenario: String
  ) -> Figure {
    let change = PowerNumber.text(question.change)
    return Figure(
      name: "power-\(unit)", title: "Power to tell a change of \(change), over \(unit)",
      caption: "\(question.name): how often a change of \(change) is told from noise, the right way, by a test at "
        + "\(PowerNumber.text(100 * question.confidence)) %. The band is what the pilots do not know (95 %)."
        + (now.map { " The dotted line stands at the scenario's \($0) trials." } ?? ""),
      origin: scenario, source: Source(table: "power", metric: "power", point: 0), series: ["power"],
      body: .paths(
        PathPlot(
          axis: "power (%)", isShare: true, time: unit,
          paths: [
            PathPlot.Path(
              regime: "power",
              points: points.compactMap { point in
                point.power.value.map {
                  PathPlot.Point(time: point.size, mean: $0, low: point.power.low, high: point.power.high)
                }
              })
          ], start: now.map(Double.init))))
  }
}
