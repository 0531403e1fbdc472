internal import Glibc
import Journal
import MachineModel

/// The devices whose driver does not let go: a child of ours is in the kernel, and whoever asks the kernel about such a
/// device is kept waiting as well.
///
/// One file a device in a folder that everybody may read, with the child's number: `HostReader` asks the kernel nothing
/// that it would have to wait for.
struct StuckDevices {
  static let folder = "run/neuron-vm/stuck"
  private let places: HostPlaces

  /// The drivers that do not let go on a host, by device; on the running one only those whose child still waits.
  ///
  /// Asks the kernel nothing about the devices.
  static func drivers(in root: HostRoot) -> [PCIAddress: String] {
    var drivers: [PCIAddress: String] = [:]
    for name in root.names(unrecorded: folder) ?? [] {
      guard let address = try? PCIAddress(parsing: name) else { continue }
      let (child, driver) = words(root.bytes(folder + "/" + name, limit: 128, isRecorded: false) ?? [])
      if root.isLive, child > 0, !isAlive(child) { continue }
      drivers[address] = driver
    }
    return drivers
  }

  init(_ places: HostPlaces) { self.places = places }

  private var folder: String { places.runtime + "/stuck" }

  /// Remembers a device; without it others may be kept waiting, and nothing else is lost.
  func add(_ address: PCIAddress, driver: String, child: Int32) {
    mkdir(folder, 0o755)
    chmod(folder, 0o755)
    let file = folder + "/\(address)"
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { return }
    fchmod(descriptor, 0o644)
    _ = "\(child) \(driver)\n".withCString { write(descriptor, $0, strlen($0)) }
    close(descriptor)
  }

  /// Those that are remembered, with the child that waits for the driver.
  func devices() -> [(address: PCIAddress, driver: String, child: Int32)] {
    ((try? StateFolder(folder).names()) ?? []).compactMap { name in
      guard let address = try? PCIAddress(parsing: name),
        let bytes = try? StateFile(folder + "/" + name).contents(limit: 128)
      else { return nil }
      let (child, driver) = Self.words(bytes)
      return (address, driver, child)
    }
  }

  /// What a file says; 0 for a child that it does not tell.
  private static func words(_ bytes: [UInt8]) -> (child: Int32, driver: String) {
    let words = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first?.split(separator: " ") ?? []
    return (words.first.flatMap { Int32($0) } ?? 0, words.dropFirst().first.map(String.init) ?? "?")
  }

  /// Whether there is such a process; one of root's is none of ours to signal, and is there.
  private static func isAlive(_ process: Int32) -> Bool { kill(process, 0) == 0 || errno == EPERM }

  /// Forgets those whose child has ended.
  func removeFreed() {
    for device in devices() where device.child <= 0 || !Self.isAlive(device.child) {
      unlink(folder + "/\(device.address)")
    }
    rmdir(folder)
  }
}
