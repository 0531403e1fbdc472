import Text
import XML

extension DomainCopy {
  /// Takes away, or renames, what two machines cannot both have; tells what changed.
  static func separate(_ devices: inout Element, from oldName: String, to newName: String) -> [String] {
    var notes: [String] = []
    devices.editEach("graphics") { screen in
      if screen["port"].map({ $0 != "-1" && $0 != "0" }) ?? false, screen["autoport"] != "yes" {
        notes.append(tr("The screen gets a port of its own: the fixed one stays with “%1$@”.", oldName))
        screen["port"] = "-1"
        screen["autoport"] = "yes"
      }
      if screen["tlsPort"] != nil, screen["autoport"] == "yes" { screen["tlsPort"] = nil }
      screen["socket"] = nil
      screen["websocket"] = screen["websocket"] == nil ? nil : "-1"
      screen.editEach("listen") { if $0["type"] == "socket" { $0["socket"] = nil } }
    }
    for name in ["serial", "parallel", "console", "channel"] {
      devices.editEach(name) { port in separate(&port, name, from: oldName, to: newName, &notes) }
    }
    devices.editEach("shmem") { memory in
      // Named after the machine by us; shared with the old machine it would show its screen.
      if let shared = memory["name"], let own = renamed(shared, from: oldName, to: newName) { memory["name"] = own }
    }
    devices.editEach("vsock") { socket in
      socket.editEach("cid") { number in
        number["auto"] = "yes"
        number["address"] = nil
      }
    }
    return notes
  }

  /// A port of a machine that is a file or a socket of the host.
  private static func separate(
    _ port: inout Element, _ name: String, from oldName: String, to newName: String, _ notes: inout [String]
  ) {
    let type = port["type"]
    port.editEach("log") { log in
      if let path = log["file"] { log["file"] = renamed(path, from: oldName, to: newName) ?? path + "-" + newName }
    }
    guard type == "unix" || type == "file", let path = port.first("source")?["path"] else { return }
    if name == "channel", port.first("target")?["type"] == "virtio", port.first("source")?["mode"] != "connect" {
      // libvirt makes one of its own for each machine.
      port.removeAll("source")
      return
    }
    let own = renamed(path, from: oldName, to: newName) ?? path + "-" + newName
    port.editEach("source") { $0["path"] = own }
    // A console repeats its serial port.
    if name != "console" { notes.append(tr("Its port at %1$@ is now at %2$@.", path, own)) }
  }

  /// A text with the new name in place of the old one; nil when the old one is not in it.
  private static func renamed(_ text: String, from oldName: String, to newName: String) -> String? {
    guard !oldName.isEmpty, let range = text.ranges(of: oldName).last else { return nil }
    return text.replacingCharacters(in: range, with: newName)
  }

  /// What stays and two machines cannot use at once.
  static func notes(on domain: Element) -> [String] {
    var notes: [String] = []
    let devices = domain.first("devices") ?? Element("devices")
    let given = devices.all("hostdev").filter { $0["mode"] == "subsystem" }
    if !given.isEmpty {
      notes.append(
        trn(
          "It is given the same device of the host, so the two cannot run at the same time.",
          "It is given the same %1$@ devices of the host, so the two cannot run at the same time.", given.count))
    }
    if devices.all("disk").contains(where: { $0["type"] == "nvme" }) {
      notes.append(tr("It is given the same NVMe drive of the host, so the two cannot run at the same time."))
    }
    let commands = ["commandline", "override"].contains { name in
      domain.elements.contains { $0.name == name && $0.namespace?.contains("schemas/domain/qemu") == true }
    }
    if commands {
      notes.append(tr("What was passed to QEMU by hand stays as it is; look whether both may have it."))
    }
    if !domain.all("seclabel").filter({ $0["type"] == "static" }).isEmpty {
      notes.append(tr("Its fixed security label stays; look whether it may use the new files."))
    }
    return notes
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
