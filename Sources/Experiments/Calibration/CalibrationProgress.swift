/// What is told of a calibration while it runs.
public enum CalibrationProgress: Sendable {
  /// Sets of a wave that are simulated, of how many.
  case wave(Int, done: Int, of: Int)
  /// Emulators are made of so many sets, and it is looked for where to go next.
  case looking(fitting: Int, simulated: Int)
  /// Sets that were simulated on fresh draws, members among them, and how many are wanted.
  case confirming(tried: Int, members: Int, wanted: Int)
  /// Members for which the checks were simulated.
  case checks(done: Int, of: Int)
}
