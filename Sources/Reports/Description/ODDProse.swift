/// The parts of the ODD protocol that no declaration contains. Numbers belong in declarations, not here.
enum ODDProse {
  static let head = """
    # The model in the ODD protocol

    `rainmaker describe --odd` prints this page. Its tables, equations and lists are the declarations that the program runs
    on; after a change to the model, `RAINMAKER_RECORD=1 swift test --filter Baselines` rewrites it, and a test fails while
    it is out of date. The structure follows Grimm et al. 2020 (JASSS 23(2), 7).
    """

  static let purpose = """
    ## 1 Purpose and patterns

    To compare ways of managing a sales force (telling sellers what to do, paying them for what they sell, developing each
    of them, finding the direction together, leaving them alone, and blends of these) *at equal cost*, and to say under
    which conditions each does better. It is not a forecast of any firm.

    Patterns by which the model is judged useful: the share of high performers among sellers who own their issues, use
    support, both or neither; a win rate of 10 to 25 % with a right-skewed time to win; 40 to 60 % of lost deals ending
    without a decision; 20 to 35 % of sellers leaving in a year and a ramp of three to nine months; bunching above quota.
    Parameters graded *calibrated* were chosen to reproduce some of these; all others carry the grade of their source.
    """

  static let entities = """
    ## 2 Entities, state variables and scales

    A *firm* has seats for sellers, grouped into teams of `organisation.span` consecutive seats, each under a manager; the
    last team may be smaller. A *seat* holds a *seller*, or nobody; managers are not agents but traits of the seats under
    them. An *opportunity* belongs to a seat and is in one of four stages. *Experts* are servers of one queue that all
    sellers share; a *request* knows its opportunity, its time, and the goodwill of the seller who asked. Headquarters and
    the market are values of the firm. A step is a week, a quarter 13 weeks. Money is counted in pay units: a reference
    seller's target weekly pay. Sales against quota are counted in σ_Q, the standard deviation of what a reference seller
    books in a quarter.

    Identities key random draws and break ties. Seats are numbered from 0, and that number is a seat's identity. A *person*
    is 2¹² · seat + hire number, the first on a seat having hire number 0, the next 1, modulo 2¹². A *manager* has the
    lowest identity of the team's seats. An *opportunity* is 2¹² · seat + ordinal together with its week of birth, ordinals
    counting from 0 the opportunities that the seat found in that week. Below, a seller is a filled seat.

    Besides its columns, an opportunity has its identity, the seat that owns it, its stage, 1 to 4, and its customer's
    `group` by patience. `expertQueue` holds the requests in line and the time at which each server is next free; `accounts`
    are customers won, each with the state given in submodel `accounts`; `people` is who sits where.
    """

  static let processes = """
    ## 3 Process overview and scheduling

    Each week: levers and exogenous trends take this week's values; flows of the firm (listed below) are set to 0; `present`
    ← `filled`; then the processes run in this order, each over all sellers or opportunities before the next begins. Within
    a process everybody acts on the state at its start, whatever the order of rows; where an order matters the submodel
    states it. The expert queue runs event by event in continuous time within the week. What a process writes is read by
    later processes in the same week and by earlier ones in the next. The stream is the number of the process in the keys of
    its random draws. After the last process observers read the firm; they change nothing.
    """

  static let flows = "Flows of the firm, set to 0 at the beginning of each week: "

  static let concepts = """
    ## 4 Design concepts

    * *Basic principles.* Agency theory with linear, bonus, tournament and multitask incentives; learning by filtering noisy
      signals; competing risks in the pipeline; queueing for shared help; diffusion by example and threshold; mutual
      learning of an organisation and its people.
    * *Emergence.* Differences between regimes, the table of behaviours and high performers, congestion at the experts, who
      stays, what everybody knows: none is imposed. No process knows which regime it runs in; regimes differ only in levers.
    * *Adaptation and objectives.* Sellers choose the effort that maximises a risk-averse value of pay, less its cost, plus
      intrinsic motivation, in closed form (`effort`); they choose practices by rules of their own (`practices`), help where
      helping pays (`ties`) and begin to use tools when enough others do (`adoption`). Experts serve those they like best.
      Headquarters decrees what most sellers believe in; managers may adapt how much they direct.
    * *Learning.* Kalman filters for the direction, growth and forgetting of skill, counts of what was heard about practices
      and chances of winning, views that move towards the organisational code and a code that moves towards better sellers.
    * *Prediction.* The value of a sale looks ahead to the end of the quota period, that of a new practice over a planning
      horizon. Both assume that the future will be like the past.
    * *Sensing.* Sellers see their own sales, what customers say at once and do later, colleagues to whom they are tied, and
      noisy signals of the direction; never the true state.
    * *Interaction.* Through the expert queue, teams, contests, quotas, ties and the organisational code.
    * *Stochasticity.* Traits, customers, signals, issues, departures and chance in selling are drawn. Every draw is keyed
      and never sequenced (section 7): the same trial has the same customers, talents and random draws in every regime, and
      leaving out a process leaves all other draws unchanged.
    * *Collectives.* Teams, the advice network and the firm.
    * *Observation.* See section 8.
    """

