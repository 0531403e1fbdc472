import NeuronVM
import Testing

@Suite struct LineDifferenceTests {
  @Test func `it is as diff writes it`() {
    let old = (1...20).map { "line \($0)" }
    var new = old
    new[1] = "second"
    new.remove(at: 15)
    new.insert("between", at: 18)
    let difference = LineDifference(from: old.joined(separator: "\n"), to: new.joined(separator: "\n") + "\n")
    #expect(
      difference.unified == [
        "@@ -1,5 +1,5 @@", " line 1", "-line 2", "+second", " line 3", " line 4", " line 5",
        "@@ -13,8 +13,8 @@", " line 13", " line 14", " line 15", "-line 16", " line 17", " line 18", " line 19",
        "+between", " line 20",
      ])
  }

  @Test func `equal texts have none, and a new text is all added`() {
    #expect(LineDifference(from: "a\nb\n", to: "a\nb").isEmpty)
    #expect(LineDifference(from: "", to: "").unified.isEmpty)
    #expect(LineDifference(from: "", to: "a\nb").unified == ["@@ -0,0 +1,2 @@", "+a", "+b"])
    #expect(LineDifference(from: "a", to: "").unified == ["@@ -1,1 +0,0 @@", "-a"])
  }

  @Test func `texts too long to compare are told whole`() {
    let old = Array(repeating: "x", count: 15_000).joined(separator: "\n")
    let difference = LineDifference(from: old, to: old + "\ny")
    #expect(difference.lines.count == 30_001)
  }
}
