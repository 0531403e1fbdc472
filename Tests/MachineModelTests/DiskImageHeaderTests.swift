import MachineModel
import Testing

@Suite struct DiskImageHeaderTests {
  /// A header with numbers at their places.
  private func bytes(_ parts: [(Int, [UInt8])], count: Int = 1024) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    for (offset, part) in parts { bytes.replaceSubrange(offset..<(offset + part.count), with: part) }
    return bytes
  }

  private func result(_ head: [UInt8], tail: [UInt8] = [], name: String = "disk.img") -> String {
    do {
      let size = UInt64(head.count)
      return try DiskImageHeader(
        head: head, tail: tail.isEmpty ? Array(head.suffix(512)) : tail, size: size, name: name
      )
      .format.rawValue
    } catch {
      return "\(error)"
    }
  }

  private let qcow2: [(Int, [UInt8])] = [(0, [0x51, 0x46, 0x49, 0xFB]), (4, [0, 0, 0, 3])]

  @Test func `each format is known by its content`() {
    #expect(result(bytes(qcow2)) == "qcow2")
    #expect(result(bytes([(0, Array("vhdxfile".utf8))])) == "vhdx")
    #expect(result(bytes([(0x40, [0x7F, 0x10, 0xDA, 0xBE]), (0x4C, [1, 0, 0, 0])])) == "vdi")
    #expect(result(bytes([(0, Array("conectix".utf8)), (60, [0, 0, 0, 3])])) == "vpc")
    #expect(result(bytes([(512, Array("conectix".utf8)), (572, [0, 0, 0, 2])])) == "vpc")
    #expect(result(bytes([(0, Array("KDMV".utf8)), (12, [8])])) == "vmdk")
    #expect(result(bytes([(510, [0x55, 0xAA])])) == "raw")
  }

  @Test func `an image that stands on another file is refused, and the file is named`() {
    let base = Array("/etc/shadow".utf8)
    let head = bytes(qcow2 + [(15, [0x80 >> 1]), (19, [UInt8(base.count)])])
    #expect(result(head).hasPrefix("standsOnAnother"))
    let named = bytes(qcow2 + [(14, [2]), (19, [UInt8(base.count)]), (512, base)])
    #expect(result(named) == #"standsOnAnother(Optional("/etc/shadow"))"#)
    // Its place may lie anywhere: a name that cannot be read does not make the image good.
    #expect(
      result(bytes(qcow2 + [(8, [0x7F, 255, 255, 255]), (16, [255, 255, 255, 255])])) == "standsOnAnother(nil)")
  }

  @Test func `data in another file and encryption are refused`() {
    #expect(result(bytes(qcow2 + [(79, [4])])) == "dataElsewhere")
    #expect(result(bytes(qcow2 + [(35, [2])])) == "encrypted")
    #expect(result(bytes([(0, Array("LUKS".utf8) + [0xBA, 0xBE])])) == "encrypted")
  }

  @Test func `a VMDK may name neither extents nor a parent`() {
    let text = "# Disk DescriptorFile\nRW 100 FLAT \"/etc/shadow\" 0\n"
    #expect(result(bytes([(0, Array(text.utf8))]), name: "x.vmdk") == "descriptorOnly")
    // Without a size QEMU reads the list of extents inside.
    #expect(
      result(bytes([(0, Array("KDMV".utf8)), (28, [1]), (36, [1]), (512, Array(text.utf8))])) == "descriptorOnly")
    let parent = Array("CID=1\nparentCID=12345678\nparentFileNameHint=\"/etc/shadow\"\n".utf8)
    let head = bytes([(0, Array("KDMV".utf8)), (12, [8]), (28, [1]), (36, [1]), (512, parent)])
    #expect(result(head).hasPrefix("standsOnAnother"))
  }

  @Test func `differencing VHD and VDI are refused`() {
    #expect(result(bytes([(0, Array("conectix".utf8)), (60, [0, 0, 0, 4])])) == "standsOnAnother(nil)")
    #expect(result(bytes([(0x40, [0x7F, 0x10, 0xDA, 0xBE]), (0x4C, [4, 0, 0, 0])])) == "standsOnAnother(nil)")
  }

  @Test func `what is easily taken for a disk is named`() {
    #expect(result(bytes([(0, [0x1F, 0x8B])])) == #"compressed(with: "gzip")"#)
    #expect(result(bytes([(32_769, Array("CD001".utf8))], count: 40_000)) == "installationMedium")
    #expect(result(Array("<!DOCTYPE html><html>404</html>".utf8)) == "webPage")
    #expect(result([]) == "empty")
    #expect(result(Array("root:x:0:0".utf8)) == "noDisk")
    #expect(
      result(bytes([(510, [0x55, 0xAA])]), name: "x.qcow2") == "notWhatItsNameSays(MachineModel.DiskImageFormat.qcow2)")
  }

  @Test func `a cut-off header is damage, not a crash`() {
    let whole = bytes(qcow2)
    for count in 4..<104 {
      let text = result(Array(whole.prefix(count)))
      #expect(text.hasPrefix("damaged") || text == "qcow2", "\(count): \(text)")
    }
  }

  @Test func `every refusal has words`() {
    let all: [DiskImageError] = [
      .empty, .standsOnAnother("a"), .standsOnAnother(nil), .dataElsewhere, .descriptorOnly, .encrypted,
      .compressed(with: "xz"), .installationMedium, .webPage, .unsupported("QED"), .noDisk, .notWhatItsNameSays(.vmdk),
      .damaged(.vdi),
    ]
    for error in all { #expect(!error.reason.isEmpty) }
    #expect(DiskImageError.standsOnAnother("a").remedy("x")?.contains("qemu-img convert") == true)
  }
}
