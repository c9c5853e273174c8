// swift-tools-version: 6.2
import PackageDescription

/// The commit that is built, for the manifests of results. The scripts name it: what SwiftPM itself knows of git is
/// cached with this file and would go on naming an older commit. Unknown stays unknown.
let commit = (Context.environment["RAINMAKER_COMMIT"] ?? "").filter { $0.isHexDigit || $0 == "+" }

let package = Package(
  name: "rainmaker",
  products: [
    // MARK: Public API
    .executable(name: "rainmaker", targets: ["RainmakerCLI"]),
    .library(name: "Rainmaker", targets: ["Rainmaker"]),
    // MARK: For CI
    .executable(name: "rainmaker-bits", targets: ["BitHashes"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // MARK: Implementation, from the ground up; arrows go down only
    .target(name: "CVectorMath"),
    .target(name: "CAssets", exclude: ["ensembles", "explore", "known-answers", "notebook", "presets", "report"]),
    .target(name: "CBuildInfo", cSettings: [.define("RM_COMMIT", to: "\"\(commit)\"")]),
    .target(name: "PortableMath", dependencies: ["CVectorMath"], linkerSettings: [.linkedLibrary("m")]),
    .target(name: "RandomStreams", dependencies: ["CVectorMath", "PortableMath"]),
    .target(name: "COpenBLAS", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(name: "LinearAlgebra", dependencies: ["COpenBLAS"]),
    .target(name: "SimulationStatistics", dependencies: ["LinearAlgebra", "PortableMath", "RandomStreams"]),
    .target(name: "CDigest"),
    .target(name: "ResultTables", dependencies: ["CDigest"]),
    .target(name: "SalesForce", dependencies: ["CVectorMath", "PortableMath", "RandomStreams"]),
    .target(
      name: "Experiments",
      dependencies: [
        "CVectorMath", "LinearAlgebra", "PortableMath", "RandomStreams", "ResultTables", "SalesForce",
        "SimulationStatistics",
      ]),
    .target(
      name: "ScenarioFiles",
      dependencies: [
        "CAssets", "Experiments", "ResultTables", "SalesForce", "SimulationStatistics",
        .product(name: "Yams", package: "Yams"),
      ]),
    .target(name: "Reports", dependencies: ["CAssets", "Experiments", "RandomStreams", "ResultTables", "SalesForce"]),
    .target(
      name: "Verification",
      dependencies: [
        "CAssets", "Experiments", "LinearAlgebra", "PortableMath", "RandomStreams", "SalesForce",
        "SimulationStatistics",
      ]),
    .target(
      name: "Rainmaker",
      dependencies: [
        "Experiments", "LinearAlgebra", "PortableMath", "RandomStreams", "Reports", "ResultTables", "SalesForce",
        "ScenarioFiles", "SimulationStatistics",
      ]),
    .executableTarget(
      name: "RainmakerCLI",
      dependencies: [
        "CBuildInfo", "Experiments", "Reports", "ResultTables", "SalesForce", "ScenarioFiles", "Verification",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "BitHashes", dependencies: ["CVectorMath", "PortableMath", "RandomStreams"]),
    // MARK: Tests
    .target(name: "TestSupport", dependencies: ["CAssets"], path: "Tests/TestSupport"),
    .testTarget(name: "PortableMathTests", dependencies: ["CVectorMath", "PortableMath", "TestSupport"]),
    .testTarget(
      name: "RandomStreamsTests",
      dependencies: ["BitHashes", "CVectorMath", "PortableMath", "RandomStreams", "TestSupport"],
      resources: [.copy("bit-hashes.txt")]),
    .testTarget(name: "SalesForceTests", dependencies: ["PortableMath", "RandomStreams", "SalesForce"]),
    .testTarget(name: "ResultTablesTests", dependencies: ["CDigest", "ResultTables", "TestSupport"]),
    .testTarget(name: "ReportsTests", dependencies: ["Reports"]),
    .testTarget(name: "LinearAlgebraTests", dependencies: ["COpenBLAS", "LinearAlgebra"]),
    .testTarget(
      name: "SimulationStatisticsTests",
      dependencies: ["LinearAlgebra", "PortableMath", "RandomStreams", "SimulationStatistics", "TestSupport"],
      exclude: ["Data"]),
    .executableTarget(
      name: "ResultsSample", dependencies: ["ResultTables"], path: "Tests/ResultsSample"),
    .executableTarget(
      name: "KnockOutTrials", dependencies: ["RandomStreams", "SalesForce"], path: "Tests/KnockOutTrials"),
    .executableTarget(name: "JournalAppender", dependencies: ["Experiments"], path: "Tests/JournalAppender"),
    .testTarget(
      name: "ExperimentsTests",
      dependencies: ["Experiments", "JournalAppender", "PortableMath", "RandomStreams", "SalesForce", "TestSupport"]),
    .testTarget(
      name: "VerificationTests", dependencies: ["PortableMath", "RandomStreams", "SalesForce", "Verification"],
      path: "Tests/Verification", exclude: ["check_random_points.py"]),
    .testTarget(
      name: "Baselines", dependencies: ["Experiments", "Rainmaker", "Reports", "ScenarioFiles"], exclude: ["Golden"]),
    .testTarget(
      name: "ScenarioFilesTests", dependencies: ["ScenarioFiles", "Experiments", "SalesForce"], exclude: ["Bad"]),
  ],
  swiftLanguageModes: [.v6]
)
