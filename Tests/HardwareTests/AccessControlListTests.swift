import Testing

@testable import Hardware

@Suite struct AccessControlListTests {
  /// What `setfacl -m u:64055:x` makes of a folder with mode 0700.
  private let folderWithSearchForQEMU: [UInt8] =
    [2, 0, 0, 0]
    + [0x01, 0, 7, 0, 255, 255, 255, 255]
    + [0x02, 0, 1, 0, 0x37, 0xFA, 0, 0]
    + [0x04, 0, 0, 0, 255, 255, 255, 255]
    + [0x10, 0, 1, 0, 255, 255, 255, 255]
    + [0x20, 0, 0, 0, 255, 255, 255, 255]

  @Test func `a named user may do what the list says and no more`() throws {
    let list = try #require(AccessControlList(bytes: folderWithSearchForQEMU))
    #expect(list.allows(1, user: 64_055, groups: [64_055], owner: 1000, owningGroup: 1000))
    #expect(!list.allows(4, user: 64_055, groups: [64_055], owner: 1000, owningGroup: 1000))
  }

  @Test func `everybody else stays out`() throws {
    let list = try #require(AccessControlList(bytes: folderWithSearchForQEMU))
    #expect(!list.allows(1, user: 1001, groups: [1001], owner: 1000, owningGroup: 1000))
    #expect(!list.allows(1, user: 1001, groups: [1000], owner: 1000, owningGroup: 1000))
  }

  @Test func `the mask limits a named user`() throws {
    var bytes = folderWithSearchForQEMU
    bytes[4 + 3 * 8 + 2] = 0
    let list = try #require(AccessControlList(bytes: bytes))
    #expect(!list.allows(1, user: 64_055, groups: [64_055], owner: 1000, owningGroup: 1000))
  }

  @Test(arguments: [[], [2, 0, 0, 0, 1], [1, 0, 0, 0]])
  func `what is no list is none`(bytes: [UInt8]) { #expect(AccessControlList(bytes: bytes) == nil) }
}
