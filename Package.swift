// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "rainmaker",
  products: [
    // MARK: Public API
    .executable(name: "rainmaker", targets: ["RainmakerCLI"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .target(name: "CVectorMath"),
    .target(name: "PortableMath", dependencies: ["CVectorMath"], linkerSettings: [.linkedLibrary("m")]),
    .target(name: "RandomStreams", dependencies: ["CVectorMath", "PortableMath"]),
    .target(name: "SalesForce", dependencies: ["CVectorMath", "PortableMath", "RandomStreams"]),
    .executableTarget(name: "RainmakerCLI", dependencies: ["SalesForce"]),
  ],
  swiftLanguageModes: [.v6]
)
