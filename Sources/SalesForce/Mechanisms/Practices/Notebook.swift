import PortableMath

/// What sellers believe of the practices: counts of successes and failures, a prior included, and results that are
/// still on their way.
struct Notebook {
  private let successes, failures, news: Grid
  private let arms: Int

  /// The results of one week.
  struct Entry {
    var arm, successes, contacts: Int

    /// One number for a column: 8 practices, up to 31 successes.
    var code: Double { Double(arm + 8 * (successes + 32 * contacts)) }

    init(arm: Int, successes: Int, contacts: Int) {
      self.arm = arm
      self.successes = successes
      self.contacts = contacts
    }

    init(code: Double) {
      let whole = code.whole
      arm = whole & 7
      successes = (whole >> 3) & 31
      contacts = whole >> 8
    }
  }

  /// Longest lag, weeks: as many columns hold the results on their way.
  static let longestLag = 12

  init(_ firm: borrowing Firm, arms: Int) {
    successes = firm.sellers.grid(from: .armSuccesses1, columns: Arms.most)
    failures = firm.sellers.grid(from: .armFailures1, columns: Arms.most)
    news = firm.sellers.grid(from: .armNews1, columns: Self.longestLag)
    self.arms = arms
  }

  /// Starts a seller with an opinion on one practice.
  func open(_ seat: Int, arm: Int, successes s: Double, failures f: Double) {
    successes[arm, seat] = s
    failures[arm, seat] = f
  }

  func forgetNews(_ seat: Int) {
    for slot in 0..<Self.longestLag { news[slot, seat] = 0 }
  }

  /// Believed response rate.
  func belief(_ arm: Int, _ seat: Int) -> Double {
    let s = successes[arm, seat]
    return s / (s + failures[arm, seat])
  }

  /// Standard deviation of that belief, as of a Beta distribution.
  func doubt(_ arm: Int, _ seat: Int) -> Double {
    let s = successes[arm, seat], f = failures[arm, seat], n = s + f
    return (s * f / (n * n * (n + 1))).squareRoot()
  }

  /// The practice believed best; the present one among equals.
  func best(_ seat: Int, present: Int) -> Int {
    var best = present
    var most = belief(present, seat)
    for arm in 0..<arms {
      let rate = belief(arm, seat)
      if rate > most { (best, most) = (arm, rate) }
    }
    return best
  }

  /// Takes the results that arrive this week out of their slot and puts this week's in.
  func exchange(_ seat: Int, slot: Int, for entry: Entry) -> Entry {
    let arrived = Entry(code: news[slot, seat])
    news[slot, seat] = entry.code
    return arrived
  }

  func add(_ seat: Int, arm: Int, successes s: Double, failures f: Double) {
    successes[arm, seat] += s
    failures[arm, seat] += f
  }

  /// Takes over a share of what a colleague knows beyond oneself, practice by practice; who knows less has nothing to tell.
  ///
  /// With a share of 1 the listener holds the teller's counts; hearing the same again adds nothing.
  func hear(_ seat: Int, from teller: Int, share: Double) {
    // Opinions without results count the same for all, up to last bits, and those are not to decide who teaches whom.
    let least = 1e-6
    for arm in 0..<arms {
      let (wins, losses) = (successes[arm, seat], failures[arm, seat])
      let (toldWins, toldLosses) = (successes[arm, teller], failures[arm, teller])
      // Free of branches: who knows more cannot be guessed, and guessing wrong costs more than the arithmetic.
      let taken = toldWins + toldLosses > wins + losses + least ? share : 0
      successes[arm, seat] = wins + taken * (toldWins - wins)
      failures[arm, seat] = losses + taken * (toldLosses - losses)
    }
  }

  /// Moves all counts of a practice towards the prior.
  /// - Parameter keep: share of the distance that stays.
  func fade(_ arm: Int, towards prior: (successes: Double, failures: Double), keep: Double) {
    let wins = successes[column: arm], losses = failures[column: arm]
    for k in 0..<wins.laneCount {
      wins[lane: k] = prior.successes + keep * (wins[lane: k] - prior.successes)
      losses[lane: k] = prior.failures + keep * (losses[lane: k] - prior.failures)
    }
  }
}