  static let initialisation = """
    ## 5 Initialisation

    1. All columns take the neutral values of section 2: every seat is filled by its first person, nobody has found an
       opportunity yet, the expert queue has no servers and no requests.
    2. Levers take the reference regime's values of week 0 (`regimes` and `reference` in a scenario; unset, the reference is
       the preset `blend`), trends theirs. `environment` and then every other process in the week's order takes the steps
       that its submodel gives for the start of a trial. Where it gives none, the neutral values stay.
    3. The firm runs for `horizon.warm_up` weeks, 0 the first, under the reference regime, once per trial. The pipeline,
       beliefs and ties fill and settle during this time; none of it counts in a metric.
    4. Every regime continues from a copy of that state, with its own levers, from week `horizon.warm_up` to the last.

    A mechanism that is knocked out is absent from all of this: it takes no steps, and the columns that it alone would write
    keep their neutral values.
    """

  static let input = """
    ## 6 Input

    The model reads no data. A scenario gives paths over the weeks for exogenous trends and for the levers of each regime:
    constant, or linear between points, with the first value before the first point and the last value after the last; of
    two points in one week the later one applies from that week on. Levers that are whole numbers or choices step at their
    points. What a regime leaves unset has the value below under "unset". Choices are given by name.
    """

  static let levers = """
    A regime is a value for each lever and nothing else. Instead of one value for all it may name one for a part of the
    firm, for some weeks, or for both; outside, its ordinary value holds. Below a lever in a step about a seat is that of the
    seat. The parts are drawn by lot, in stream 42, week 0, with the number of the lottery as ℓ: of teams, or of seats, round(share · number),
    halves away from 0, those of the lowest U(team, ℓ) or U(seat, 10 + ℓ), ties by identity; of those who were hired in the measured
    weeks each with U(person, 20 + ℓ) < share. A vacant seat has the levers of whoever comes next. With `opt_in` p only those of
    them take part, while they are there, with U(person, 30 + ℓ) < p + `coaching.opt_in_drive` · `achievement` + `coaching.opt_in_talent` · `talent`.
    Newcomers on a treated seat, or in a treated team, are treated. The warm-up has no treatments. Quotas are set when the period
    before ends: for `quota_level`, `quota_ratchet` and `quota_period` the weeks are those in which the period begins. Levers of the
    firm as a whole, for which weeks alone can be given, are `experts`, `seeding`, `hq_weight`, `loyalty` and `quota_period`.

    Every lever that helps has a price, or says why it has none, and by
    default base salaries are solved so that all regimes cost the same per seat-week (scenario: `budget`).

    The solver measures cost, the metric of section 8, as a mean over pilot trials, numbers 2³¹ and up, which no result uses
    and which have common random numbers. The target is a number, or what a followed regime costs over the pilots of the
    last step. It starts from the `salary` that the regime has in the first measured week, or `budget.salary_floor` if that
    is higher. Three times: measure; salary ← salary + (target − cost)/slope, within the floor and the lever's highest
    value. The first two times take 4 pilots, the third 384 pilots divided by the seats, at least 12 and at most 48; a
    regime whose cost was then more than 10 % off takes the third step once more. The slope is .85, and from the second time
    on the secant of the first two measurements, where that is between .4 and 1.3 and the salary moved by more than .05. The
    result is rounded to four decimals and holds for all measured weeks. A followed regime keeps its own salary.

    What is left of the gap is taken out of the estimates, not out of the trials: for every regime pairs of trials, numbers
    3 · 2³⁰ and up, show what a unit of cost is worth in each reading: one pair for 20 trials, at least 192 divided by the
    seats, 12 to 24 of them, and at most 1,000, at the salary less and plus 5 % of the target.
    """

