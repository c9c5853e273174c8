/// Names beside the ends of lines.
enum EndLabels {
  /// Places of the labels, pushed apart where they would cover each other.
  ///
  /// - Parameters:
  ///   - ends: where the lines end, from above.
  ///   - room: where labels may stand; those pushed out below come back up.
  static func places(_ ends: [Double], in room: ClosedRange<Double>, apart: Double) -> [Double] {
    let order = ends.indices.sorted { ends[$0] < ends[$1] }
    var places = order.map { ends[$0] }
    for index in places.indices.dropFirst() { places[index] = max(places[index], places[index - 1] + apart) }
    for index in places.indices.reversed() {
      let floor = index == places.count - 1 ? room.upperBound : places[index + 1] - apart
      places[index] = min(places[index], floor)
    }
    var result = ends
    for (index, end) in order.enumerated() { result[end] = places[index] }
    return result
  }
}
