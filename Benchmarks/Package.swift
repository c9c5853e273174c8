// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "yardstick", targets: ["Yardstick"]),
    .executable(name: "tables", targets: ["Tables"]),
  ],
  dependencies: [
    .package(name: "rainmaker", path: "../"),
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
  ],
  targets: [
    // MARK: The kernel that speeds of languages are compared on
    .executableTarget(
      name: "Yardstick", dependencies: [.product(name: "Rainmaker", package: "rainmaker")], path: "Peers/Swift"),
    // MARK: Tables on BLAS, beside plain loops and NumPy
    .executableTarget(
      name: "Tables", dependencies: [.product(name: "Rainmaker", package: "rainmaker")], path: "Tables"),
    // MARK: Every part of the laboratory
    .executableTarget(
      name: "Suite",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "Rainmaker", package: "rainmaker"),
      ],
      path: "Suite", plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)