  static let submodels = """
    ## 7 Submodels

    One section per process, in the week's order: what it does, its equation as in the descriptor in the source code, its
    steps in full, what it reads and writes, and its parameters with default, range and grade. Parameters shared by several
    processes come first.
    """

  static let notation = """
    ### Notation

    Names in backticks are columns (section 2), levers, trends and parameters; a dot separates a parameter's group from its
    name where the name alone would be ambiguous. A symbol that a step does not explain is a parameter, from the section's
    own table or else from a shared group's. ← assigns a new value, and the right-hand side has the old ones. x⁺ = max(x, 0),
    1{…} is 1 where it holds and else 0, ⌊x⌋ the whole part, x mod y the remainder, φ and Φ are the standard normal density
    and distribution, exp and ln the natural ones. *Half up* rounds to the nearest whole number, halves away from 0. Week is
    the number of the week from the scenario's first, 0, warm-up included; `tenure` 0 marks the first week of a hire.

    Arithmetic is that of IEEE doubles without fused operations. Elementary functions are Rainmaker's own, the same bits on
    every machine, with relative errors below 4·10⁻¹⁶; another library agrees except for last bits, which change a draw's
    outcome about once in 10¹⁵. Sums over seats or opportunities are taken in the order of seats or of birth (week, seat,
    ordinal), starting from 0.
    """

  static let draws = """
    ### Random draws

    A draw is a function of its address. Philox4x32-10 (Salmon et al. 2011) maps the counter (entity, week, stream,
    2¹⁶ · draw) under the key (seed, trial), 32 bits each, to four words w₀ … w₃. Entity is an identity, week the present
    week, stream the number in section 3, draw a small number. With k = 2²⁶ ⌊w₀/2⁵⌋ + ⌊w₁/2⁶⌋, 53 bits, and k′ likewise from
    w₂ and w₃:

    | notation | value |
    |---|---|
    | U(who, d) | k 2⁻⁵³, uniform on [0, 1); who: the entity, d: the draw |
    | U′(who, d) | k′ 2⁻⁵³, from the same block |
    | Z(who, d), Z′(who, d) | Φ⁻¹(x 2⁻⁵³), x being k or k′ with its last bit set: standard normal |
    | person° | the person, with 0 for the week: draws that last for life |
    | U(opportunity, d) | the opportunity's 32-bit identity, with its week of birth for the week |
    | team | the lowest identity of the team's seats |
    | practice, question | its number |

    Quantiles: of the exponential distribution −ln(1 − u); of a Poisson or binomial distribution with the distribution
    function F the number of whole k ≥ 0 with u ≥ F(k). Chances: the event happens where u < chance. More uniforms at one
    address are never drawn. With common random numbers (`streams: common`) trial is the trial's number, from 0. Where each
    regime has its own, 2²⁴ (place + 1) is added, place being that of the regime in the scenario, from 0. A knock-out or
    another lever changes no address, so everything else keeps the same draws.

    One block as an example, to check a generator against:
    """

  static let known = """
    `Tests/Baselines/Golden` holds a small scenario and the results of its trials: a known answer for the whole model.
    `Tests/Replica` is a second implementation in plain Python, written from this page; a test compares the two.
    """

  static let observation = """
    ## 8 Observation

    The metrics of a trial, over the measured weeks, and the readings of the firm each week, after the last process. N is the
    number of seats, n that of measured weeks; Σ X adds up a firm's flow X over measured weeks. P is the number of
    seller-weeks, the sum of `present` over seats and measured weeks: sellers who leave at the end of a week count in it,
    those who join then do not yet. Means over seller-weeks take the columns as the week leaves them. H is the working
    week's hours. A year is 52 measured weeks from the first; weeks beyond the last whole year belong to none, and a
    seat-year is one seat in one year. Best of a year: of the sellers there for both years of a pair (`filled`, and `tenure`
    of at least 104 weeks when the second ends) the greatest fifth, ⌈number/5⌉ of them, by the year's sales, the lower seat
    first among equals.

    A trial's values are rounded to the nearest multiple of 2⁻³², halves to even; a quotient by 0 is no value. Means over
    trials are sums in 128-bit fixed point, exact in any order, divided by the number of trials that have a value.

    On request a log of deals follows every opportunity: what really happened to it, what sellers forecast for it from their
    belief and its stage, and what the CRM shows (shared group `crm`). Logs are made from trials that run a second time, and
    these have to give the same values.
    """
}
