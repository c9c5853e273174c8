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

    A *firm* has seats for sellers, grouped into teams of `organisation.span` seats under a manager each. A *seat* holds a
    *seller*, or nobody; managers are not agents but traits of the seats under them. An *opportunity* belongs to a seat and
    is in one of four stages. *Experts* are servers of one queue that all sellers share; a *request* knows its opportunity,
    its time, and the goodwill of the seller who asked. One step is a week, a quarter 13 weeks. Money is counted in pay
    units: a reference seller's target weekly pay. Sales against quota are counted in σ_Q, the standard deviation of what a
    reference seller books in a quarter. An opportunity has, besides its columns, an identity (seat, week of birth,
    ordinal), a stage and the seat that owns it.
    """

  static let processes = """
    ## 3 Process overview and scheduling

    Each week the processes below run in this order, each over all sellers or opportunities before the next begins. Inside
    a process everybody acts on the state at its start, whatever the order of rows; the expert queue runs event by event in
    continuous time inside the week, and contests and hiring use orders that are sorts by drawn keys. Flows of the firm are
    set to 0 at the week's start. The stream is the number of the process in the keys of its random draws. After the last
    process observers read the firm; they change nothing.
    """

  static let concepts = """
    ## 4 Design concepts

    *Basic principles.* Agency theory with linear, bonus, tournament and multitask incentives; learning by filtering noisy
    signals; competing risks in the pipeline; queueing for shared help. *Emergence.* Differences between regimes, the table
    of behaviours and high performers, congestion at experts, who stays: none is put in. No process knows which regime it
    runs in; regimes differ in levers alone. *Adaptation and objectives.* Sellers choose effort that maximises a
    risk-averse value of pay, less its cost, plus intrinsic motivation, in closed form; with some mechanisms they also choose
    practices and whom to help. *Learning.* Kalman filters for the direction, growth and forgetting of skill, counts of what
    was heard about practices. *Prediction.* The value of a sale looks ahead to the end of the quota period. *Sensing.*
    Sellers see their own sales and noisy signals, never the true state. *Interaction.* Through the experts' queue, teams,
    contests, quotas and colleagues. *Stochasticity.* Every draw is keyed by (seed, trial; entity, week, process, draw) with
    Philox4x32-10 and never sequenced: the same trial has the same customers, talents and luck in every regime, and leaving
    a process out leaves the draws of all others alone. *Collectives.* Teams and the firm. *Observation.* See section 8.
    """

  static let initialisation = """
    ## 5 Initialisation

    All columns begin at the neutral values in section 2, every seat filled by its first seller. Processes then set what
    they own: traits of sellers and managers, territories, a stationary pipeline and filters in their steady state where
    their submodels say so. The firm lives through `horizon.warm_up` weeks under the reference regime, once a trial; every
    regime goes on from a copy of that state. Nothing before the end of the warm-up counts into a metric. A mechanism that is
    knocked out is absent: the columns that it would write keep their neutral values.
    """

  static let input = """
    ## 6 Input

    The model reads no data. A scenario gives paths over the weeks for threads of change in the surroundings and for the
    levers of each regime: constant, or linear between points; counts and choices step at their points.
    """

  static let levers = """
    A regime is a value for each lever and nothing else. Every lever that helps has a price, or says why it has none, and by
    default base salaries are solved so that all regimes cost the same a seat-week: by secant steps on 32 pilot trials that
    no result uses, at most four times, to four digits.
    """

  static let submodels = """
    ## 7 Submodels

    One section a process, in the week's order: what it does, its equation as the card in the code has it, what it reads and
    writes, and its parameters with default, range and grade. Parameters that several processes share come first. Weekly
    chances p convert to rates as −ln(1 − p); a stage's chances p_x become rates −ln(1 − Σp) p_x / Σp, and what multiplies
    them multiplies rates. x⁺ is max(x, 0), Φ and φ are the standard normal distribution and density.

    Effort (submodel `effort`) in full, with τ the part of the quota period that is left in quarters, S sales in the period,
    Q the quota, h .66 of the seller's own sales rate, W m(n,k)/√T_c the marginal value of a contest's prize, m motivation,
    β̂ the variable share of target pay and c′ = c(1 − γ²):

    ```text
    b  = m(1 − χβ̂) + W m(n,k)/(σ√T_c) − γ b₂           b₂ = m(1 − χβ̂)·autonomy + team share
    θ  = 1/(c′σ²) − r     Ŝ = S + (h + b/c′)τ     q = σ√τ     d = (Ŝ − Q)/q
    a₀ = θβ               a₁ = θ(β + Δβ)
    T₀ = exp(a₀(Ŝ − Q) + a₀²q²/2) Φ(−d − a₀q)
    T₁ = exp(θB + a₁(Ŝ − Q) + a₁²q²/2) Φ(d + a₁q)
    V_S = [β T₀ + (β + Δβ) T₁ + φ(d)·(expm1(θB)/θ)/q] / (T₀ + T₁)
    e₁ = (V_S + b)/c′     e₂ = (b₂ − γ c e₁)/c     a negative one is set to 0 and the other solved with γ = 0
    ```
    """

  static let observation = """
    ## 8 Observation

    What a trial comes to, over the measured weeks, and what is read off the firm each week. The survey of managers sees
    sellers who were there for its whole year; it rates the two behaviours with the noise and the halo of its parameters
    (shared group `survey`), and calls the best by sales high performers. A log of deals follows every opportunity: how
    it truly went, what sellers forecast of it from their belief and its stage, and what the CRM shows of it, where wins
    are entered at once, failures late (shared group `crm`), and deals that kind words keep alive when the seller gives
    them up. The logs are made of trials that run a second time, which have to come to the same values.
    """
}
