/// Recognises an image by its content.
///
/// Pure: it works on the blocks at hand and says which one it needs next, see ``ImageBytes``.
public struct MediumReader: Sendable {
  private let image: ImageBytes

  /// What reading has come to.
  public enum Progress: Hashable, Sendable {
    /// This block has to be fetched; then begin again.
    case needs(block: UInt64)
    /// It is an ISO image, and this is on it.
    case medium(Medium)
    /// It is none, but this.
    case notAnImage(ImageKind)
  }

  /// Reads an image as far as it has been fetched.
  public init(_ image: ImageBytes) { self.image = image }

  /// What can be said with the blocks that are there.
  public func progress() -> Progress {
    do throws(ImageReading) {
      guard let volume = try ISOVolume(image) else {
        return .notAnImage(ImageKind(beginning: try image.prefix(at: 0, upTo: 512), size: image.size))
      }
      return .medium(try medium(volume))
    } catch {
      if case .needs(let block) = error { return .needs(block: block) }
      return .notAnImage(.unknown)
    }
  }

  private func medium(_ volume: ISOVolume) throws(ImageReading) -> Medium {
    var medium = Medium(
      kind: .other, label: volume.label, isBootable: volume.startsByBIOS || volume.startsByUEFI)
    medium.missingBytes = try missingBytes(volume)
    guard let files = try MediumFiles(volume, image) else { return medium }
    medium.architectures = try architectures(files)
    if let windows = try windows(files, &medium.architectures) {
      medium.kind = .windows(windows)
      medium.name = windows.build.map { "\(windows.title) (build \($0))" } ?? windows.title
    } else if let drivers = try drivers(files) {
      medium.kind = .virtioDrivers(drivers)
      medium.name = volume.label.isEmpty ? nil : volume.label
    } else if try isLinux(files) {
      medium.kind = .linux
      medium.name = try linuxName(files, &medium.architectures)
    }
    if medium.architectures.isEmpty, volume.startsByBIOS { medium.architectures = [.amd64] }
    return medium
  }

  /// Padding at the end is of no use to anybody, and some programs that read discs leave it away: 150 sectors.
  private static let padding: UInt64 = 150 * ISOVolume.sectorSize

  private func missingBytes(_ volume: ISOVolume) throws(ImageReading) -> UInt64 {
    let udfEnd = volume.hasUDF ? try UDFVolume(image)?.end ?? 0 : 0
    let wanted = max(volume.size, udfEnd)
    return wanted > image.size &+ Self.padding ? wanted - image.size : 0
  }

  // MARK: - Windows

  private func windows(
    _ files: MediumFiles, _ architectures: inout Set<ProcessorArchitecture>
  ) throws(ImageReading) -> WindowsMedium? {
    guard try files.has("sources"), try files.hasAny("bootmgr", "bootmgr.efi", "setup.exe") else { return nil }
    for name in ["install.wim", "install.esd", "install.swm"] {
      guard let file = try files.find("sources/" + name) else { continue }
      guard let image = try WindowsImage(file, in: files) else { break }
      if !image.architectures.isEmpty { architectures = image.architectures }
      return image.medium
    }
    let marks = try files.hasAny(
      "sources/boot.wim", "sources/cversion.ini", "sources/install.wim", "sources/install.esd")
    guard marks else { return nil }
    let about = try files.text(of: "sources/idwbinfo.txt", upTo: 1024)?.lowercased() ?? ""
    if about.contains("buildarch=arm64") { architectures = [.aarch64] }
    if about.contains("buildarch=amd64") { architectures = [.amd64] }
    return WindowsMedium()
  }

  // MARK: - Drivers

  /// Windows' names in the folders of virtio-win.
  private static let driverFolders: [(GuestSystem, String)] = [(.windows10, "w10"), (.windows11, "w11")]

  private func drivers(_ files: MediumFiles) throws(ImageReading) -> VirtioDrivers? {
    guard try files.hasAll("viostor", "NetKVM") else { return nil }
    var drivers = VirtioDrivers()
    for (system, folder) in Self.driverFolders {
      let paths = ("viostor/\(folder)/amd64/viostor.inf", "NetKVM/\(folder)/amd64/netkvm.inf")
      if try files.hasAll(paths.0, paths.1) { drivers.systems.insert(system) }
    }
    // Without long names the folder is called GUEST_AG.
    drivers.hasGuestAgent = try files.hasAny("guest-agent", "GUEST_AG")
    return drivers
  }

  // MARK: - Linux

  /// What the installers and live systems of the distributions have in their root folders.
  private static let linuxMarks = [
    ".treeinfo", "casper", "live", "install.amd", "isolinux", "LiveOS", "images/pxeboot", "arch/boot", "boot/x86_64",
    "boot/vmlinuz", "boot/grub", "vmlinuz", "boot/syslinux",
  ]

  private func isLinux(_ files: MediumFiles) throws(ImageReading) -> Bool {
    for mark in Self.linuxMarks where try files.has(mark) { return true }
    return false
  }

  private func linuxName(
    _ files: MediumFiles, _ architectures: inout Set<ProcessorArchitecture>
  ) throws(ImageReading) -> String? {
    // Debian and its relatives; without long names it is called _DISK.
    for path in [".disk/info", "_disk/info"] {
      guard let info = try files.text(of: path, upTo: 200) else { continue }
      if architectures.isEmpty {
        if info.contains("amd64") { architectures = [.amd64] }
        if info.contains("arm64") { architectures = [.aarch64] }
      }
      return info.split(whereSeparator: \.isNewline).first.map { ByteFields.text(Array($0.utf8)) }
    }
    // Fedora and its relatives.
    guard let lines = try files.text(of: ".treeinfo", upTo: 4096)?.split(whereSeparator: \.isNewline) else {
      return nil
    }
    return lines.first { $0.hasPrefix("name =") }.map { ByteFields.text(Array($0.dropFirst(6).utf8)) }
  }

  // MARK: - Architectures

  /// The programs that UEFI starts from a medium; their names are of its specification, 3.5.1.1.
  private static let loaders: [(String, ProcessorArchitecture)] = [
    ("efi/boot/bootx64.efi", .amd64), ("efi/boot/bootia32.efi", .i686), ("efi/boot/bootaa64.efi", .aarch64),
    ("efi/boot/bootriscv64.efi", .riscv64),
  ]

  private func architectures(_ files: MediumFiles) throws(ImageReading) -> Set<ProcessorArchitecture> {
    var found: Set<ProcessorArchitecture> = []
    for (path, architecture) in Self.loaders where try files.has(path) { found.insert(architecture) }
    return found
  }
}
