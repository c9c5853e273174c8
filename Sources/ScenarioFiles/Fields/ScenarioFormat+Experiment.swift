import Experiments
import SalesForce

/// The fields of a field experiment.
extension ScenarioFormat {
  static func experiment(_ registry: Registry) -> FieldGroup<ExperimentDraft> {
    FieldGroup(fields: [
      Field(
        "regime", "the regime of all who are not treated; unset: the first", TextRule(limit: Limits.name),
        hasDefault: false, get: { $0.regime }, set: { $0.regime = $1 }),
      Field(
        "levers", "what the treated get instead: levers of that regime",
        GroupRule(group: levers(registry), fresh: RegimeDraft()),
        isRequired: true, get: { $0.treatment }, set: { $0.treatment = $1 }),
      Field(
        "who", "who is treated, by lot: {teams: half}, {sellers: 0.3, opt_in: 0.6}, {hires: half}", WhoRule(),
        isRequired: true, get: { $0.who }, set: { $0.who = $1 }),
      Field(
        "weeks", "first and last week of the treatment", WeeksRule(), isRequired: true, get: { $0.weeks },
        set: { $0.weeks = $1 }),
      Field(
        "before", "weeks before it that estimators may look at; unset: all measured ones", WeeksRule(),
        hasDefault: false,
        get: { $0.before }, set: { $0.before = $1 }),
      Field(
        "after", "weeks after it that are judged as well; unset: all of them", WeeksRule(), hasDefault: false,
        get: { $0.after }, set: { $0.after = $1 }),
      Field(
        "outcomes", "what is looked at, the first foremost: measures of groups.csv",
        NamesRule(noun: "outcome", names: GroupMeasure.allCases.map { $0.card.name }), get: { $0.outcomes },
        set: { $0.outcomes = $1 }),
      Field(
        "sellers", "whether to write experiment_sellers.csv: every seller's outcomes, for estimators of your own",
        ToggleRule(), get: { $0.writesSellers }, set: { $0.writesSellers = $1 }),
    ])
  }
}
