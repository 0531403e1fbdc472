import Text
public import XML

/// A definition from a file that anybody may have written, without what reaches the host that is to run it.
///
/// What stays is what is known to touch nothing but the guest: an element, device or place that is not known here goes,
/// whatever it is. Source: libvirt, “Domain XML format”.
public struct StrangersDomain: Hashable, Sendable {
  /// The definition.
  public private(set) var element: Element
  /// What was taken away, as sentences, each once.
  public private(set) var removed: [String] = []

  /// Files of this host that take the place of those that it started where it was.
  public struct BootFiles: Hashable, Sendable {
    /// The kernel.
    public let kernel: String
    /// Its first file system; nil for none.
    public let initrd: String?

    /// Names the files.
    public init(kernel: String, initrd: String?) {
      self.kernel = kernel
      self.initrd = initrd
    }
  }

  /// Takes away what reaches the host.
  ///
  /// - Parameters:
  ///   - disks: The targets of the disks that come with the file.
  ///   - boot: The kernel that comes with it; nil when none does.
  public init(of domain: Element, keeping disks: Set<String>, starting boot: BootFiles? = nil) {
    element = domain
    let name = domain.first("name")?.text ?? ""
    element.children = domain.children.compactMap { node in
      guard case .element(var child) = node else { return nil }
      // What other tools noted about the machine is text to everybody else.
      if child.namespace == nil, child.name == "metadata" { return node }
      guard child.namespace == nil, Self.parts.contains(child.name) else {
        note(tr("“%1$@” in its definition was left out: it may reach this computer.", child.qualifiedName))
        return nil
      }
      Self.dropForeign(&child)
      return .element(child)
    }
    var notes: [String] = []
    element.editEach("os") { system in
      for note in Self.restrictFirmware(&system, boot) { notes.append(note) }
    }
    element.editEach("memoryBacking") { memory in
      // Locked memory is taken from everybody else.
      memory.children.removeAll {
        !["hugepages", "nosharepages", "source", "access", "allocation", "discard"].contains($0.element?.name)
      }
    }
    element.editEach("sysinfo") { information in
      information.removeAll("entry") { $0["file"] != nil }
    }
    element.editEach("devices") { devices in
      var kept: [Node] = []
      for child in devices.elements {
        if let device = StrangersDevice(child, of: name, keeping: disks) {
          kept.append(.element(device.element))
          if let text = device.removed { notes.append(text) }
        } else if child.name != "emulator" {
          notes.append(
            tr(
              "The device “%1$@” was left out: it may reach this computer.",
              [child.name, child["type"] ?? child["model"], child.first("target")?["dev"]].compactMap { $0 }
                .joined(separator: " ")))
        }
      }
      devices.children = kept
    }
    for text in notes { note(text) }
  }

  private mutating func note(_ text: String) { if !removed.contains(text) { removed.append(text) } }

  /// The parts of a machine that say what the guest is.
  private static let parts: Set<String> = [
    "name", "uuid", "genid", "title", "description", "memory", "currentMemory", "maxMemory", "memoryBacking", "vcpu",
    "vcpus", "iothreads", "iothreadids", "cputune", "numatune", "os", "sysinfo", "features", "cpu", "clock",
    "on_poweroff", "on_reboot", "on_crash", "pm", "devices",
  ]

  private static func dropForeign(_ element: inout Element) {
    element.children.removeAll { $0.element.map { $0.namespace != nil } ?? false }
    element.editAll { dropForeign(&$0) }
  }

  /// Paths of firmware and of kernels are files of the host: libvirt chooses the one, and the other is to be given anew.
  private static func restrictFirmware(_ system: inout Element, _ boot: BootFiles?) -> [String] {
    var notes: [String] = []
    if let loader = system.first("loader") {
      system.removeAll("loader")
      if loader["type"] == "pflash", system["firmware"] == nil {
        system["firmware"] = "efi"
        if system.first("firmware") == nil {
          system.children.append(
            .element(
              Element("firmware") {
                Element(
                  "feature", ["enabled": loader["secure"] == "yes" ? "yes" : "no", "name": "secure-boot"])
              }))
        }
        notes.append(tr("libvirt chooses its firmware, instead of the file that its definition names."))
      }
    }
    let (kernel, words) = (system.first("kernel")?.text, system.first("cmdline")?.text)
    if let kernel, boot == nil {
      notes.append(tr("It no longer starts the kernel %1$@, which is a file of another computer.", kernel))
    }
    let known: Set<String> = ["type", "boot", "bootmenu", "bios", "smbios", "firmware"]
    system.children.removeAll { !known.contains($0.element?.name ?? "") }
    if let boot, kernel != nil {
      // What the kernel is told is the guest's affair alone.
      let parts = [("kernel", boot.kernel), ("initrd", boot.initrd), ("cmdline", words)]
      for case (let name, let text?) in parts { system.children.append(.element(.text(name, text))) }
    }
    return notes
  }
}
