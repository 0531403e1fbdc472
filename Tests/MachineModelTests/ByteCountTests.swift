import MachineModel
import Testing

struct ByteCountTests {
  @Test(
    arguments: [
      ("8G", 8 << 30), ("8g", 8 << 30), ("8GiB", 8 << 30), ("8GB", 8 << 30), ("512M", 512 << 20), ("1.5T", 3 << 39),
      ("1024K", 1 << 20), ("1048576B", 1 << 20), ("0G", 0), ("0.5K", 512), (".5K", 512), ("00008M", 8 << 20),
      ("8388607T", 8_388_607 << 40), ("9223372036854775807B", UInt64(Int64.max)),
    ] as [(String, UInt64)])
  func `a number with a unit is an amount`(text: String, bytes: UInt64) throws {
    #expect(try ByteCount(parsing: text).bytes == bytes)
  }

  @Test(arguments: ["8", "1.5", "0"])
  func `a number without a unit is refused`(text: String) {
    #expect(throws: ByteCountError.unitMissing(text)) { try ByteCount(parsing: text) }
  }

  @Test(arguments: ["", "G", "-8G", "+8G", "eightG", "1.2.3G", ".G", "٨G", " 8G", "."])
  func `what does not start with a number is refused`(text: String) {
    #expect(throws: ByteCountError.notANumber(text)) { try ByteCount(parsing: text) }
  }

  @Test(arguments: ["8X", "8G ", "8 G", "8Gi", "8e3G", "8G8", "8㎇"])
  func `an unknown unit is refused`(text: String) {
    #expect(throws: ByteCountError.unitUnknown(text)) { try ByteCount(parsing: text) }
  }

  @Test(arguments: [
    "8388608T", "9223372036854775808B", "18446744073709551616B", "99999999999999999999999G", "8388608.0T",
    "9223372036854775807.5B", String(repeating: "9", count: 400) + "G",
  ])
  func `more than libvirt can express is refused, never a crash`(text: String) {
    #expect(throws: ByteCountError.tooLarge(text)) { try ByteCount(parsing: text) }
  }

  @Test(arguments: ["1 B", "1 KiB", "1536 MiB", "8 GiB", "3 TiB", "0 B"])
  func `an amount is shown in the largest unit that needs no fraction`(text: String) throws {
    let amount = try ByteCount(parsing: text.filter { $0 != " " })
    #expect(amount.description == text)
  }

  @Test func `gibibytes are rounded up and mebibytes down`() {
    #expect(ByteCount(bytes: (1 << 30) + 1).gibibytesRoundedUp == 2 && ByteCount.gibibytes(1).gibibytesRoundedUp == 1)
    #expect(ByteCount(bytes: (1 << 21) - 1).mebibytes == 1)
    #expect(ByteCount(bytes: .max).gibibytesRoundedUp == 1 << 34)
    #expect(ByteCount.gibibytes(.max).bytes == .max)
  }

  @Test func `a template gets whole units`() {
    var values = TemplateValues()
    values.set(.memoryMB, to: ByteCount(bytes: (1 << 30) + 1))
    values.set(.diskSizeGB, to: ByteCount(bytes: (64 << 30) + 1))
    #expect(values[.memoryMB] == "1025" && values[.diskSizeGB] == "65")
  }
}
