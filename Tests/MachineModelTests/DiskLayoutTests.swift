import MachineModel
import Testing

@Suite struct DiskLayoutTests {
  private func disk(_ parts: [(Int, [UInt8])]) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: DiskLayout.size)
    for (offset, part) in parts { bytes.replaceSubrange(offset..<(offset + part.count), with: part) }
    return bytes
  }

  private func gpt(_ types: [[UInt8]], sector: Int = 512) -> [(Int, [UInt8])] {
    let header: [(Int, [UInt8])] = [
      (sector, Array("EFI PART".utf8)), (sector + 72, [2]), (sector + 80, [128]), (sector + 84, [128]),
    ]
    return header + types.enumerated().map { (2 * sector + $0.offset * 128, $0.element) }
  }

  private let system: [UInt8] = [0x28, 0x73, 0x2A, 0xC1]
  private let reserved: [UInt8] = [0x16, 0xE3, 0xC9, 0xE3]
  private let linux: [UInt8] = [0xAF, 0x3D, 0xC6, 0x0F]

  @Test func `Windows on UEFI is known by Microsoft's reserved partition`() {
    for sector in [512, 4096] {
      let layout = DiskLayout(disk(gpt([system, reserved], sector: sector)))
      #expect(layout.table == .gpt && layout.hasSystemPartition && layout.hasWindows && !layout.hasLinux)
      let guess = TemplateGuess(layout: layout)
      #expect(guess.template == "windows10-basic" && guess.firmware == .uefi)
    }
  }

  @Test func `Linux is known by its partitions, with either firmware`() {
    let uefi = TemplateGuess(layout: DiskLayout(disk(gpt([system, linux]))))
    #expect(uefi.template == "linux" && uefi.firmware == .uefi)
    let old = disk([(510, [0x55, 0xAA]), (446, [0x80]), (450, [0x83])])
    let bios = TemplateGuess(layout: DiskLayout(old))
    #expect(bios.template == "linux" && bios.firmware == .bios)
  }

  @Test func `NTFS alone is no Windows, its loader is`() {
    let table: [(Int, [UInt8])] = [(510, [0x55, 0xAA]), (446, [0x80]), (450, [0x07]), (454, [0, 8, 0, 0])]
    #expect(!DiskLayout(disk(table)).hasWindows)
    #expect(DiskLayout(disk(table + [(1_048_576 + 300, Array("BOOTMGR".utf8))])).hasWindows)
  }

  @Test func `an empty disk, nothing, and lies about sizes are no table`() {
    #expect(DiskLayout([]).table == .none)
    #expect(DiskLayout(disk([])).table == .none)
    let lies = disk(gpt([]) + [(584, [255, 255, 255, 255, 255, 255, 255, 255])])
    #expect(!DiskLayout(lies).hasSystemPartition)
    #expect(DiskLayout(Array(disk(gpt([system])).prefix(700))).table == .gpt)
  }

  @Test func `a description comes before a guess`() {
    let guess = TemplateGuess(
      layout: DiskLayout(disk(gpt([linux]))), declared: GuestSystem(namedElsewhere: "windows11_64Guest"),
      declaredFirmware: .uefi)
    #expect(guess.template == "windows11-basic" && guess.firmware == .uefi)
    #expect(GuestSystem(namedElsewhere: "Debian_64") == .linux)
    #expect(GuestSystem(namedElsewhere: "Windows10_64") == .windows10)
    #expect(GuestSystem(namedElsewhere: "solaris11_64Guest") == nil)
  }
}
