extension Code {
  static let procedure = Procedure(
    start: """
      Questions 0 to m_code − 1 are bits of a word; a bit of `reality` says that yes is right. Bits of chance c from
      block d on: question i is set if its 32-bit uniform is below ⌊c 2³²⌋ (always at c = 1); the k-th binary digit of
      the uniform is bit i of the k-th word of the blocks d, d + 1, …, four words a block, in their order.

      `reality`: word 0 of the block of draw 1032, identity 0. Headquarters is right on the questions set by bits of
      chance `headquarters_accuracy` from block 1033 on, identity 0: there `headquartersViews` is `reality`, elsewhere
      its opposite.

      Every seat: views on the questions set by bits of chance `initial_views` from block 16 of person° on, right
      where bits of chance `initial_accuracy` from block 24 on are set: `viewsFor` holds those with the view yes,
      `viewsAgainst` those with no. `knowledge` = (right views − wrong views)/m_code. The code has no views: `codeFor`
      and `codeAgainst` are 0.
      """,
    week: """
      A newcomer (`tenure` = 0) gets views as at the start, by `newcomer_views` and ½ in place of the two chances. The
      next three steps are taken in weeks divisible by 4 alone.

      The market: `reality` changes on the questions set by bits of chance 1 − exp(−4 p₄ · `turbulence`), p₄ being
      `code.change_rate`, from block 1000 of identity 0 on. Headquarters looks into those set by bits of chance 1 −
      exp(−4 · `headquarters_review`) from block 1008 on, and there finds `reality` where bits of chance
      `headquarters_accuracy` from block 1016 on are set, else its opposite: `headquartersViews`.

      Each filled seat, by the code as it was. Where ζ = `hq_weight` > 0 the seller acts on all questions: as their
      views say, and without a view yes if its bit in word 0 of the block of the seat's draw 8 is set. The seller is
      superior if (1 − ℓ)(right − wrong of what they did − right + wrong of the code) > ℓ · 2 · (questions on which
      they went against a view of the code), ℓ being `loyalty`; superiors vote as they acted. Then the seller learns,
      where ζ > 0: of the questions on which the code has a view that is not theirs, those set by bits of chance p₁
      from the seat's block 0 on move one step, from the opposite view to none and from none to the code's.
      `knowledge` is computed again.

      The code, where ζ > 0: a question's margin is (1 − ζ)(yes − no votes of superiors) + ζ n_H · teams, the latter
      with the sign of headquarters' view. Where it is not 0 and U(question, 1024) < 1 − (1 − p₂)^|margin|, the code
      takes the view of its sign: `codeFor`, `codeAgainst`.

      Every week: `knowHow` = max(0, 1 + κ_k (`knowledge` − k̄)), for next week's opportunities. `knowledges` adds up
      `knowledge` over filled seats, `codeKnowledges` is (right − wrong of the code)/m_code, `codeWeeks` 1.
      """,
    absent: """
      `knowHow` stays 1; the metrics of knowledge have no value.
      """)
}
