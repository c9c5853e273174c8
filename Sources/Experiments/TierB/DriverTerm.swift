import LinearAlgebra
import SalesForce

/// What may drive a seller's performance.
enum DriverTerm: Int, CaseIterable {
  case talent, ownership, supportSkill, ownershipBySupport, achievement, sociability, horizontality, territory
  case effort, supportEffort, sellingHours, answers, unanswered

  /// What the seller brings or is given, as opposed to what they then do and receive.
  var isTrait: Bool { rawValue <= Self.territory.rawValue }

  var name: String {
    switch self {
    case .talent: SellerField.talent.card.name
    case .ownership: SellerField.ownership.card.name
    case .supportSkill: SellerField.supportSkill.card.name
    case .ownershipBySupport: "ownership_x_support_skill"
    case .achievement: SellerField.achievement.card.name
    case .sociability: SellerField.sociability.card.name
    case .horizontality: SellerField.horizontality.card.name
    case .territory: SellerField.territory.card.name
    case .effort: SellerField.effort.card.name
    case .supportEffort: SellerField.supportEffort.card.name
    case .sellingHours: SellerField.sellingHours.card.name
    case .answers: SellerField.answers.card.name
    case .unanswered: "unanswered"
    }
  }

  /// The value in a seller's record; nil for the product of two others' deviations.
  func value(_ field: (SellerField) -> Double) -> Double? {
    switch self {
    case .talent: field(.talent)
    case .ownership: field(.ownership)
    case .supportSkill: field(.supportSkill)
    case .ownershipBySupport: nil
    case .achievement: field(.achievement)
    case .sociability: field(.sociability)
    case .horizontality: field(.horizontality)
    case .territory: field(.territory)
    case .effort: field(.effort)
    case .supportEffort: field(.supportEffort)
    case .sellingHours: field(.sellingHours)
    case .answers: field(.answers)
    case .unanswered: field(.requests) - field(.answers)
    }
  }
}

/// Sellers' years of one regime, each against the others of its firm and year.
///
/// All that differs between firms and years (chance in the market, the regime's weeks, who the others are) is taken out:
/// performance is revenue a week over the mean of the firm's sellers in that year, less 1, and every term is a deviation
/// from that mean. By Frisch, Waugh and Lovell least squares on these is the regression with an effect of each
/// firm-year. High performers are the best fifth of a firm-year, ties included.
struct SellerContrasts {
  /// By ``DriverTerm``.
  private(set) var terms: [[Double]] = DriverTerm.allCases.map { _ in [] }
  private(set) var performance: [Double] = []
  private(set) var isHigh: [Bool] = []
  /// The firm.
  private(set) var trial: [Int] = []
  /// Largest size of each term before means were taken off: what its rounding is measured by.
  private var sizes: [Double] = DriverTerm.allCases.map { _ in 0 }

  /// Fewer sellers have no best fifth.
  static let leastSellers = 5

  /// - Parameter arm: place of the regime in the journal's records.
  init(_ reader: JournalReader, _ sample: SellerSample, arm: Int) throws {
    let fields = SellerField.allCases.count
    for trial in reader.sellerTrials {
      let records = try reader.sellers(of: trial, arm: arm)
      for year in 0..<sample.years {
        let rows = (0..<sample.seats).map { (year * sample.seats + $0) * fields }.filter { !records[$0].isNaN }
        add(trial, rows.map { records[$0..<($0 + fields)] })
      }
    }
  }

  /// Adds the sellers of one firm and year.
  private mutating func add(_ trial: Int, _ sellers: [ArraySlice<Double>]) {
    func read(_ seller: ArraySlice<Double>, _ field: SellerField) -> Double {
      seller[seller.startIndex + field.rawValue]
    }
    let revenue = sellers.map { read($0, .revenue) }
    guard sellers.count >= Self.leastSellers, revenue.contains(where: { $0 > 0 }) else { return }
    let mean = Self.mean(revenue)
    performance += revenue.map { $0 / mean - 1 }
    let least = revenue.sorted(by: >)[(sellers.count + 4) / 5 - 1]
    isHigh += revenue.map { $0 >= least }
    self.trial += Array(repeating: trial, count: sellers.count)
    let first = terms[0].count
    for term in DriverTerm.allCases {
      let values = sellers.enumerated().map { row, seller in
        term.value { read(seller, $0) }
          ?? terms[DriverTerm.ownership.rawValue][first + row] * terms[DriverTerm.supportSkill.rawValue][first + row]
      }
      let mean = Self.mean(values)
      terms[term.rawValue] += values.map { $0 - mean }
      sizes[term.rawValue] = values.reduce(sizes[term.rawValue]) { max($0, $1.magnitude) }
    }
  }

  /// Equal values have exactly their value as mean.
  private static func mean(_ values: [Double]) -> Double {
    values[0] + values.reduce(0) { $0 + ($1 - values[0]) } / Double(values.count)
  }

  /// Whether a term does not differ between sellers by more than rounding.
  func isConstant(_ term: DriverTerm) -> Bool {
    terms[term.rawValue].allSatisfy { $0.magnitude <= 1e-9 * sizes[term.rawValue] }
  }

  /// A row a seller's year, a column a term.
  func matrix(_ terms: [DriverTerm]) -> Matrix {
    Matrix(
      rowCount: trial.count, columnCount: terms.count, elements: terms.flatMap { self.terms[$0.rawValue] })
  }

  /// Standard deviation of deviations.
  func spread(_ values: [Double]) -> Double {
    (values.reduce(0) { $0 + $1 * $1 } / Double(values.count - 1)).squareRoot()
  }
}
