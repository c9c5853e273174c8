/// The parts of the ODD protocol that no declaration says. Numbers belong into declarations, not here.
enum ODDProse {
  static let head = """
    # The model after the ODD protocol

    `rainmaker describe --odd` prints this page. Its tables, equations and lists are the declarations that the program runs
    on; after a change of the model `RAINMAKER_RECORD=1 swift test --filter Baselines` writes it anew, and a test fails
    while it is out of date. Structure after Grimm et al. 2020 (JASSS 23(2), 7).
    """

  static let purpose = """
    ## 1 Purpose and patterns

    To compare ways of managing a sales force (telling sellers what to do, paying them for what they sell, developing each
    of them, finding the direction together, leaving them alone, and blends of these) *at equal cost*, and to say under
    which conditions each does better. It is no forecast of a firm.

    Patterns by which the model is judged useful: the share of high performers among sellers who own their issues, use
    support, both or neither; a win rate of 10 to 25 % with a right-skewed time to win; 40 to 60 % of lost deals ending
    without a decision; 20 to 35 % of sellers leaving in a year and a ramp of three to nine months; bunching above quota.
    Parameters with the grade *calibrated* were chosen to meet some of these; all others carry the grade of their source.
    """

  static let entities = """
    ## 2 Entities, state variables and scales

    A *firm* has seats for sellers, grouped into teams of `organisation.span` seats under a manager each: consecutive seats,
    the last team may be smaller. A *seat* holds a *seller*, or nobody; managers are not agents but traits of the seats
    under them. An *opportunity* belongs to a seat and is in one of four stages. *Experts* are servers of one queue that all
    sellers share; a *request* knows its opportunity, its time, and the goodwill of the seller who asked. Headquarters and
    the market are values of the firm. One step is a week, a quarter 13 weeks. Money is counted in pay units: a reference
    seller's target weekly pay. Sales against quota are counted in σ_Q, the standard deviation of what a reference seller
    books in a quarter.

    Identities key random draws and break ties. Seats are numbered from 0, and that number is a seat's identity. A *person*
    is 2¹² · seat + hire number, the first on a seat having hire number 0, the next 1, modulo 2¹². A *manager* has the
    lowest identity of his team's seats. An *opportunity* is 2¹² · seat + ordinal together with its week of birth, ordinals
    counting from 0 the opportunities that the seat found in that week. A seller, below, is a filled seat.

    An opportunity has, besides its columns, its identity, the seat that owns it, its stage, 1 to 4, and its customer's
    `group` by patience. `expertQueue` holds the requests in line and the time at which each server is next free; `accounts`
    are customers won, each with the state that submodel `accounts` says; `people` is who sits where.
    """

  static let processes = """
    ## 3 Process overview and scheduling

    Each week: levers and threads take this week's values; flows of the firm (below: those that are told of a week) are set
    to 0; `present` ← `filled`; then the processes run in this order, each over all sellers or opportunities before the next
    begins. Inside a process everybody acts on the state at its start, whatever the order of rows; where an order matters
    the submodel says which. The expert queue runs event by event in continuous time inside the week. What a process writes
    serves those behind it in the same week and those before it in the next one. The stream is the number of the process in
    the keys of its random draws. After the last process observers read the firm; they change nothing.
    """

  static let flows = "Flows of the firm, set to 0 at the beginning of each week: "

  static let concepts = """
    ## 4 Design concepts

    * *Basic principles.* Agency theory with linear, bonus, tournament and multitask incentives; learning by filtering noisy
      signals; competing risks in the pipeline; queueing for shared help; diffusion by example and threshold; mutual
      learning of an organisation and its people.
    * *Emergence.* Differences between regimes, the table of behaviours and high performers, congestion at experts, who
      stays, what everybody knows: none is put in. No process knows which regime it runs in; regimes differ in levers alone.
    * *Adaptation and objectives.* Sellers choose the effort that maximises a risk-averse value of pay, less its cost, plus
      intrinsic motivation, in closed form (`effort`); they choose practices by rules of their own (`practices`), help where
      helping pays (`ties`) and begin with tools when enough others have (`adoption`). Experts take whom they like best.
      Headquarters decrees what most sellers believe in; managers may adapt how much they direct.
    * *Learning.* Kalman filters for the direction, growth and forgetting of skill, counts of what was heard about practices
      and chances of winning, views that move towards the firm's code and a code that moves towards better sellers.
    * *Prediction.* The value of a sale looks ahead to the end of the quota period, that of a new practice over a planning
      horizon. Both take what has been for what will be.
    * *Sensing.* Sellers see their own sales, what customers say at once and do later, colleagues whom they are tied to, and
      noisy signals of the direction; never the true state.
    * *Interaction.* Through the experts' queue, teams, contests, quotas, ties and the firm's code.
    * *Stochasticity.* Traits, customers, signals, issues, departures and luck in selling are drawn. Every draw is keyed and
      never sequenced (section 7): the same trial has the same customers, talents and luck in every regime, and leaving a
      process out leaves the draws of all others alone.
    * *Collectives.* Teams, the advice network and the firm.
    * *Observation.* See section 8.
    """

  static let initialisation = """
    ## 5 Initialisation

    1. All columns take the neutral values of section 2: every seat is filled by its first person, nobody has found an
       opportunity yet, experts have no servers and no requests.
    2. Levers take the reference regime's values of week 0 (`regimes` and `reference` in a scenario; unset, the reference is
       the preset `blend`), threads theirs. `environment` and then every other process in the week's order takes the steps
       that its submodel gives for the start of a trial. Where it gives none the neutral values stand.
    3. The firm lives through `horizon.warm_up` weeks, 0 the first, under the reference regime, once a trial. The pipeline,
       beliefs and ties fill and settle in them; nothing of them counts into a metric.
    4. Every regime goes on from a copy of that state, with its own levers, in week `horizon.warm_up` to the last.

    A mechanism that is knocked out is absent from all of this: it takes no steps, and the columns that it alone would write
    keep their neutral values.
    """

