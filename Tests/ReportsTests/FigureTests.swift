import Testing

@testable import Reports

@Suite struct FigureTests {
  /// Names of one family keep what distinguishes them, whichever end it is at.
  @Test(arguments: [
    ["a-name-of-a-region-in-the-north", "a-name-of-a-region-in-the-south", "short"],
    ["north-of-a-region-with-a-long-name", "south-of-a-region-with-a-long-name"],
    [String(repeating: "x", count: 30) + "1" + String(repeating: "y", count: 33), String(repeating: "x", count: 64)],
    (0..<9).map { String(repeating: "x", count: 20) + "\($0)" + String(repeating: "y", count: 43) },
  ]) func longNamesStayApart(_ names: [String]) {
    for limit in [16, 18, 24, 32] {
      let short = ShortNames.of(names, limit: limit)
      #expect(Set(short.values).count == names.count, "\(limit): \(short)")
      #expect(short.values.allSatisfy { $0.count <= limit })
    }
    #expect(ShortNames.of(["push", "pull"], limit: 16) == ["push": "push", "pull": "pull"])
  }

  @Test func labelsStandApartInTheirRoom() {
    let ends = [50, 51, 99, 98, 5.0]
    let places = EndLabels.places(ends, in: 0...100, apart: 10).enumerated().sorted { $0.element < $1.element }
    #expect(places.map(\.offset) == [4, 0, 1, 3, 2])
    #expect(zip(places, places.dropFirst()).allSatisfy { $1.element - $0.element >= 10 })
    #expect(places[0].element >= 0 && places[4].element <= 100)
  }

  @Test func timeIsMarkedInWholeNumbersAndSharesInPerCent() {
    let time = LinearScale([3, 5], from: 0, to: 100, count: 9, isNice: false, isWhole: true)
    #expect(time.ticks.map(time.label) == ["3", "4", "5"])
    let share = LinearScale([0.31, 0.48], from: 0, to: 100, isShare: true)
    #expect(share.ticks.map(share.label) == ["30", "35", "40", "45", "50"])
    #expect(abs(share.value(at: share.place(0.37)) - 0.37) < 1e-12)
  }

  /// The stretch before regimes part is drawn once where it is the same in all of them.
  @Test func whatPathsHaveInCommonIsFound() {
    func path(_ name: String, _ means: [Double]) -> PathPlot.Path {
      PathPlot.Path(
        regime: name, points: means.enumerated().map { PathPlot.Point(time: $0 + 1, mean: $1, low: nil, high: nil) })
    }
    func shared(_ paths: [PathPlot.Path], _ start: Double?) -> Int {
      PathPlot(axis: "", isShare: false, time: "quarter", paths: paths, start: start).shared
    }
    let a = path("a", [1, 2, 3, 4]), b = path("b", [1, 2, 3, 5]), c = path("c", [1])
    #expect(shared([a, b], 2.5) == 2 && shared([a, b], 9) == 3 && shared([a, a], 2.5) == 2)
    #expect(shared([a, b], nil) == 0 && shared([a], 2.5) == 0 && shared([a, c], 2.5) == 1)
  }

  /// As many digits as an interval leaves meaning to; an interval across zero shows that it is.
  @Test func digitsFollowTheInterval() {
    #expect(ShownNumber.digits([13.048, 13.022, 13.075]) == 2)
    #expect(ShownNumber.digits([1.846, 1.746, 1.946]) == 2)
    #expect(ShownNumber.digits([134, 128, 140]) == 0)
    #expect(ShownNumber.digits([0.0036, -0.0003, 0.0074]) == 4)
    #expect(ShownNumber.digits([0.5, 0.5, 0.5]) == 3)
    #expect(ShownNumber.digits([0.3456, 0.3156, 0.3756], .percent, most: 1) == 0)
    #expect(ShownNumber.digits([nil, nil, nil]) == 3)
  }
}
