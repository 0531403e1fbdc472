internal import Glibc
import MachineModel

/// Finds the processes that have USB devices open, by the links in `/proc/PID/fd`.
struct USBUseReader {
  let root: HostRoot
  /// The device of each node, by its name below `/dev`.
  private let nodes: [String: USBPort]

  init(root: HostRoot, devices: [USBDevice]) {
    self.root = root
    var nodes: [String: USBPort] = [:]
    for device in devices { nodes[Self.node(of: device)] = device.port }
    for (folder, isBlock) in [("sys/dev/char", false), ("sys/dev/block", true)] {
      guard let numbers = root.names(folder), let links = HostFolder(folder, in: root) else { continue }
      for text in numbers {
        guard let number = DeviceNumber(text, isBlock: isBlock), let link = links.link(text),
          let place = SysfsPath(link: link, in: folder), let port = place.usbPort
        else { continue }
        nodes[DeviceNodeName.name(of: place.path, number)] = port
      }
    }
    self.nodes = nodes
  }

  private static func node(of device: USBDevice) -> String {
    func three(_ number: Int) -> String { String("00\(number)".suffix(3)) }
    return "bus/usb/\(three(device.bus))/\(three(device.address))"
  }

  /// The processes by device, in their order.
  func holders() -> [USBPort: [DeviceHolder]] {
    guard !nodes.isEmpty else { return [:] }
    var holders: [USBPort: [DeviceHolder]] = [:]
    let own = root.isLive ? Int(getpid()) : 0
    for process in (root.names("proc") ?? []).compactMap({ Int($0) }).filter({ $0 > 0 && $0 != own }).sorted() {
      var found: [USBPort: Set<String>] = [:]
      let descriptor = root.open("proc/\(process)/fd", O_RDONLY | O_DIRECTORY)
      _ = forEachName(descriptor) { folder, name in
        guard let path = Self.target(folder, name), let port = nodes[String(path.dropFirst("/dev/".count))] else {
          return
        }
        found[port, default: []].insert(path)
      }
      guard !found.isEmpty else { continue }
      let name = root.text("proc/\(process)/comm") ?? ""
      for (port, nodes) in found {
        holders[port, default: []].append(
          DeviceHolder(process: process, name: name, nodes: nodes.sorted(), devices: []))
      }
    }
    return holders
  }

  /// Where a link leads when that is a node; nil for anything else.
  private static func target(_ folder: CInt, _ link: UnsafePointer<CChar>) -> String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer -> String? in
      guard let start = buffer.baseAddress else { return nil }
      let length = readlinkat(folder, link, start, 127)
      guard length > 5, length < 127 else { return nil }
      start[length] = 0
      guard strncmp(start, "/dev/", 5) == 0 else { return nil }
      return String(validatingCString: start)
    }
  }
}