  static let input = """
    ## 6 Input

    The model reads no data. A scenario gives paths over the weeks for threads of change in the surroundings and for the
    levers of each regime: constant, or linear between points, the first value holding before the first point and the last
    behind the last; of two points in one week the later one holds from that week on. Levers that are whole numbers or
    choices step at their points. What a regime leaves unset has the value below under "unset". A choice counts by name.
    """

  static let levers = """
    A regime is a value for each lever and nothing else. Every lever that helps has a price, or says why it has none, and by
    default base salaries are solved so that all regimes cost the same a seat-week (scenario: `budget`).

    The solver measures cost, the metric of section 8, as a mean over pilot trials, numbers 2³¹ and up, which no result uses
    and which have common random numbers. The target is a number, or what a followed regime costs over the pilots of the
    last step. It starts from the `salary` that the regime has in the first measured week, or `budget.salary_floor` if that
    is higher. Three times: measure; salary ← salary + (target − cost)/slope, within the floor and the lever's highest
    value. The first two times take 4 pilots, the third 384 pilots divided by the seats, at least 12 and at most 48; a
    regime whose cost was then more than 10 % off takes the third step once more. The slope is .85, and from the second time
    on the secant of the first two measurements, where that is between .4 and 1.3 and the salary moved by more than .05. The
    result is rounded to four decimals and holds for all measured weeks. A followed regime keeps its own salary.

    What is left of the gap is taken out of the estimates, not out of the trials: for every regime pairs of trials, numbers
    3 · 2³⁰ and up, one for 20 trials, at least 192 divided by the
    seats, 12 to 24 of them, and at most 1,000, at the salary less and plus 5 % of the target, tell
    what a unit of cost is worth in each reading.
    """

  static let submodels = """
    ## 7 Submodels

    One section a process, in the week's order: what it does, its equation as the card in the code has it, its steps in
    full, what it reads and writes, and its parameters with default, range and grade. Parameters that several processes
    share come first.
    """

  static let notation = """
    ### Notation

    Names in backticks are columns (section 2), levers, threads and parameters; a dot stands between a parameter's group and
    its name where the name alone would not tell. A symbol that a step does not explain is a parameter's, of the section's
    own table or else of a shared group's. ← gives a new value, and the right-hand side has the old ones. x⁺ = max(x, 0), 1{…}
    is 1 where it holds and else 0, ⌊x⌋ the whole part, x mod y the remainder, φ and Φ are the standard normal density and
    distribution, exp and ln the natural ones. *Half up* rounds to the nearest whole number, halves away from 0. Week is the
    number of the week from the scenario's first, 0, warm-up included; `tenure` 0 marks the first week of a hire.

    Arithmetic is that of IEEE doubles without fused operations. Elementary functions are Rainmaker's own, the same bits on
    every machine, with relative errors below 4·10⁻¹⁶; another library agrees but for last bits, which turn a draw's outcome
    about once in 10¹⁵. Sums over seats or opportunities are taken in the order of seats or of birth (week, seat, ordinal),
    from 0 on.
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
    | person° | the person, with 0 for the week: luck for life |
    | U(opportunity, d) | the opportunity's 32-bit identity, with its week of birth for the week |
    | team | the lowest identity of the team's seats |
    | practice, question | its number |

    Quantiles: of the exponential distribution −ln(1 − u); of a Poisson or binomial distribution with the distribution
    function F the number of whole k ≥ 0 with u ≥ F(k). Chances: the event happens where u < chance. More uniforms at one
    address are never drawn. Where regimes have common luck (`streams: common`) trial is the trial's number, from 0. Where
    each has its own, 2²⁴ (place + 1) is added, place being that of the regime in the scenario, from 0. A knock-out or another
    lever moves no address, so all else meets the same luck.

    One block as an example, to check a generator by:
    """

  static let known = """
    `Tests/Baselines/Golden` holds a small scenario and what its trials come to: the whole model's known answer.
    `Tests/Replica` is the model again in plain Python, written from this page; a test compares the two.
    """

  static let observation = """
    ## 8 Observation

    What a trial comes to, over the measured weeks, and what is read off the firm each week, after the last process. N is the
    number of seats, n that of measured weeks; Σ X adds up a firm's flow X over measured weeks. P is the number of
    seller-weeks, the sum of `present` over seats and measured weeks: who leaves at a week's end counts in it, who comes then
    does not yet. Means over seller-weeks take the columns as the week leaves them. H is the working week's hours. A year is
    52 measured weeks from the first; weeks beyond the last whole year belong to none, and a seat-year is one seat in one
    year. Best of a year: of the sellers there for both years of a pair (`filled`, and `tenure` of at least 104 weeks when
    the second ends) the greatest fifth, ⌈number/5⌉ of them, by the year's sales, the lower seat first among equals.

    A trial's values are rounded to the nearest multiple of 2⁻³², halves to even; a quotient by 0 is no value. Means over
    trials are sums in 128-bit fixed point, exact in any order, divided by the number of trials that have a value.

    On request a log of deals follows every opportunity: how it truly went, what sellers forecast of it from their belief
    and its stage, and what the CRM shows of it (shared group `crm`). Logs are made of trials that run a second time, which
    have to come to the same values.
    """
}
