import Experiments

/// How a study with a precision came to its number of trials.
extension StoredStudy {
  /// A sentence, each number with its place in the manifest; nil where the number of trials was given.
  var precisionReading: Markup? {
    guard let stopping = manifest.stopping else { return nil }
    let money = ShownNumber.Reading.plain.times(unit(scenario?.precision?.metric ?? "").factor)
    func number(_ name: String, _ value: Double, _ digits: Int) -> Markup {
      ShownNumber.number(value, from: "manifest:stopping.\(name)", money, digits: digits)
    }
    func count(_ name: String, _ value: Int, _ noun: String) -> Markup {
      "\(ShownNumber.number(value, from: "manifest:stopping.\(name)")) \(Markup(noun))\(value == 1 ? "" : "s")"
    }
    let subject = Markup.own(stopping.subject)
    guard stopping.trials > 0 else { return "Precision of \(subject): not looked at yet." }
    let level = ShownNumber.exact(stopping.confidence, from: "manifest:stopping.confidence", .percent)
    var asked: Markup
    switch stopping.wanted {
    case .absolute(let width): asked = "± \(ShownNumber.exact(width, from: "manifest:stopping.half_width", money))"
    case .relative(let share):
      asked = "± \(ShownNumber.exact(share, from: "manifest:stopping.relative_half_width", .percent)) % of it"
    }
    asked = "\(asked) (\(level) %) was asked for"
    var known: Markup = "There is no interval yet"
    if let width = stopping.halfWidth, let mean = stopping.mean, let widest = stopping.widest {
      let digits = ShownNumber.digits([mean - width, mean, mean + width], money, most: 6)
      let what: Markup = stopping.isOne ? "It is" : "The widest interval is that of \(Markup.own(widest)),"
      known = "\(what) \(number("widest_mean", mean, digits)) ± \(number("widest_half_width", width, digits + 1))"
    }
    let end: Markup =
      switch stopping.reason {
      case "reached": "reached"
      case "maximum":
        stopping.predicted.map {
          "not reached with the maximum of trials, about \(count("predicted", $0, "trial")) would do"
        }
          ?? "not reached with the maximum of trials"
      default: "not reached yet"
      }
    return """
      Precision of \(subject): \(asked), \(end). \(known) after \(count("trials", stopping.trials, "trial")) in \
      \(count("rounds", stopping.rounds, "round")).
      """
  }
}
