import Testing

@testable import MachineModel

@Suite struct ISONameTests {
  @Test(arguments: [("a.iso", "a.iso"), ("Win11 24H2.ISO", "Win11 24H2.ISO"), ("debian", "debian.iso"), (".is", nil)])
  func `a name gets its ending`(text: String, name: String?) {
    #expect((try? ISOName(parsing: text))?.description == name)
  }

  @Test(arguments: [
    "", "a/b.iso", "../x", ".hidden.iso", "-v.iso", "a\nb.iso", "a\u{202E}b.iso", "a\0.iso",
    String(repeating: "a", count: 201),
  ])
  func `what cannot be a file's name is refused with the reason`(text: String) {
    #expect(throws: ISONameError.self) { try ISOName(parsing: text) }
  }
}
