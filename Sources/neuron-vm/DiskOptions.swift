import ArgumentParser
import NeuronVM

/// What disk a machine is to get.
struct DiskOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A new disk of this size, such as 50G.", valueName: "size"))
  var size: String?

  @Option(
    help: ArgumentHelp("The storage pool of the new disk; the one of the first disk otherwise.", valueName: "pool"))
  var pool: String?

  @Option(help: ArgumentHelp("virtio, sata, scsi or usb; the one of the first disk otherwise.", valueName: "bus"))
  var bus: String?

  @Option(help: ArgumentHelp("qcow2 or raw; qcow2 for a new disk.", valueName: "format"))
  var format: String?

  @Option(help: ArgumentHelp("A disk image that is there already.", valueName: "file"), completion: .file())
  var path: String?

  @Option(
    help: ArgumentHelp("A volume that is there already: POOL/VOLUME, or its name.", valueName: "volume"))
  var volume: String?

  private var all: [(name: String, value: String?)] {
    [("size", size), ("pool", pool), ("bus", bus), ("format", format), ("path", path), ("volume", volume)]
  }

  /// Whether anything is said.
  var isGiven: Bool { all.contains { $0.value != nil } }

  /// The first option that is said; empty when there is none.
  var given: String { all.first { $0.value != nil }?.name ?? "" }

  /// The request, as typed.
  var request: DiskAdditionRequest {
    var request = DiskAdditionRequest()
    request.size = size
    request.pool = pool
    request.bus = bus
    request.format = format
    request.path = path
    request.volume = volume
    return request
  }
}
