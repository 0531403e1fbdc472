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

  init(_ places: HostPlaces) { self.places = places }

  private var folder: String { places.runtime + "/stuck" }

  /// Remembers a device; without it others may be kept waiting, and nothing else is lost.
  func add(_ address: PCIAddress, child: Int32) {
    mkdir(folder, 0o755)
    chmod(folder, 0o755)
    let file = folder + "/\(address)"
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { return }
    fchmod(descriptor, 0o644)
    _ = "\(child)\n".withCString { write(descriptor, $0, strlen($0)) }
    close(descriptor)
  }

  /// Forgets those whose child has ended.
  func removeFreed() {
    for name in (try? StateFolder(folder).names()) ?? [] {
      let bytes = (try? StateFile(folder + "/" + name).contents(limit: 64)) ?? []
      let child = Int32(String(decoding: bytes, as: UTF8.self).split(separator: "\n").first ?? "") ?? 0
      if child <= 0 || kill(child, 0) != 0 { unlink(folder + "/" + name) }
    }
    rmdir(folder)
  }
}
