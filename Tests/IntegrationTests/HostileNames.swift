/// Names that may do harm somewhere between the command line and a file system.
enum HostileNames {
  /// Two hundred of them, all different.
  static let all: [String] = Array(Set(written + characters + shapes)).sorted().prefix(200).map { $0 }

  /// Those that a person may mean: they must work.
  static let odd = [
    "Büro", "サーバー", "server (old)", "a.b", "x@y", "1+1", "名前 2", "Ωmega_3", "A", String(repeating: "n", count: 100),
  ]

  private static let written = [
    "", " ", "  two", "trailing ", "a'/><evil>&", "<domain/>", "&amp;", "]]>", "<!--", "<![CDATA[x]]>", "{{name}}",
    "%s%n",
    "$(reboot)", "`reboot`", "; rm -rf x", "a|b", "a>b", "a\\b", "\"quoted\"", "'quoted'", "a/b", "/", "//", ".", "..",
    "../../etc/passwd", "/etc/passwd", "-", "--help", "--yes", "-c", "--", ".hidden", "a\nb", "a\r\nb", "a\tb", "tab\t",
    "*", "?", "[a]", "~", "~root", "a:b", "a;b", "a,b", "a=b", "a!b", "a#b", "%2e%2e%2f", "con\u{0301}",
    "e\u{0301}cole",
    "\u{202E}gnp.exe", "a\u{200B}b", "a\u{200D}b", "\u{FEFF}bom", "\u{2066}isolate", "🖥️", "👩‍👩‍👧", "🇩🇪", "machine🖥",
    "12345678-1234-1234-1234-123456789abc", "ABCDEF01-2345-6789-ABCD-EF0123456789", "\u{FFFD}", "\u{FFFE}x",
    "\u{E000}private", "\u{0085}next", "\u{2028}line", "\u{2029}paragraph", "\u{00A0}wide", "\u{3000}ideographic",
    String(repeating: "a", count: 101), String(repeating: "a", count: 255), String(repeating: "a", count: 10_000),
    String(repeating: "ü", count: 51), String(repeating: "🖥", count: 26), String(repeating: "../", count: 300),
  ]

  /// Every control character alone between two letters, and every sign that is none of the allowed ones.
  private static let characters: [String] = {
    let controls = (1...31).map { $0 } + [127] + (0x80...0x9F).map { $0 }
    let signs = Array("!\"#$%&'*,/:;<=>?[\\]^`{|}~".unicodeScalars.map { Int($0.value) })
    return (controls + signs).compactMap { Unicode.Scalar(UInt32($0)) }.map { "a\(Character($0))b" }
  }()

  /// Bad beginnings and ends.
  private static let shapes: [String] =
    ["-", ".", " ", "--", "..", "/", "\u{0300}", "\u{200F}"].flatMap { mark in
      ["\(mark)vm", "\(mark)1", "\(mark) vm", "\(mark)\(mark)vm", "\(mark)VM-2"]
    } + [" ", "\n", "\t", "\u{200E}", "/", "\\", "\u{00AD}", "\u{20E3}", "\u{061C}", "\u{2060}"].map { "vm\($0)" }
}
