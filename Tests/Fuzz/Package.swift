// swift-tools-version: 6.1
import PackageDescription

// A package of its own, since all of it is built with sanitizers: Scripts/fuzz.
let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "rainmaker", path: "../..")],
  targets: [
    .executableTarget(
      name: "Fuzz", dependencies: [.product(name: "Rainmaker", package: "rainmaker")],
      // libFuzzer has main.
      swiftSettings: [.unsafeFlags(["-parse-as-library"])])
  ],
  swiftLanguageModes: [.v6]
)
