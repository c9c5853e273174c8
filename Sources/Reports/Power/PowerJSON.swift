import Experiments
import ResultTables

/// What a question about power comes to, for programs.
public enum PowerJSON {
  public static func value(_ answer: PowerAnswer, sizes: (unit: String, answer: SizeAnswer)? = nil) -> JSONValue {
    let pilot = answer.pilot
    var members: [(key: String, value: JSONValue)] = [
      (key: "format", value: 1), (key: "question", value: .string(answer.question.name)),
      (key: "unit", value: .string(answer.question.unit)), (key: "change", value: .number(answer.question.change)),
      (key: "confidence", value: .number(answer.question.confidence)),
      (key: "scenario_trials", value: .integer(answer.trials)),
      (key: "power_of_scenario", value: range(answer.power(trials: answer.trials))),
      (
        key: "pilot",
        value: .object([
          ("trials", .integer(pilot.trials)), ("mean", .number(pilot.mean)), ("sd", range(answer.deviation)),
        ])
      ),
      (
        key: "answers",
        value: .array(
          PowerQuestion.powers.map { power in
            .object(
              [
                ("power", .number(power)), ("trials", range(answer.needed(power))),
                ("change", range(answer.detectable(trials: answer.trials, power: power))),
              ] + (sizes.map { [($0.unit, range($0.answer.needed(power)))] } ?? []))
          })
      ),
    ]
    if let (unit, sizes) = sizes {
      members.append(
        (
          key: "sizes",
          value: .object([
            ("by", .string(unit)), ("exponent", .number(sizes.curve.exponent)),
            ("exponent_se", .number(sizes.curve.exponentError)), ("lack_of_fit_p", .number(sizes.curve.lackOfFit)),
            (
              "pilots",
              .array(
                sizes.pilots.map { size, pilot in
                  let own = PowerAnswer(sizes.question, pilot, trials: sizes.trials)
                  return .object([
                    ("size", .integer(size)), ("trials", .integer(pilot.trials)), ("mean", .number(pilot.mean)),
                    ("sd", range(own.deviation)), ("power", range(own.power(trials: sizes.trials))),
                  ])
                })
            ),
          ])
        ))
    }
    return .object(members)
  }

  private static func range(_ range: PowerAnswer.Range<Double>) -> JSONValue {
    .object([("value", .optional(range.value)), ("low", .optional(range.low)), ("high", .optional(range.high))])
  }

  private static func range(_ range: PowerAnswer.Range<Int>) -> JSONValue {
    func whole(_ value: Int?) -> JSONValue { value.map { .integer($0) } ?? .null }
    return .object([("value", whole(range.value)), ("low", whole(range.low)), ("high", whole(range.high))])
  }
}
