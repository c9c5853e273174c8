extension Environment {
  static let procedure = Procedure(
    start: """
      As in a week, with the values of week 0.
      """,
    week: """
      The firm's columns `information`, `complexity`, `turbulence` and `pain` take the values that the scenario's
      paths of the trends of these names have in this week: linear between points, constant before the first and after
      the last. Nothing is drawn.
      """,
    absent: """
      `information`, `complexity` and `pain` stay 0 and `turbulence` 1, whatever the scenario's paths say.
      """)
}
