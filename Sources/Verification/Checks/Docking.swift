import RandomStreams
import SalesForce

/// V27, V31, V32, V35, V39: models of the literature, docked with what others published of them.
enum Docking {
  static let grid = Check(
    "V27", "the value-innovation grid as a Markov chain", subject: .reference,
    law: "x = x[(1−h)T + h·1·entrants]; hitting times (I − T)⁻¹1", source: "science 1.12",
    parameters: [
      CheckParameter("turnover", "h", 0.07, in: 0.01...0.5, unit: "1/quarter", "chance of leaving"),
      CheckParameter("technologists", "", 0.4, in: 0...1, "share of newcomers who are technologists"),
    ],
    expected: { p in
      let grid = MarkovGrid(turnover: p["turnover"], technologists: p["technologists"])
      let names = ["leaders", "professionals", "technologists", "salespeople"]
      return zip(names, zip(grid.shares(after: quarters), grid.stationary)).map {
        Expectation("share of \($0)", $1.0, .sampled(sharp: 0.015), known: Known("V27", $0, to: 6e-5), law: $1.1)
      }
        + zip(names[1...], MarkovGrid.quartersToLead).map {
          Expectation(
            "quarters from \($0) to leaders", $1, .sampled(sharp: 1.2), known: Known("V27", "from_\($0)", to: 2e-3))
        } + [
          Expectation(
            "technologists: professionals first", MarkovGrid.shareByWayOfProfession, .sampled(sharp: 0.015),
            known: Known("V27", "by_way_of_profession", to: 6e-4))
        ]
    },
    measured: { p, session in
      let grid = MarkovGrid(turnover: p["turnover"], technologists: p["technologists"])
      let blocks = try session.map(session.repetitions(24, atLeast: 4)) { block -> [[Double]] in
        let draws = session.draws(block), sellers = 0..<1_024 as Range<UInt32>
        let states = sellers.map { grid.state(of: $0, after: quarters, draws) }
        let shares = (0..<4).map { state in states.map { $0 == state ? 1.0 : 0 } }
        let times = (1..<4).map { start in
          sellers.map {
            Double(MarkovGrid.journey(from: start, until: [0], $0 + UInt32(start) * 4_096, draws).quarters)
          }
        }
        let ways = sellers.map { MarkovGrid.journey(from: 2, until: [0, 1], $0 + 65_536, draws).end == 1 ? 1.0 : 0 }
        return shares + times + [ways]
      }
      return (0..<8).map { figure in
        let values = Sample(blocks.flatMap { $0[figure] })
        // Quarters are a mean, all others shares.
        return 4..<7 ~= figure ? .mean(values) : .share(values.mean * Double(values.count), of: Double(values.count))
      }
    })

  /// Quarters that a seat lives through, all but settled then.
  private static let quarters = 160

  /// The table of the public replication (10,000 runs a cell): p₁ by row, p₂ by column.
  private static let cells: [(p1: Double, p2: Double)] = [0.1, 0.2, 0.3, 0.5, 0.7, 0.9].flatMap { p1 in
    [0.1, 0.5, 0.9].map { (p1, $0) }
  }

  static let mutualLearning = Check(
    "V31", "March 1991: what an organisation knows in the end, all eighteen published cells",
    law: "published means of 10,000 runs, m 30, n 50; the shipped step, run to equilibrium",
    source: "science 1.15; Mac13kW/March_1991_Original",
    expected: { _ in
      cells.map {
        Expectation("p₁ \($0.p1), p₂ \($0.p2)", KnownAnswers.value("V31", "p1_\($0.p1)_p2_\($0.p2)"), .near(0.01))
      }
    },
    measured: { _, session in
      let blocks = 40, runs = session.repetitions(50, atLeast: 2)
      let values = try session.map(cells.count * blocks) { piece -> [Double] in
        let cell = cells[piece / blocks]
        let step = MarchStep(questions: 30, socialisation: cell.p1, codeLearning: cell.p2)
        // The same worlds in every cell.
        return (0..<runs).map { run in
          var organisation = MutualLearning(people: 50, step: step, session.draws(piece % blocks * runs + run))
          return organisation.equilibriumKnowledge()
        }
      }
      return cells.indices.map { cell in .mean(Sample(values[cell * blocks..<(cell + 1) * blocks].joined())) }
    })

