import MachineModel
import Testing

struct MachineNameTests {
  @Test(arguments: [
    "web", "Windows 11", "Büro-PC", "東京", "a.b_c+d@e(f)", "0", "x-", "名前 2", String(repeating: "a", count: 100),
    String(repeating: "é", count: 50),
  ])
  func `a usual name is accepted as it is`(text: String) throws {
    #expect(try MachineName(parsing: text).description == text)
  }

  @Test(
    arguments: [
      ("", .empty), ("-rf", .start("-")), (".hidden", .start(".")), (" a", .start(" ")), ("a ", .trailingSpace),
      ("..", .start(".")), ("a/b", .character("/")), ("a\nb", .character("\n")), ("a\0", .character("\0")),
      ("a\u{202E}b", .character("\u{202E}")), ("e\u{301}", .character("e\u{301}")), ("💻", .character("💻")),
      ("a\u{A0}b", .character("\u{A0}")), ("a'b", .character("'")), ("a,b", .character(",")), ("a<b", .character("<")),
      ("a\r\nb", .character("\r\n")), ("12345678-1234-1234-1234-123456789abc", .isUUID),
      ("ABCDEF78-1234-1234-1234-123456789ABC", .isUUID),
      (String(repeating: "a", count: 101), .tooLong(101)), (String(repeating: "é", count: 51), .tooLong(102)),
    ] as [(String, MachineNameError)])
  func `a name that would do harm is refused with its reason`(text: String, error: MachineNameError) {
    #expect(throws: error) { try MachineName(parsing: text) }
    #expect(!error.description.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
  }

  @Test func `decomposed and composed spellings are not both names`() throws {
    #expect(try MachineName(parsing: "caf\u{E9}").description == "caf\u{E9}")
    #expect(throws: MachineNameError.self) { try MachineName(parsing: "cafe\u{301}") }
  }
}
