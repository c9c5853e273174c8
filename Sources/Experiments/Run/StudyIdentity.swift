import ResultTables
import SalesForce

/// What a journal is known by, and which journals a study can be made of.
///
/// The hash covers what moves a trial and nothing else: not the number of trials, which may grow; not names, notes, tables
/// and hypotheses, which may be thought of later. Arms stand in the descriptor, those that only a hypothesis asks for as
/// well; which readings are kept, stands in the header's counts.
struct StudyIdentity {
  let scenario: Scenario
  let arms: [Arm]
  let build: BuildInfo
  let text: @Sendable (Scenario) -> String

  private var study: String { SHA256Hex.of(text(scenario.movingTrials)) }

  /// The header of a journal that keeps what this study's tables need, and nothing else.
  var header: JournalHeader {
    let sample = scenario.sellerSample(arms)
    return header(weekly: scenario.needsWeeks, sellers: sample)
  }

  private func header(weekly: Bool, sellers sample: SellerSample?) -> JournalHeader {
    JournalHeader(
      study: SHA256Hex.bytes(of: study) ?? [], arms: arms.count, parts: arms.parts, metrics: Metric.allCases.count,
      weeklyValues: weekly ? scenario.plan.horizon.weeks * WeeklyMetric.allCases.count : 0,
      weeklyTrials: weekly ? StudyData.leadingTrials : 0,
      sellerValues: sample?.values ?? 0, sellerTrials: sample?.trials ?? 0,
      groupValues: scenario.groupValues,
      descriptor: JournalDescriptor(build, arms).text)
  }

  /// The header of the journal of pairs behind slopes, with weekly readings where the trials have them; nil where nothing
  /// is solved for.
  func slopesHeader(beside trials: JournalHeader) -> JournalHeader? {
    let slopes = SlopeTrials(scenario, arms), isWeekly = trials.weeklyValues > 0
    guard !slopes.arms.isEmpty else { return nil }
    return JournalHeader(
      study: SHA256Hex.bytes(of: study) ?? [], firstTrial: SlopeTrials.first, arms: slopes.arms.count,
      parts: slopes.arms.parts, metrics: Metric.allCases.count,
      weeklyValues: isWeekly ? scenario.plan.horizon.weeks * WeeklyMetric.allCases.count : 0,
      weeklyTrials: isWeekly ? SlopeTrials.first + SlopeTrials.most : 0,
      groupValues: trials.groupValues,
      descriptor: JournalDescriptor(build, slopes.arms).text)
  }

  /// The header of a journal that is there, where it holds all that this study needs: it may keep more.
  /// - Throws: `Mismatch`.
  func accept(_ found: JournalHeader) throws(Mismatch) -> JournalHeader {
    let there = JournalDescriptor(text: found.descriptor), here = JournalDescriptor(build, arms)
    guard there.build == here.build else {
      throw Mismatch(reason: "its trials were run by rainmaker \(there.build), and this is \(here.build)")
    }
    guard there.arms == here.arms else { throw Mismatch(reason: Self.difference(there, here)) }
    let richest = header(
      weekly: scenario.needsWeeks || found.weeklyValues > 0,
      sellers: scenario.sellerSample(arms) ?? (found.sellerValues > 0 ? scenario.anySellerSample(arms) : nil))
    guard found.study == richest.study else { throw Mismatch(reason: "it holds another study") }
    if scenario.needsWeeks, found.weeklyValues == 0 {
      throw Mismatch(reason: "its trials were run without the weekly readings that are asked for now" + Self.advice)
    }
    if richest.sellerValues > 0, found.sellerValues == 0 {
      throw Mismatch(reason: "its trials were run without the sellers' years that are asked for now" + Self.advice)
    }
    guard found == richest else { throw Mismatch(reason: "it holds another study") }
    return found
  }

  private static let advice = ", so they have to be run again, elsewhere or with --overwrite"

  private static func difference(_ there: JournalDescriptor, _ here: JournalDescriptor) -> String {
    let lacking = JournalDescriptor.labels(here.arms.filter { !there.arms.contains($0) })
    if !lacking.isEmpty, lacking.allSatisfy({ $0.contains(" ") }) {
      return "its trials were run without arms that are asked for now (\(lacking.joined(separator: ", ")))" + advice
    }
    return "it holds this study with other regimes: \(there.labels.joined(separator: ", "))"
  }

  /// Why a journal is of no use.
  struct Mismatch: Error {
    let reason: String
  }
}

extension Scenario {
  /// How many values of groups an arm leaves behind in a trial, those of a field experiment's seats included.
  var groupValues: Int { plan.cohorts.count * GroupLayout.values + (plan.record?.values ?? 0) }

  /// The study without what moves no trial.
  fileprivate var movingTrials: Scenario {
    Scenario(
      name: "study", question: "", notes: "", seed: seed, streams: streams, trials: 1, plan: plan, regimes: regimes,
      budget: budget, outputs: Outputs([]), design: baseDesign, sensitivity: sensitivity?.movingTrials,
      map: map?.movingTrials, experiment: experiment?.movingTrials, selection: selection,
      ensemble: ensemble.map { ParameterEnsemble(name: "", paths: $0.paths, members: $0.members) })
  }
}
