import PortableMath
import SalesForce

/// V37: whether a seller turns up while a customer's time to decide is open.
enum ContactTiming {
  static let present = Check(
    "V37", "contact timing", law: "1 − e^{−rate·window}", source: "science 3.13",
    parameters: [
      CheckParameter("rate", "λ", 0.25, in: 0.02...2, unit: "1/week", "contacts that come to something"),
      CheckParameter("window", "", 4, in: 1...26, unit: "weeks", whole: true, "weeks in which one counts"),
    ],
    expected: { p in
      [
        Expectation(
          "share present in the window", -Portable.expm1(-p["rate"] * p["window"]), .sampled(sharp: 0.01),
          known: Known("V37", "present")),
        Expectation("contacts in the window", p["rate"] * p["window"], .sampled(sharp: 0.03)),
      ]
    },
    measured: { p, session in
      let seats = 2_048
      let trials = session.repetitions(48)
      let found = try session.map(trials) { trial in
        var bench = Bench(
          seats: seats, seed: session.seed, trial: UInt32(trial), ["prospecting.arrival_rate": p["rate"]])
        var present = [Double](repeating: 0, count: seats), contacts = 0.0
        for week in 0..<p.whole("window") {
          bench.pass("prospecting", week: week)
          for seat in 0..<seats {
            let found = bench.firm[.leads][seat]
            contacts += found
            if found > 0 { present[seat] = 1 }
          }
        }
        return (present: present.reduce(0, +), contacts: contacts)
      }
      let all = Double(trials * seats)
      return [
        .share(found.reduce(0) { $0 + $1.present }, of: all), .events(found.reduce(0) { $0 + $1.contacts }, per: all),
      ]
    })
}
