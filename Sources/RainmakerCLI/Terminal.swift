import ArgumentParser
import Foundation
import Reports
import ResultTables

/// What is known of the streams: results go to standard output, everything said to people to standard error.
enum Terminal {
  /// Says something to people, each text on a line of its own: whoever wrote a part of it, it stays one line, and drives no
  /// terminal.
  static func say(_ lines: String...) { draw(lines.map { $0.printable + "\n" }.joined()) }

  /// Writes to standard error as it is: nothing but the program's own texts. Nobody can be informed when that fails, so it
  /// never stops the program.
  static func draw(_ text: String) { _ = send(text, to: STDERR_FILENO) }

  /// Shows results on standard output, with nothing in them that would drive a terminal but the program's own bold type.
  /// - Throws: the exit code 74 when they do not arrive (a full disk, a closed stream).
  static func publish(_ text: String) throws {
    let parts = text.split(separator: "\u{1B}", omittingEmptySubsequences: false)
    var shown = (parts.first ?? "").printable(keeping: "\n\t")
    for part in parts.dropFirst() {
      let isBold = hasColour && (part.hasPrefix("[1m") || part.hasPrefix("[0m"))
      shown += (isBold ? "\u{1B}" : "\u{1B}".printable) + part.printable(keeping: "\n\t")
    }
    try deliver(shown)
  }

  /// Writes a file to standard output, to the byte.
  /// - Throws: as ``publish(_:)``.
  static func deliver(_ text: String) throws {
    guard let code = send(text, to: STDOUT_FILENO) else { return }
    explainLoss(code)
    throw Exits.inputOutput
  }

  /// Makes the streams safe to use; to be called before a file is opened.
  ///
  /// A closed stream would lend its number to the next file, and messages would end up in the results: closed ones
  /// are taken by /dev/null, standard output in such a way that writing to it fails. A limit on file sizes becomes an
  /// error instead of a signal.
  static func guardStreams() {
    let modes = [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDWR)]
    for (stream, mode) in modes where fcntl(stream, F_GETFD) == -1 { _ = open("/dev/null", mode) }
    signal(SIGXFSZ, SIG_IGN)
    // Help and version are printed by the argument parser, through the C library's buffer.
    atexit {
      guard fflush(nil) != 0 else { return }
      Terminal.explainLoss(errno)
      _exit(Exits.inputOutput.rawValue)
    }
  }

  private static func explainLoss(_ code: Int32) {
    say("rainmaker: standard output cannot be written: \(String(cString: strerror(code)))")
  }

  /// Writes all of the text past any buffer; returns the system's error number when it cannot.
  private static func send(_ text: String, to stream: Int32) -> Int32? {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(stream, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return errno }
      rest = rest.dropFirst(count)
    }
    return nil
  }

  /// Whether a person watches standard error.
  static let isWatched = isatty(STDERR_FILENO) == 1

  private static let isDumb = ["dumb", ""].contains(ProcessInfo.processInfo.environment["TERM"] ?? "")

  /// Whether a line on standard error can be redrawn.
  static let canRedraw = isWatched && !isDumb

  /// Characters of a line of the terminal that a stream goes to; 80 where it goes to none.
  private static func width(of stream: Int32) -> Int {
    var size = winsize()
    guard isatty(stream) == 1, ioctl(stream, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  static let watchedWidth = width(of: STDERR_FILENO)

  /// Whether standard output is a terminal.
  static let isShown = isatty(STDOUT_FILENO) == 1

  /// Whether standard output may be coloured: a terminal, and neither NO_COLOR nor a dumb terminal says otherwise.
  static let hasColour: Bool = {
    let environment = ProcessInfo.processInfo.environment
    guard isatty(STDOUT_FILENO) == 1, !isDumb else { return false }
    return (environment["NO_COLOR"] ?? "").isEmpty
  }()

  /// What the table of regimes may use: bold type where colour is allowed, sparklines where the terminal's locale has
  /// the characters.
  static let style: OutcomeTable.Style = {
    let environment = ProcessInfo.processInfo.environment
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let isUnicode = locale.uppercased().replacing("-", with: "").hasSuffix("UTF8")
    return OutcomeTable.Style(
      hasBold: hasColour,
      hasSparklines: isUnicode && isatty(STDOUT_FILENO) == 1 && !isDumb,
      columns: width(of: STDOUT_FILENO))
  }()
}
