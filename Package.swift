// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.strictMemorySafety()]
// Nobody loads symbols from a program: without 9,000 of them in its table the loader is quicker with 60 libraries.
let program: [LinkerSetting] = [
  .unsafeFlags(["-Xlinker", "--no-export-dynamic"], .when(configuration: .release))
]

let package = Package(
  name: "neuron-vm-manager",
  products: [
    .executable(name: "neuron-vm", targets: ["neuron-vm"]),
    .executable(name: "neuron-vm-host", targets: ["neuron-vm-host"]),
    .library(name: "Libvirt", targets: ["Libvirt"]),
    // For Benchmarks.
    .library(name: "MachineModel", targets: ["MachineModel", "XML"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
    // Without its Foundation trait: the command line tool must not link Foundation.
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
  ],
  targets: [
    // C libraries: module maps only.
    .systemLibrary(name: "CLibvirt", pkgConfig: "libvirt", providers: [.apt(["libvirt-dev"])]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CGettext"),
    .systemLibrary(name: "CXattr"),
    .systemLibrary(name: "CCopy"),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),

    // Values and trees: no I/O.
    .target(name: "XML", dependencies: ["CLibXML2"]),
    .target(name: "Text", dependencies: ["CGettext"]),
    .target(name: "MachineModel", dependencies: ["XML", "Text"], swiftSettings: strict),

    // The world: libvirt, the file system.
    .target(name: "Libvirt", dependencies: ["CLibvirt"]),
    .target(name: "Journal"),
    .target(name: "Hardware", dependencies: ["CLinux", "CXattr", "CZlib", "Journal", "MachineModel", "Text"]),
    .target(name: "Files", dependencies: ["CCopy", "CNettle"]),

    // The use cases, and the program.
    .target(
      name: "NeuronVM",
      dependencies: [
        "Libvirt", "Hardware", "MachineModel", "XML", "Journal", "Files", "Text",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "neuron-vm",
      dependencies: [
        "NeuronVM", "MachineModel", "Text",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict,
      linkerSettings: program),
    // What runs as root: no libvirt, no network.
    .executableTarget(
      name: "neuron-vm-host",
      dependencies: [
        "Hardware", "Journal", "MachineModel", "Text", "XML",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict,
      linkerSettings: program),

    // Tests.
    .target(
      name: "TestSupport",
      dependencies: [
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/TestSupport"),
    .testTarget(name: "XMLTests", dependencies: ["XML", "TestSupport"]),
    .testTarget(name: "TextTests", dependencies: ["Text"]),
    .testTarget(
      name: "MachineModelTests", dependencies: ["MachineModel", "XML", "TestSupport"],
      exclude: ["Fixtures", "Snapshots"]),
    .testTarget(name: "LibvirtTests", dependencies: ["Libvirt", "TestSupport"]),
    .testTarget(
      name: "HardwareTests",
      dependencies: [
        "Hardware", "Journal", "MachineModel", "TestSupport",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
    .testTarget(name: "JournalTests", dependencies: ["Journal", "TestSupport"]),
    .testTarget(name: "FilesTests", dependencies: ["Files", "TestSupport"]),
    .testTarget(
      name: "NeuronVMTests",
      dependencies: ["NeuronVM", "Hardware", "Libvirt", "MachineModel", "XML", "Journal", "TestSupport"],
      exclude: ["Snapshots"]),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "TestSupport", "neuron-vm", "neuron-vm-host", "NeuronVM", "MachineModel", "XML", "Text",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      exclude: ["Fixtures", "Snapshots"]),
    // Dies in the middle of a creation, for the tests.
    .executableTarget(
      name: "interrupted-creation", dependencies: ["NeuronVM", "MachineModel"], path: "Tests/InterruptedCreation",
      swiftSettings: strict),
    .testTarget(
      name: "IntegrationTests",
      dependencies: ["XML", "Libvirt", "MachineModel", "NeuronVM", "TestSupport", "neuron-vm", "interrupted-creation"]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      // Only in debug builds: a later compiler's new warning must not keep anybody from installing a release.
      .treatAllWarnings(as: .error, .when(configuration: .debug)),
    ]
}
