import FoundationEssentials
import MachineModel
import Text

/// A wish for a disk whose texts have become values; what could not become one is in `problems`.
struct DiskAdditionInput: Sendable {
  var bus: DiskBus?
  var format: String?
  var size: ByteCount?
  /// The absolute path of an image that is there already.
  var path: String?
  let volume: String?
  let pool: String?
  private(set) var problems: [Problem] = []

  init(_ request: DiskAdditionRequest) {
    pool = request.pool
    volume = request.volume
    path = request.path.map { $0.hasPrefix("/") ? $0 : FileManager.default.currentDirectoryPath + "/" + $0 }
    let ways = [request.size, request.path, request.volume].compactMap { $0 }
    if ways.count != 1 {
      add(
        "disk", tr("Say what disk it is to be: a new one with --size, or one that is there with --path or --volume."),
        tr("Such as --size 50G."))
    }
    if request.pool != nil, request.size == nil, ways.count == 1 {
      add("pool", tr("--pool is for a new disk."), tr("Name a volume as POOL/VOLUME."))
    }
    if let text = request.bus {
      bus = DiskBus(rawValue: text).flatMap { $0 == .ide ? nil : $0 }
      if bus == nil {
        add("bus", tr("There is no bus “%1$@” for a disk.", text), tr("Choose virtio, sata, scsi or usb."))
      }
    }
    if let text = request.format {
      format = ["qcow2", "raw"].contains(text) ? text : nil
      if format == nil {
        add("format", tr("There is no format “%1$@” for a disk here.", text), tr("Choose qcow2 or raw."))
      }
    }
    if let text = request.size {
      do throws(ByteCountError) {
        let size = try ByteCount(parsing: text)
        self.size = size
        if size < .mebibytes(1) || size.bytes % 512 != 0 {
          add("size", tr("A disk has at least 1 MiB, in whole sectors of 512 bytes."), nil)
        }
      } catch {
        add("size", error.description, nil)
      }
    }
  }

  private mutating func add(_ code: String, _ message: String, _ remedy: String?) {
    problems.append(Problem(code: code, message: message, remedy: remedy))
  }
}
