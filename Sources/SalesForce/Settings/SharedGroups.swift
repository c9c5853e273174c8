extension SharedGroup {
  /// In the order of declaration.
  static let all = [common, stages, buyers, feedback, issueOutcomes, survey, crm]

  private static let common = SharedGroup(
    "common",
    """
    σ_Q = v̄ √(4 exp(s_v²)) pay units: the standard deviation of four lognormal wins a quarter of mean v̄ and log standard
    deviation s_v. Task substitution γ = `substitution_simple` + (`substitution_complex` − `substitution_simple`) ·
    `complexity`. Elasticities in effort: ε_p = `effort_on_leads` · ε_e and ε_c = (1 − `effort_on_leads`) ε_e/Σ (1 − a_s), a_s =
    rate of advancing over the sum of a stage's rates (0 where the sum over stages is). The others serve as they stand: s_m, c, r, χ, ē₀, ē₂, m̄, `reference_revenue`, p₀, ϑ and H.
    """)

  private static let stages = SharedGroup(
    "stages",
    """
    With the chances a week of one stage, S = p_adv + p_loss + p_nd, its rates are −ln(1 − S) p/S for each of the three
    ways out: an undisturbed week gives the chances back, and what multiplies rates multiplies these. Advancing from stage
    4 is a win.
    """)

  private static let buyers = SharedGroup(
    "buyers",
    """
    s_new, λ_G, ι_B, η_P and the four values θ serve as they stand. A buyer's progress has a Beta(ρ x, (1 − ρ) x) distribution, x = ρ (1 − ρ)/s² −
    1 with s = `progress_sd`. Of it 64 values are used, k = 0 … 63: the quantiles (k + ½)/64, linear between the points
    0, 1/256, …, 1 at which the distribution function is known (0 at the first, 1 at the last).
    """)

  private static let feedback = SharedGroup(
    "feedback",
    """
    φ_b and ω serve as they stand. A word weighs R₁⁻¹ in a belief, a deed R₂⁻¹ + `data_precision` · `buyer_data`.
    """)

  private static let issueOutcomes = SharedGroup(
    "issue_outcomes",
    """
    Chances that an issue is resolved: ρ0 where nobody takes it up, ρ_d where its seller works on it alone, ρ_e (1 − ℓ)
    where an expert answers and the seller does not follow through, 1 − (1 − ρ_d)(1 − ρ_e) where both do. It takes the
    seller no time, τ_d, none and τ_b. Each unresolved issue multiplies the rate of advancing by κ_issue.
    """)

  private static let survey = SharedGroup(
    "survey",
    """
    At a trial's end managers are asked about the sellers on filled seats with `tenure` of at least y weeks, y being 52 or
    all measured weeks if they are fewer. A seller's sales are those of the seat in the last y weeks; z are these less
    their mean, over their standard deviation (divisor n; z = 0 where it is 0). A manager says that the seller owns
    issues if `behaviour` · `ownership` + λ_o z + `noise` · Z(person, 0) > `cut`, and that the seller uses support if
    `behaviour` · `supportSkill` + λ_u z + `noise` · Z(person, 1) > `cut`; stream 40, week the trial's last. High
    performers are the first max(1, `top_share` · n rounded, half up) by sales, the lower person first among equals. Whose
    sales are at least `bar` · `reference_revenue` · y, `reference_revenue` being that of `common`, reaches the bar.
    """)

  private static let crm = SharedGroup(
    "crm",
    """
    How the CRM of a log of deals closes them. Won ones at once. Of a seat's failures of a week the first `kindWords`, in
    ascending order of U(opportunity, 0), are chased, ties by birth: 1 + ⌊ln(1 − u)/ln(1 − x)⌋ weeks, x = 1/(L (1 + ξ)) of
    `beliefs`, and the others ⌊ln(1 − u)/ln(y/(1 + y))⌋ weeks, y = `entry_lag`, with u = U′(opportunity, 0); stream 41. What
    is over on the seat of a newcomer is closed when they come. What a seller makes of a new deal multiplies the odds that
    they state by exp(ρ_s s_m R (ρ_s z′ + √(1 − ρ_s²) Z(opportunity, 1))), z′ as in `prospecting` and R = Σ (1 − a_s)/(1 −
    Π a_s), a_s as in `common`.
    """)
}
