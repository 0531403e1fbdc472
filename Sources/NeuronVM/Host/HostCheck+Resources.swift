import FoundationEssentials
import Libvirt
import MachineModel
import Text

extension HostCheck {
  func networkLine(_ hypervisor: Hypervisor) async -> HostCheckLine {
    func line(_ status: HostCheckLine.Status, _ finding: String, _ remedy: String? = nil) -> HostCheckLine {
      HostCheckLine(code: "network", status: status, title: tr("Default network"), finding: finding, remedy: remedy)
    }
    if choice.isSession { return line(.ok, tr("a session's machines use QEMU's own network")) }
    guard let networks = try? await hypervisor.connection.networks() else {
      return line(.warning, tr("libvirt did not tell"))
    }
    guard let network = networks.first(where: { $0.name == "default" }) else {
      return line(
        .warning, tr("there is no network “default”"),
        tr(
          "Define it: virsh net-define /usr/share/libvirt/networks/default.xml. Until then machines need --network user."
        ))
    }
    if choice.isLocal, !Self.hasDnsmasq {
      return line(
        .warning, tr("dnsmasq is missing, without which it does not start"),
        tr("Install it (Debian: apt install dnsmasq-base; Fedora: dnf install dnsmasq; Arch: pacman -S dnsmasq)."))
    }
    return network.isActive
      ? line(.ok, tr("it is active"))
      : line(.ok, tr("it is not active, and is started with the first machine that needs it"))
  }

  private static var hasDnsmasq: Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    // Where administrators' programs are, an ordinary user's path often does not lead.
    let folders = path.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin", "/usr/bin"]
    return folders.contains { FileManager.default.isExecutableFile(atPath: $0 + "/dnsmasq") }
  }

  func poolLine(_ hypervisor: Hypervisor) async -> HostCheckLine {
    func line(_ status: HostCheckLine.Status, _ finding: String, _ remedy: String? = nil) -> HostCheckLine {
      HostCheckLine(code: "storage", status: status, title: tr("Storage pool"), finding: finding, remedy: remedy)
    }
    guard let pools = try? await hypervisor.storagePools() else {
      return line(.warning, tr("libvirt did not tell"))
    }
    guard let pool = pools.first(where: { $0.name == "default" }) else {
      if choice.isSession, !choice.isLocal {
        return line(.warning, tr("“default” is not there"), tr("Make one there: virsh pool-define-as --help"))
      }
      return line(.ok, tr("“default” is not there yet, and is made with the first machine"))
    }
    guard pool.isActive else {
      return line(.ok, tr("“default” is not active, and is started with the first machine"))
    }
    let info = try? await hypervisor.connection.withStoragePool(named: "default") { pool throws(LibvirtError) in
      try pool.info()
    }
    guard let info else { return line(.warning, tr("libvirt did not tell how full “default” is")) }
    let free = ByteCount.gibibytes(info.available >> 30)
    if info.available < 20 << 30 {
      return line(
        .warning, tr("“default” has %1$@ free, and a Windows needs 20 GiB or more", free),
        tr("Free some space, or choose another pool with --pool."))
    }
    return line(.ok, tr("“default” has %1$@ free", free))
  }

  func groupLines(connected: Bool) -> [HostCheckLine] {
    guard choice.isLocal, !choice.isSession else { return [] }
    let groups = Self.ownGroups
    let title = tr("Groups")
    if groups.contains("root") || groups.contains("libvirt") {
      return [
        HostCheckLine(
          code: "groups", status: .ok, title: title, finding: tr("this user may manage machines"), remedy: nil)
      ]
    }
    return [
      HostCheckLine(
        code: "groups", status: connected ? .ok : .warning, title: title,
        finding: connected
          ? tr("this user is not in the group libvirt, and was let in all the same")
          : tr("this user is not in the group libvirt"),
        remedy: connected ? nil : tr("Join it: sudo usermod -aG libvirt $USER, then log in again."))
    ]
  }

  /// The names of this process's groups, by the kernel's numbers and the system's list of names.
  private static var ownGroups: Set<String> {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    var numbers: Set<Substring> = []
    for line in status.split(separator: "\n") where line.hasPrefix("Groups:") || line.hasPrefix("Gid:") {
      numbers.formUnion(line.split(whereSeparator: \.isWhitespace).dropFirst())
    }
    let list = (try? String(contentsOfFile: "/etc/group", encoding: .utf8)) ?? ""
    return Set(
      list.split(separator: "\n").compactMap { line in
        let fields = line.split(separator: ":", omittingEmptySubsequences: false)
        return fields.count > 2 && numbers.contains(fields[2]) ? String(fields[0]) : nil
      })
  }
}