  static let rugged = Check(
    "V32", "rugged landscapes", subject: .reference,
    law: "K = 0: one optimum, E[max] = 2/3; K = N − 1: 2^N/(N + 1) optima",
    source: "science 1.15; Kauffman 1993",
    parameters: [CheckParameter("places", "N", 8, in: 2...11, whole: true, "places of a configuration")],
    expected: { p in
      [
        Expectation("optima at K = 0, mean", 1, .exact(1e-12), known: Known("V32", "optima_smooth")),
        Expectation(
          "highest fitness at K = 0", 2.0 / 3, .sampled(sharp: 0.01), known: Known("V32", "highest_smooth", to: 1e-4)),
        Expectation(
          "optima at K = N − 1", Double(1 << p.whole("places")) / (p["places"] + 1), .sampled(sharp: 0.3),
          known: Known("V32", "optima_rugged", to: 1e-3)),
      ]
    },
    measured: { p, session in
      let places = p.whole("places")
      let blocks = try session.map(session.repetitions(48, atLeast: 4)) { block -> [[Double]] in
        (0..<80).map { number in
          let draws = session.draws(block * 80 + number)
          let smooth = RuggedLandscape(places: places, neighbours: 0, draws)
          let rugged = RuggedLandscape(places: places, neighbours: places - 1, draws)
          return [Double(smooth.optima), smooth.highest, Double(rugged.optima)]
        }
      }
      let rows = blocks.flatMap { $0 }
      return [.exact(Sample(rows.map { $0[0] }).mean)]
        + [1, 2].map { column in .mean(Sample(rows.map { $0[column] })) }
    })

  static let halo = Check(
    "V35", "two rated behaviours with a halo and no cause", subject: .reference,
    law: "P(top | cell)/P(top), ratings λz + √(1−λ²)ε above their bar", source: "science 5.0",
    parameters: [
      CheckParameter("own", "λ_own", 0.192, in: 0...0.9, "loading of the rating of owning on performance"),
      CheckParameter("support", "λ_sup", 0.259, in: 0...0.9, "loading of the rating of using support"),
      CheckParameter("present", "p", 0.5306, in: 0.1...0.9, "share rated as showing a behaviour"),
      CheckParameter("top", "", 0.204, in: 0.02...0.9, "share of high performers"),
    ],
    expected: { p in
      zip(["neither", "own only", "support only", "both"], halo(p).relativeRates).map {
        Expectation(
          "relative rate of \($0)", $1, .sampled(sharp: 0.05),
          known: Known("V35", $0.replacing(" ", with: "_"), to: 6e-5))
      }
    },
    measured: { p, session in
      let halo = halo(p)
      let blocks = try session.map(session.repetitions(200, atLeast: 8)) { block -> [[Double]] in
        var cells: [[Double]] = [[], [], [], []]
        for seller in 0..<4_096 as Range<UInt32> {
          let rated = halo.rated(seller, session.draws(block))
          cells[rated.cell].append(rated.isHigh ? 1 : 0)
        }
        return cells
      }
      return (0..<4).map { cell in
        let all = blocks.flatMap { $0[cell] }
        return .share(all.reduce(0, +), of: Double(all.count), unit: 1 / p["top"])
      }
    })

  private static func halo(_ p: Point) -> RatingHalo {
    RatingHalo(own: p["own"], support: p["support"], present: p["present"], top: p["top"])
  }

  static let salesAgent = Check(
    "V39", "docking: a sales agent's motivation as system dynamics", subject: .reference,
    law: "trajectory published with the model, Euler's rule at 1/16 month",
    source: "model, section 10; SDXorg/PySD-Cookbook, Sales_Agent_Motivation_Dynamics",
    expected: { _ in
      [
        Expectation("motivation at month 12", KnownAnswers.value("V39", "motivation_12"), .near(5.1e-7)),
        Expectation("month of leaving", KnownAnswers.value("V39", "exit"), .exact(1e-12)),
        Expectation("sales until then", KnownAnswers.value("V39", "sales"), .near(5.1e-5)),
      ]
    },
    measured: { _, _ in
      let path = SalesAgentMotivation().run(months: 200, stepsPerMonth: 16)
      return [.exact(path.motivation[12 * 16]), .exact(path.exit ?? .nan), .exact(path.sales)]
    })
}
