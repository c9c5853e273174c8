import Foundation
import Testing

@testable import Experiments

/// How Slurm is asked; Tests/CommandLine/check_slurm_submissions.py does it with processes, check_slurm.py with a real one.
@Suite struct SlurmTests {
  /// A Slurm that answers from a list, the last for ever.
  private final class Player {
    var answers: [String: [SlurmClient.Answer]]
    private(set) var calls: [[String]] = []
    private(set) var waits: [Double] = []

    init(_ answers: [String: [SlurmClient.Answer]]) { self.answers = answers }

    var client: SlurmClient {
      SlurmClient { words in
        self.calls.append(words)
        let rest = self.answers[words[0]] ?? []
        if rest.count > 1 { self.answers[words[0]] = Array(rest.dropFirst()) }
        return rest.first ?? SlurmClient.Answer(code: 127, output: "", messages: "env: no such command")
      } pause: {
        self.waits.append($0)
      } tell: { _ in
      }
    }
  }

  private static func good(_ text: String) -> SlurmClient.Answer {
    SlurmClient.Answer(code: 0, output: text, messages: "")
  }

  private static func bad(_ text: String, code: Int32 = 1) -> SlurmClient.Answer {
    SlurmClient.Answer(code: code, output: "", messages: text)
  }

  private static let busy = bad("sbatch: error: Batch job submission failed: Socket timed out on send/recv operation\n")

