import MachineModel
import Testing

@Suite struct SnapshotNameTests {
  @Test(arguments: ["clean", "before the update", "2026-11-23T15:04:05Z", "größer (2)", "2 a", "٢", "a.b_c+d@e"])
  func `that a person would write is taken as it is`(text: String) throws {
    #expect(try SnapshotName(parsing: text).description == text)
  }

  @Test(arguments: [
    ("", SnapshotNameError.empty), ("a/b", .character("/")), ("a\nb", .character("\n")), ("-x", .start("-")),
    (".x", .start(".")), (" x", .start(" ")), ("x ", .trailingSpace), ("a\u{202E}b", .character("\u{202E}")),
    ("$(reboot)", .character("$")), ("1", .number), ("0042", .number),
    (String(repeating: "n", count: 101), .tooLong(101)),
  ])
  func `that libvirt, a file system or a terminal would trip over is refused`(
    text: String, error: SnapshotNameError
  ) {
    #expect(throws: error) { try SnapshotName(parsing: text) }
    #expect(!error.description.isEmpty)
  }
}
