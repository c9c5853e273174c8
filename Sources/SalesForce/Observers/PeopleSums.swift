import PortableMath

/// Sums over those who worked in a week: who left at its end counts, who came then does not yet.
///
/// A seat that is filled again in the very week of an exit (a vacancy of no weeks) already shows the newcomer's skill,
/// motivation and strain.
struct PeopleSums {
  var sellers = 0.0, effort = 0.0, skill = 0.0, innovation = 0.0, motivation = 0.0, strain = 0.0
  var match = 0.0, sellingHours = 0.0, tieStrength = 0.0, pressure = 0.0, autonomy = 0.0, craft = 0.0
  /// Sellers in their first year, and their skill.
  var newcomers = 0.0, newcomerSkill = 0.0

  init() {}

  init(_ firm: borrowing Firm) {
    let present = firm[.present], effort = firm[.effort], skill = firm[.skill], motivation = firm[.motivation]
    let innovation = firm[.innovation], strain = firm[.strain], match = firm[.match], hours = firm[.sellingHours]
    let ties = firm[.tieStrength], pressure = firm[.pressure]
    let tenure = firm[.tenure], autonomy = firm[.autonomy], craft = firm[.craft]
    for seat in 0..<firm.seats where present[seat] == 1 {
      sellers += 1
      self.effort += effort[seat]
      self.skill += skill[seat]
      self.innovation += innovation[seat]
      self.motivation += motivation[seat]
      self.strain += strain[seat]
      self.match += match[seat]
      sellingHours += hours[seat]
      tieStrength += ties[seat]
      self.pressure += pressure[seat]
      self.autonomy += autonomy[seat]
      self.craft += craft[seat]
      guard tenure[seat] <= 52 else { continue }
      newcomers += 1
      newcomerSkill += skill[seat]
    }
  }

  mutating func add(_ other: PeopleSums) {
    sellers += other.sellers
    effort += other.effort
    skill += other.skill
    innovation += other.innovation
    motivation += other.motivation
    strain += other.strain
    match += other.match
    sellingHours += other.sellingHours
    tieStrength += other.tieStrength
    pressure += other.pressure
    autonomy += other.autonomy
    craft += other.craft
    newcomers += other.newcomers
    newcomerSkill += other.newcomerSkill
  }
}
