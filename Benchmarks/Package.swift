// swift-tools-version: 6.2
import PackageDescription

// The other side of each comparison, and what measures them; `scripts/bench` builds and runs it.
let libvirt: [LinkerSetting] = [.linkedLibrary("virt")]

let package = Package(
  name: "neuron-vm-benchmarks",
  dependencies: [.package(name: "neuron-vm-manager", path: "..")],
  targets: [
    .executableTarget(name: "measure"),
    .executableTarget(name: "machines", linkerSettings: libvirt),
    .executableTarget(name: "bare-list", linkerSettings: libvirt),
    .executableTarget(name: "bare-create", linkerSettings: libvirt),
    .executableTarget(name: "event-latency", linkerSettings: libvirt),
    .executableTarget(
      name: "template-rate",
      dependencies: [.product(name: "MachineModel", package: "neuron-vm-manager")],
      swiftSettings: [.strictMemorySafety()]),
  ],
  swiftLanguageModes: [.v6]
)
