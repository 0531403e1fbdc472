import MachineModel
import Testing

@Suite struct ChecksumListTests {
  @Test func `both forms of a manifest are read, and a second line never replaces a first`() {
    let one = String(repeating: "a", count: 64)
    let two = String(repeating: "B", count: 40)
    let list = ChecksumList(
      "SHA256(disk.vmdk)= \(one)\r\nSHA1 (x (1).ovf) = \(two)\nSHA256(disk.vmdk)= \(String(repeating: "c", count: 64))\nMD5(a)= 00\n"
    )
    #expect(list.checksums["disk.vmdk"] == .init(algorithm: .sha256, hexadecimal: one))
    #expect(list.checksums["x (1).ovf"] == .init(algorithm: .sha1, hexadecimal: two.lowercased()))
    #expect(list.unreadable == 2)
  }
}
