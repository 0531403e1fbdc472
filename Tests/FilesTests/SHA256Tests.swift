import Testing

@testable import Files

@Suite struct SHA256Tests {
  /// Source: FIPS 180-2, appendix B.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `the standard's own examples come out`(text: String, digits: String) {
    #expect(SHA256Digest(of: Array(text.utf8)).description == digits)
    #expect(SHA256Digest(hexadecimal: digits.uppercased()) == SHA256Digest(of: Array(text.utf8)))
  }

  @Test func `pieces give the same as the whole, and looking does not end it`() {
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var hash = SHA256()
    for start in stride(from: 0, to: bytes.count, by: 777) {
      hash.update(bytes[start..<min(start + 777, bytes.count)].span)
      _ = hash.digest
    }
    #expect(hash.digest == SHA256Digest(of: bytes))
  }

  @Test func `what is no checksum is not read as one`() {
    for text in ["", "ba", String(repeating: "g", count: 64), String(repeating: "a", count: 65), "ä"] {
      #expect(SHA256Digest(hexadecimal: text) == nil)
    }
  }
}
