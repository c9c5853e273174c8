import Experiments

extension StoredStudy {
  /// What answers the question that the scenario's own block asks (selection, sensitivity, map, field experiment, contrast),
  /// in a few sentences; empty for a scenario that only compares regimes. Pages and notebooks begin with it.
  /// - Parameter points: design points that are told one by one.
  func questionWords(_ points: [Int]) -> [Markup] {
    if let choice = SelectionReading(self) { return [choice.answer] }
    let hanging = SensitivityReading(self).map { [$0.weightiest, $0.verdict] } ?? []
    let best = MapReading(self).map { [$0.counts] } ?? []
    let found = ExperimentReading.words(points.compactMap { ExperimentReading(self, point: $0) })
    let told = points.compactMap { point in contrastWords("profit", point).map { place(ofPoint: point) + $0 } }
    return (hanging + best + found + told).filter { !$0.source.isEmpty }
  }
}