  @Test("A busy Slurm is asked again, later and later, and given up at last")
  func patience() throws {
    let player = Player(["sbatch": [Self.busy], "squeue": [Self.good("")]])
    #expect {
      try player.client.submit("rainmaker-1", ["x"])
    } throws: {
      ($0 as? ShardRefusal)?.code == 75
    }
    #expect(player.waits == [0.5, 1, 2, 4, 8, 16, 30, 30])
    #expect(player.calls.map { $0[0] } == (0..<8).flatMap { _ in ["sbatch", "squeue"] } + ["sbatch"])
  }

  @Test("Whatever Slurm's commands say when they have no time")
  func troubles() throws {
    for text in [
      "squeue: error: Unable to contact slurm controller (connect failure)",
      "slurm_load_jobs error: Connection refused",
      "sbatch: error: Batch job submission failed: Resource temporarily unavailable",
      "Slurm temporarily unable to accept job, sleeping and retrying.", "Zero Bytes were transmitted or received",
      "slurm_load_jobs error: Slurm backup controller in standby mode",
    ] {
      let player = Player(["sbatch": [Self.bad(text), Self.good("12\n")], "squeue": [Self.good("")]])
      #expect(try player.client.submit("rainmaker-1", ["x"]) == 12, "\(text)")
    }
  }

  @Test("A job whose answer was lost is found under its name, and not submitted again")
  func lost() throws {
    let player = Player(["sbatch": [Self.busy], "squeue": [Self.busy, Self.good("31|2|PENDING|rainmaker-1\n")]])
    #expect(try player.client.submit("rainmaker-1", ["x"]) == 31)
    #expect(player.calls.map { $0[0] } == ["sbatch", "squeue", "squeue"])
    #expect(player.calls[1].contains("--name=rainmaker-1") && player.calls[1].contains("--states=all"))
  }

  @Test("What is refused is not tried again")
  func refusals() throws {
    for (answer, code) in [
      (Self.bad("sbatch: error: Invalid partition name specified"), 69), (Self.bad("", code: 127), 69),
      (Self.good("no number"), 69), (Self.good("-3"), 69), (Self.good("99999999999999999999"), 69),
    ] {
      let player = Player(["sbatch": [answer]])
      #expect {
        try player.client.submit("rainmaker-1", ["x"])
      } throws: {
        ($0 as? ShardRefusal)?.code == Int32(code)
      }
      #expect(player.calls.count == 1 && player.waits.isEmpty)
    }
  }

  @Test("Answers are read, whatever stands around them")
  func answers() throws {
    let player = Player([
      "sbatch": [Self.good("hello\n 77;main \n")],
      "squeue": [Self.good("7|3|RUNNING|a\n7|N/A|PENDING|b\nrubbish\nx|1|PENDING|a\n")],
      "scontrol": [Self.good("A = 3\nMaxArraySize            = 1001\n"), Self.good("MaxArraySize = many"), Self.busy],
      "sacct": [Self.good("7_3|CANCELLED by 0|a\n7_[4-8]|PENDING|a\n9|COMPLETED|b\n"), Self.bad("disabled")],
    ])
    let client = player.client
    #expect(try client.submit("a", []) == 77)
    let tasks = try client.tasks(named: ["a", "b"])
    #expect(tasks.map(\.index) == [3, nil] && tasks.map(\.isOver) == [false, false])
    #expect(try client.tasks(named: []).isEmpty)
    #expect(try client.mostTasks(isNeeded: true) == 1_000)
    #expect(try client.mostTasks(isNeeded: true) == nil)
    #expect(try client.mostTasks(isNeeded: false) == nil && player.waits.isEmpty)
    let past = try client.history(of: [7, 9])
    #expect(past.map(\.index) == [3, nil] && past.map(\.state) == ["CANCELLED", "COMPLETED"])
    #expect(past.map(\.isOver) == [true, true])
    #expect(try client.history(of: [7]).isEmpty)
  }

  @Test("Limits of time as Slurm writes them")
  func times() {
    for (text, seconds) in [
      ("90", 5_400), ("90:30", 5_430), ("1:30:00", 5_400), ("1-12", 129_600), ("1-12:30", 131_400),
      ("2-00:00:01", 172_801),
    ] {
      #expect(SlurmTime(text)?.seconds == seconds, "\(text)")
      #expect(SlurmTime(text).flatMap { SlurmTime($0.description) } == SlurmTime(text))
    }
    for text in [
      "", "0", "59:", "0:59", "-1", "1-", "-", "1:2:3:4", "1-2-3", "1.5", "+5", "9999999999999999999", "1e3", "400-00",
      " 5",
      "9999999-9999999:9999999:9999999",
    ] {
      #expect(SlurmTime(text) == nil, "\(text)")
    }
    #expect(SlurmTime(seconds: 93_784).description == "1-02:03:04")
  }

  @Test("Sizes follow from what was measured")
  func sizes() {
    func size(_ seconds: Double, tasks: Int? = nil, most: Int = 1_000, limit: SlurmTime? = nil, trials: Int = 100_000)
      -> SlurmSize
    {
      SlurmSize(
        seconds: seconds, threads: 2, trials: trials, bytes: 210_000_000, tasks: tasks, most: most, limit: limit)
    }
    #expect(
      size(18_000).tasks == 10 && size(1).tasks == 1 && size(1e9).tasks == 1_000 && size(1e9, trials: 7).tasks == 7)
    // Three times half an hour, and five minutes.
    #expect(size(18_000).limit.seconds == 5_700 && size(1).limit.seconds == 600)
    #expect(size(18_000, tasks: 5).shardSeconds == 3_600)
    #expect(size(1).warning == 70 && size(1, limit: SlurmTime("1")).warning == 30)
    // A trial of ten minutes is warned early enough.
    #expect(size(30_000, trials: 100).warning == 1_860)
    #expect(size(1).megabytes == 400)
    for seconds in [0, 1e-300, 1e300, .infinity] { #expect(size(seconds).limit.seconds >= 600) }
  }

  @Test("A shell reads back what was quoted")
  func words() throws {
    let samples = [
      "", "plain", "/a/b-c_d.e", "it's", "a b", "$(x)", "`x`", "a\\b", "\"", "#", "~", "a\nb", "é", "*", "!", "'", "''",
    ]
    for sample in samples {
      let process = Process(), pipe = Pipe()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", "printf %s " + ShellWord.quoted(sample)]
      process.standardOutput = pipe
      try process.run()
      let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(text == sample)
    }
    #expect(ShellWord.quoted("/a/b-c_d.e") == "/a/b-c_d.e")
  }
}
