internal import Glibc
import Journal
public import MachineModel

/// The devices that did not come back from a machine, with the reason.
///
/// One file a device in a folder that everybody may read; it goes with the next start of the computer.
public struct UnreturnedDevices {
  private let folder: String

  /// Those of this computer, to be read.
  public init() { folder = "/run/neuron-vm/unreturned" }

  init(_ places: HostPlaces) { folder = places.runtime + "/unreturned" }

  /// All of them, by address.
  public var all: [UnreturnedDevice] {
    ((try? StateFolder(folder).names()) ?? []).sorted().compactMap { name in
      guard let address = try? PCIAddress(parsing: name) else { return nil }
      let bytes = (try? StateFile(folder + "/" + name).contents(limit: 4096)) ?? []
      return UnreturnedDevice(address, reason: String(decoding: bytes.prefix { $0 >= 0x20 }, as: UTF8.self))
    }
  }

  /// Writes one down.
  func add(_ address: PCIAddress, _ reason: String) {
    mkdir(folder, 0o755)
    chmod(folder, 0o755)
    let descriptor = open(folder + "/\(address)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { return }
    fchmod(descriptor, 0o644)
    _ = reason.replacing("\n", with: " ").withCString { write(descriptor, $0, min(strlen($0), 4000)) }
    close(descriptor)
  }

  /// Forgets one.
  func remove(_ address: PCIAddress) {
    unlink(folder + "/\(address)")
    rmdir(folder)
  }
}
