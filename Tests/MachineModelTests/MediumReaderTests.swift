import FoundationEssentials
import TestSupport
import Testing

@testable import MachineModel

@Suite struct MediumReaderTests {
  private func medium(_ iso: StandInISO) -> Medium? { medium(iso.bytes) }

  private func medium(_ bytes: [UInt8]) -> Medium? {
    guard case .medium(let medium) = MediumReader(ImageBytes(whole: bytes)).progress() else { return nil }
    return medium
  }

  private func kind(_ bytes: [UInt8]) -> ImageKind? {
    guard case .notAnImage(let kind) = MediumReader(ImageBytes(whole: bytes)).progress() else { return nil }
    return kind
  }

  @Test(arguments: [
    (22631, "install.wim", GuestSystem.windows11, "Windows 11 (build 22631)"),
    (19045, "install.esd", .windows10, "Windows 10 (build 19045)"),
  ])
  func `a stand-in for Windows is known by the image of its installation, in UDF`(
    build: Int, image: String, system: GuestSystem, name: String
  ) {
    let medium = medium(
      .windows(build: build, editions: ["Pro & Co", "Home"].map { $0.replacing("&", with: "and") }, image: image))
    #expect(medium?.system == system)
    #expect(medium?.name == name)
    #expect(medium?.architectures == [.amd64])
    #expect(medium?.isBootable == true)
    #expect(medium?.missingBytes == 0)
    guard case .windows(let windows)? = medium?.kind else {
      Issue.record("it is not taken for Windows")
      return
    }
    #expect(windows.editions == ["Pro and Co", "Home"])
  }

  @Test func `Windows for ARM64 is told from the one for PCs`() {
    let medium = medium(.windows(architecture: 12))
    #expect(medium?.architectures == [.aarch64])
    #expect(medium?.system == .windows11)
  }

  @Test func `a Windows that is too old, or that does not tell, has no template`() {
    #expect(medium(.windows(build: 7601))?.system == nil)
    var iso = StandInISO.windows()
    iso.files["sources/install.wim"] = Array("nothing".utf8)
    let silent = medium(iso)
    #expect(silent?.system == nil)
    #expect(silent?.name == "Windows")
  }

