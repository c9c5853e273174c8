import Experiments
import ResultTables

extension ResultsDirectory {
  /// Which of its own files a study would lose if something were written to a path, under whatever name and through
  /// whatever links; nil where it is none of them.
  ///
  /// A name that runs use is taken in any directory that holds a study, whether the file is there or not.
  package func owned(at target: String) -> String? {
    Self.owned(at: target, by: path, also: manifest.files.map(\.path))
  }

  /// The same of a study that may not have finished.
  /// - Parameters:
  ///   - path: its directory.
  ///   - files: names in it that are taken besides those that runs use.
  package static func owned(at target: String, by path: String, also files: [String] = []) -> String? {
    let names = Set(StudyDirectory.names + files)
    if let there = FileIdentity(path: target),
      let name = names.sorted().first(where: { FileIdentity(path: path + "/" + $0) == there })
    {
      return name
    }
    let folder = FilePath.folder(target), name = FilePath.name(target)
    let holdsStudy = ["manifest.json", "trials.journal"].contains { FileIdentity(path: folder + "/" + $0) != nil }
    // Where file systems take capital letters for small ones, these are the same names.
    return holdsStudy ? names.first { $0 == name.lowercased() } : nil
  }
}
