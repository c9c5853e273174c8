import COpenBLAS
import Testing

@testable import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct OpeningTests {
  @Test func opensOnceWithOneThread() throws {
    let (a, b) = (try BLAS.open(), try BLAS.open())
    #expect(a.table == b.table)
    #expect(a.threadCount == 1)
    #expect(!a.coreName.isEmpty && a.configuration.contains("OpenBLAS"))
    if let wanted = BLAS.preferredCoreType, getenv("OPENBLAS_CORETYPE").map({ String(cString: $0) }) == wanted {
      #expect(a.coreName == wanted)
    }
  }

  @Test func missingLibraryNamesThePackage() {
    #expect {
      try BLAS.open(name: "libopenblas-which-is-not-there.so.0")
    } throws: { error in
      guard case .libraryMissing(let name, _)? = error as? LinearAlgebraError else { return false }
      let text = "\(error)"
      return name == "libopenblas-which-is-not-there.so.0" && text.contains("libopenblas-dev")
        && text.contains("Fedora's openblas") && text.contains("not installed")
    }
  }

  /// A library without the symbols, and a file that is no library.
  @Test(arguments: ["libm.so.6", #filePath]) func brokenLibraryNamesThePackage(name: String) {
    #expect {
      try BLAS.open(name: name)
    } throws: { error in
      guard case .libraryBroken(let got, let reason)? = error as? LinearAlgebraError else { return false }
      return got == name && !reason.isEmpty && "\(error)".contains("libopenblas-dev")
    }
  }

  /// The whole way, in processes of their own: the library is opened once a process.
  @Test func environmentIsRespected() async {
    await #expect(processExitsWith: .exitCode(7)) {
      setenv("RAINMAKER_OPENBLAS", "/nowhere/libopenblas.so.0", 1)
      for _ in 0..<2 {
        #expect(throws: LinearAlgebraError.self) { try BLAS.open() }
      }
      guard case .missing? = Outcome.ofOpening() else { exit(1) }
      exit(7)
    }
    await #expect(processExitsWith: .exitCode(7)) {
      setenv("OPENBLAS_CORETYPE", "Nehalem", 1)
      exit((try? BLAS.open())?.coreName == "Nehalem" ? 7 : 1)
    }
  }

  /// A library that is opened while other threads run gives the same bits.
  @Test func openingAfterThreads() async throws {
    let expected = try BLAS.open().gemm(Self.sample, .transposed, Self.sample).elements.map(\.bitPattern)
    await #expect(processExitsWith: .exitCode(7)) { [expected = expected as [UInt64]] in
      let busy = (0..<4).map { i in
        Task.detached {
          var sum = Double(i)
          for step in 0..<2_000_000 { sum = sum * 0.999 + Double(step) }
          return sum
        }
      }
      let got = try BLAS.open().gemm(Self.sample, .transposed, Self.sample).elements.map(\.bitPattern)
      for task in busy { _ = await task.value }
      exit(got == expected ? 7 : 1)
    }
  }

  private static let sample = Matrix(
    rowCount: 60, columnCount: 40, elements: (0..<2_400).map { Double($0 * 7919 % 1_013) / 97 })

  private enum Outcome {
    case missing, other
    static func ofOpening() -> Outcome? {
      do throws(LinearAlgebraError) {
        _ = try BLAS.open()
        return nil
      } catch .libraryMissing {
        return .missing
      } catch {
        return .other
      }
    }
  }

  /// The first use may come from any thread, and all get the same bits.
  @Test func manyThreadsAgree() async throws {
    let a = Self.sample
    let products = try await withThrowingTaskGroup(of: Matrix.self) { group in
      for _ in 0..<16 { group.addTask { try BLAS.open().gemm(a, .transposed, a) } }
      return try await group.reduce(into: [Matrix]()) { $0.append($1) }
    }
    #expect(products.count == 16 && products.allSatisfy { $0 == products[0] })
  }
}
