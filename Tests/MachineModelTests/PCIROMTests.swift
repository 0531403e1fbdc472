import MachineModel
import Testing

@Suite struct PCIROMTests {
  /// An image of two blocks for a device, made by the specification.
  static func image(
    _ vendor: UInt16, _ device: UInt16, code: UInt8 = 0, isLast: Bool = true, others: [UInt16] = []
  ) -> [UInt8] {
    func bytes(_ number: UInt16) -> [UInt8] { [UInt8(truncatingIfNeeded: number), UInt8(number >> 8)] }
    var image = [UInt8](repeating: 0, count: 1024)
    image[0] = 0x55
    image[1] = 0xAA
    image.replaceSubrange(0x18..<0x1A, with: bytes(0x40))
    image.replaceSubrange(0x40..<0x44, with: Array("PCIR".utf8))
    image.replaceSubrange(0x44..<0x46, with: bytes(vendor))
    image.replaceSubrange(0x46..<0x48, with: bytes(device))
    if !others.isEmpty {
      image.replaceSubrange(0x48..<0x4A, with: bytes(0x20))
      image[0x4C] = 3
      image.replaceSubrange(0x60..<(0x60 + 2 * others.count), with: others.flatMap(bytes))
    }
    image.replaceSubrange(0x50..<0x52, with: bytes(2))
    image[0x54] = code
    image[0x55] = isLast ? 0x80 : 0
    return image
  }

  private func error(_ bytes: [UInt8]) -> PCIROMError? {
    do throws(PCIROMError) {
      _ = try PCIROM(parsing: bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a ROM tells for which devices it is`() throws {
    let two = Self.image(0x10DE, 0x1B80, isLast: false) + Self.image(0x10DE, 0x1B80, code: 3, others: [0x1B81, 0x1B82])
    let rom = try PCIROM(parsing: two)
    #expect(rom.devices.map(\.description).sorted() == ["10de:1b80", "10de:1b81", "10de:1b82"])
    #expect(rom.hasUEFI)
    #expect(try !PCIROM(parsing: Self.image(0x1002, 0x67DF)).hasUEFI)
  }

  @Test func `what is no ROM says why`() {
    #expect(error([]) == .noROM)
    #expect(error(Array("MZ and more".utf8)) == .noROM)
    #expect(error(Array("NVGI".utf8) + Self.image(0x10DE, 0x1B80)) == .hasHead)
    #expect(error([0x55, 0xAA]) == .noData)
    #expect(error(Array(Self.image(1, 2).prefix(0x50))) == .noData)
    #expect(error([UInt8](repeating: 0, count: PCIROM.largest + 1)) == .tooLarge)
  }

  @Test func `a ROM that is cut off, or points anywhere, is read as far as it goes`() throws {
    for count in 0..<1024 { _ = try? PCIROM(parsing: Array(Self.image(1, 2).prefix(count))) }
    var image = Self.image(1, 2, isLast: false)
    for place in image.indices {
      image[place] ^= 0xFF
      _ = try? PCIROM(parsing: image)
      image[place] ^= 0xFF
    }
    // An image that says it is followed by one, and is not.
    #expect(try PCIROM(parsing: image).devices.count == 1)
  }
}
