import Testing

@testable import Text

@Suite struct TranslationTests {
  @Test func `positions are filled in any order and more than once`() {
    #expect(fill("%2$@ of %1$@, %2$@", with: ["a", "b"]) == "b of a, b")
  }

  @Test func `a value that looks like a position is not read again`() {
    #expect(fill("%1$@ %2$@", with: ["%2$@", "x"]) == "%2$@ x")
  }

  @Test(arguments: ["100%", "%", "%3$@", "%0$@", "%x", "%1$d", "%99999999999999999999$@"])
  func `what is no position stays as it is`(text: String) {
    #expect(fill(text, with: ["a"]) == text)
  }

  @Test func `two percent signs are one`() { #expect(fill("%1$@%%", with: ["50"]) == "50%") }

  @Test func `a key without a catalogue is its own text`() {
    #expect(tr("The machine “%1$@” is off.", "win") == "The machine “win” is off.")
  }

  @Test func `an empty key is empty and not the catalogue's header`() { #expect(tr("") == "") }

  @Test func `the count chooses between one and many`() {
    #expect(trn("%1$@ machine", "%1$@ machines", 1) == "1 machine")
    #expect(trn("%1$@ machine", "%1$@ machines", 3) == "3 machines")
  }
}
