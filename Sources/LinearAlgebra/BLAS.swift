import COpenBLAS

// Unsafe here: the address of the library's symbol table is kept. It is a static of COpenBLAS, written once under
// pthread_once before anyone sees it and never freed, and the library is never unloaded; so the handle may be copied
// and used on any thread.

/// The opened OpenBLAS: one thread, the core type chosen for the processor.
///
/// Operations are its methods; all of them take and give ``Matrix`` values, check shapes, and may run on several
/// threads at once. Results are the same bits for one build of OpenBLAS and one core type, else equal to about 1e-13
/// relative: the tables made from them are BLAS-dependent.
public struct BLAS: @unchecked Sendable {
  let table: UnsafePointer<rm_openblas>

  /// The file name that was opened.
  public let libraryName: String
  /// The core type in force, e.g. `SkylakeX`; it decides the last bits of results.
  public let coreName: String
  /// Version and build options, as the library reports them.
  public let configuration: String
  /// How many operations may run at a time: the library has memory for them.
  public let threads: Int

  /// Opens the library at the first call; later calls return the same.
  ///
  /// Sets `OPENBLAS_CORETYPE` and `OPENBLAS_NUM_THREADS` unless the user has, so the first call belongs before threads
  /// that read the environment start. `RAINMAKER_OPENBLAS` names another file to open.
  /// - Parameter threads: how many operations are to run at a time, 1 to 16; ``threads`` says how many can.
  /// - Throws: ``LinearAlgebraError/libraryMissing(name:reason:)`` or
  ///   ``LinearAlgebraError/libraryBroken(name:reason:)``, at every call; ``LinearAlgebraError/noMemory(name:)`` where not
  ///   even one operation has the memory that it needs.
  /// - Complexity: a few milliseconds once.
  public static func open(threads: Int = 1) throws(LinearAlgebraError) -> BLAS {
    try BLAS(rm_openblas_open().pointee, threads: threads)
  }

  /// Opens a file of one's own choosing, anew at each call (tests); its symbol table is never freed.
  static func open(name: String) throws(LinearAlgebraError) -> BLAS {
    let table = UnsafeMutablePointer<rm_openblas>.allocate(capacity: 1)
    var result = rm_openblas_result()
    rm_openblas_try(name, table, &result)
    do throws(LinearAlgebraError) {
      return try BLAS(result, threads: 1)
    } catch {
      table.deallocate()
      throw error
    }
  }

  /// The value that `OPENBLAS_CORETYPE` gets on this processor unless the user has set one; nil where OpenBLAS's own
  /// choice stands.
  public static var preferredCoreType: String? { rm_openblas_core_type().map { String(cString: $0) } }

  /// Threads of one operation: 1.
  public var threadCount: Int { Int(table.pointee.get_num_threads()) }

  private init(_ result: rm_openblas_result, threads: Int) throws(LinearAlgebraError) {
    let name = Self.text(result.name)
    guard result.status == RM_OPENBLAS_OPEN, let table = result.table else {
      let reason = Self.text(result.reason)
      if result.status == RM_OPENBLAS_MISSING { throw .libraryMissing(name: name, reason: reason) }
      throw .libraryBroken(name: name, reason: reason)
    }
    let possible = rm_openblas_reserve(table, Int32(clamping: max(1, threads)))
    guard possible > 0 else { throw .noMemory(name: name) }
    self.table = table
    self.threads = Int(possible)
    libraryName = name
    coreName = String(cString: table.pointee.core_name())
    configuration = String(cString: table.pointee.config())
  }

  /// The text of a C array of characters, which Swift sees as a tuple.
  private static func text<Tuple>(_ characters: Tuple) -> String {
    withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
