import Text
import XML

/// A device of a stranger's definition, without what reaches the host; there is none where nothing would be left of it.
struct StrangersDevice {
  var element: Element
  /// What was taken from it, as a sentence; nil when it is nothing to speak of.
  var removed: String?

  init?(_ device: Element, of machine: String, keeping disks: Set<String>) {
    guard device.namespace == nil else { return nil }
    element = device
    switch device.name {
    case "disk": guard restrictDisk(disks) else { return nil }
    case "interface": guard restrictCard() else { return nil }
    case "serial", "console", "parallel", "channel": guard restrictPort() else { return nil }
    case "graphics": guard restrictScreen() else { return nil }
    case "tpm":
      guard let backend = device.first("backend"), backend["type"] == "emulator" else { return nil }
      keep(["backend", "alias"])
      element.editEach("backend") { backend in
        backend.children.removeAll { $0.element?.name != "active_pcr_banks" }
      }
    case "rng":
      let backend = device.first("backend")
      let isRandom = backend?["model"] == "random" && ["", "/dev/urandom", "/dev/random"].contains(backend?.text)
      guard isRandom || backend?["model"] == "builtin" else { return nil }
    case "input":
      guard ["tablet", "mouse", "keyboard"].contains(device["type"]) else { return nil }
      element.removeAll("source")
    case "audio":
      guard ["none", "spice"].contains(device["type"]) else {
        element["type"] = "none"
        element.children = []
        for name in ["serverName", "runtimeName", "dev", "path"] { element[name] = nil }
        return
      }
    case "shmem":
      guard let name = device["name"], name == "looking-glass-" + machine, !name.contains("/"),
        device.first("model")?["type"] == "ivshmem-plain"
      else { return nil }
      keep(["model", "size", "address", "alias"])
    case "redirdev", "smartcard":
      guard device["type"] == "spicevmc" else { return nil }
      keep(["address", "alias", "boot"])
    case "video": element.editEach("model") { $0.editEach("acceleration") { $0["rendernode"] = nil } }
    case "memory":
      guard ["dimm", "virtio-mem"].contains(device["model"]), device.first("source", "path") == nil else { return nil }
    case "controller", "sound", "memballoon", "watchdog", "panic", "iommu", "vsock", "hub", "redirfilter": break
    default: return nil
    }
    // A card's ROM is a file that the guest can read.
    element.editEach("rom") { $0["file"] = nil }
  }

  private mutating func keep(_ names: Set<String>) {
    element.children.removeAll { !names.contains($0.element?.name ?? "") }
  }

  private mutating func restrictDisk(_ disks: Set<String>) -> Bool {
    let kind = element["device"] ?? "disk"
    let isDrive = ["cdrom", "floppy"].contains(kind)
    guard isDrive || disks.contains(element.first("target")?["dev"] ?? "") else { return false }
    guard isDrive || kind == "disk" || kind == "lun" else { return false }
    if kind == "lun" { element["device"] = "disk" }
    for name in ["rawio", "sgio"] { element[name] = nil }
    element["type"] = "file"
    let place = element.first("source").flatMap { $0["file"] ?? $0["dev"] ?? $0["name"] }
    if isDrive, let place { removed = tr("Its drive is empty: %1$@ is a file of another computer.", place) }
    keep([
      "driver", "target", "iotune", "blockio", "serial", "wwn", "vendor", "product", "boot", "address", "alias",
      "geometry", "readonly",
    ])
    // The place of the disk that comes with the file is filled in by who makes it.
    if !isDrive { element.children.append(.element(Element("source"))) }
    return true
  }

  private mutating func restrictCard() -> Bool {
    let isUsual =
      ["network", "bridge", "user"].contains(element["type"])
      || (element["type"] == "direct" && element.first("source")?["mode"] != "passthrough")
    guard isUsual else { return false }
    keep([
      "mac", "source", "model", "driver", "link", "boot", "address", "alias", "mtu", "coalesce", "bandwidth",
      "virtualport", "vlan", "rom", "filterref", "port", "acpi",
    ])
    element.editEach("source") { source in
      source.children = []
      source.attributes.removeAll { !["network", "bridge", "dev", "mode", "portgroup"].contains($0.name) }
    }
    return true
  }

  private mutating func restrictPort() -> Bool {
    let type = element["type"]
    let isChannel = element.name == "channel"
    let isUsual = type == "pty" || (isChannel && ["unix", "spicevmc", "qemu-vdagent"].contains(type))
    element["tty"] = nil
    let source = element.first("source")
    keep(
      isChannel && type == "qemu-vdagent" ? ["source", "target", "address", "alias"] : ["target", "address", "alias"])
    if isUsual { return true }
    guard element.name == "serial" || element.name == "console" else { return false }
    element["type"] = "pty"
    removed = tr(
      "Its serial port is a terminal of libvirt's, instead of %1$@.", source?["path"] ?? source?["host"] ?? type ?? "")
    return true
  }

  private mutating func restrictScreen() -> Bool {
    let type = element["type"] ?? ""
    guard ["vnc", "spice", "egl-headless"].contains(type) else { return false }
    element.attributes.removeAll {
      !["type", "port", "autoport", "keymap", "passwd", "passwdValidTo", "sharePolicy", "defaultMode"].contains($0.name)
    }
    let isLocal = { (address: String?) in [nil, "127.0.0.1", "::1", "localhost"].contains(address) }
    element.editEach("gl") { $0["rendernode"] = nil }
    for listen in element.all("listen") where listen["type"] == "address" && !isLocal(listen["address"]) {
      removed = tr("Its screen is shown on this computer only, instead of at %1$@.", listen["address"] ?? "")
    }
    element.editEach("listen") { listen in
      switch listen["type"] {
      case "none", "socket": listen = Element("listen", ["type": listen["type"] ?? "none"])
      default: listen = Element("listen", ["type": "address", "address": "127.0.0.1"])
      }
    }
    return true
  }
}
