import MachineModel

extension Disk {
  /// Where the disk's data is, as text; nil for an empty drive.
  var place: String? { source?.place }
}

extension Disk.Source {
  /// The path of the data, or pool and volume for what is named so; nil where libvirt gives no name.
  var place: String? {
    switch self {
    case .file(let path), .block(let path): path
    case .volume(let pool, let volume): pool + "/" + volume
    case .other(_, let name): name
    }
  }
}