  @Test(arguments: [true, false]) func `virtio drivers are known by their folders, not by a name`(hasJoliet: Bool) {
    var iso = StandInISO.virtioDrivers
    iso.label = "anything"
    iso.hasJoliet = hasJoliet
    #expect(
      medium(iso)?.kind == .virtioDrivers(VirtioDrivers(systems: [.windows10, .windows11], hasGuestAgent: true)))
    // The name alone is nothing.
    var empty = StandInISO(label: "virtio-win-0.1.240", files: ["README": [0]])
    empty.platforms = []
    #expect(medium(empty)?.kind == .other)
    #expect(medium(empty)?.isBootable == false)
  }

  @Test func `a Linux says itself what it is`() {
    let medium = medium(.linux)
    #expect(medium?.kind == .linux)
    #expect(medium?.name == #"Debian GNU/Linux 12.5.0 "Bookworm" - Official amd64 NETINST"#)
    #expect(medium?.architectures == [.amd64])
  }

  @Test func `an image that lost its end says how much`() {
    let bytes = StandInISO.linux.bytes + [UInt8](repeating: 0, count: 0)
    var iso = StandInISO.linux
    iso.files["pool/a.deb"] = [UInt8](repeating: 7, count: 1 << 20)
    let whole = iso.bytes
    #expect(medium(whole)?.missingBytes == 0)
    #expect(medium(Array(whole.dropLast(500 << 10)))?.missingBytes == UInt64(500 << 10))
    // Some programs that read discs leave the padding away.
    #expect(medium(Array(bytes.dropLast(2048)))?.missingBytes == 0)
    #expect(medium(Array(StandInISO.windows().bytes.dropLast(0)))?.missingBytes == 0)
  }

  @Test(arguments: [
    ("<!DOCTYPE html>\n<html>", ImageKind.webPage), ("\u{FEFF}\n <HTML lang=de>", .webPage), ("", .empty),
    ("hello", .unknown), ("BZh91AY", .bzip2), ("QFI\u{FB}", .unknown), ("KDMV\u{1}", .vmdk), ("vhdxfile", .vhdx),
    ("PK\u{3}\u{4}", .zip), ("Rar!", .rar), ("# Disk DescriptorFile\n", .vmdk), ("MSWIM\0\0\0", .wim),
  ])
  func `what is no ISO is called by its name`(text: String, expected: ImageKind) {
    #expect(kind(Array(text.utf8)) == expected)
    #expect(kind(Array(text.utf8) + [UInt8](repeating: 0, count: text.isEmpty ? 0 : 100_000)) == expected)
  }

  @Test(arguments: [
    ([0x1F, 0x8B, 8] as [UInt8], ImageKind.gzip), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], .xz),
    ([0x28, 0xB5, 0x2F, 0xFD], .zstd), ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .sevenZip),
    ([0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 3], .qcow2),
  ])
  func `packed files and disk images are called by their names`(bytes: [UInt8], expected: ImageKind) {
    #expect(kind(bytes) == expected)
  }

  @Test func `the boot record of a disk alone makes no ISO, and takes none away`() {
    var disk = [UInt8](repeating: 0, count: 65_536)
    (disk[510], disk[511]) = (0x55, 0xAA)
    #expect(kind(disk) == .disk)
    var hybrid = StandInISO.linux.bytes
    (hybrid[510], hybrid[511]) = (0x55, 0xAA)
    #expect(medium(hybrid)?.kind == .linux)
  }

  @Test func `only the blocks that are needed are asked for`() {
    var iso = StandInISO.windows()
    iso.files["sources/filler.bin"] = [UInt8](repeating: 1, count: 4 << 20)
    let bytes = iso.bytes
    var image = ImageBytes(size: UInt64(bytes.count))
    var asked: [UInt64] = []
    while case .needs(let block) = MediumReader(image).progress(), asked.count < 1000 {
      asked.append(block)
      let range = image.range(ofBlock: block)
      image.fill(block: block, with: Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)]))
    }
    #expect(MediumReader(image).progress() == MediumReader(ImageBytes(whole: bytes)).progress())
    #expect(asked.count < 12, "\(asked)")
    #expect(Set(asked).count == asked.count)
  }

  @Test func `an image that shrinks while it is read is read to an end`() {
    let bytes = StandInISO.windows().bytes
    var image = ImageBytes(size: UInt64(bytes.count))
    var count = 0
    while case .needs(let block) = MediumReader(image).progress(), count < 1000 {
      count += 1
      image.fill(block: block, with: block == 0 ? Array(bytes.prefix(65_536)) : [])
    }
    #expect(count < 20)
  }

  @Test func `a folder that contains itself ends`() {
    // Each folder of this image is its root.
    var bytes = StandInISO.virtioDrivers.bytes
    let root = 16 * 2048 + 156
    let (place, size) = (Array(bytes[root + 2..<root + 10]), Array(bytes[root + 10..<root + 18]))
    for start in bytes.indices.dropLast(40) where bytes[start] > 34 && bytes[start + 25] == 2 && start > root {
      bytes.replaceSubrange(start + 2..<start + 10, with: place)
      bytes.replaceSubrange(start + 10..<start + 18, with: size)
    }
    #expect(medium(bytes) != nil)
  }
}

/// The seeds of the fuzzed gate `media`, which are stand-ins as patches; `RECORD_SNAPSHOTS=1` writes them anew.
@Suite struct MediaCorpusTests {
  @Test(arguments: ["windows", "drivers", "plain-drivers", "linux"])
  func `the kept corpus is made of the stand-ins`(name: String) throws {
    var plain = StandInISO.virtioDrivers
    plain.hasJoliet = false
    let all = ["windows": StandInISO.windows(), "drivers": .virtioDrivers, "plain-drivers": plain, "linux": .linux]
    let expected = try #require(all[name]?.patches)
    let path = PackageRoot.path + "/Fuzz/corpus/media/" + name
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try FileManager.default.createDirectory(
        atPath: PackageRoot.path + "/Fuzz/corpus/media", withIntermediateDirectories: true)
      try Data(expected).write(to: URL(filePath: path))
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == Data(expected))
  }
}
