import Foundation
import TestSupport
import Testing

@testable import MachineModel

/// The messages that users meet, as they really come, and what we make of them.
@Suite struct MessageCatalogueTests {
  let catalogue = MessageCatalogue.standard

  @Test func `there are enough of them`() throws {
    let messages = try KnownMessageFixture.all()
    #expect(messages.count >= 150)
    #expect(Set(messages.map(\.code)).count >= 100)
    #expect(messages.allSatisfy { !$0.source.isEmpty })
  }

  @Test(arguments: try! KnownMessageFixture.all())
  func `a real message is recognised, with what it holds`(message: KnownMessageFixture) throws {
    let found = catalogue.matches(in: message.text)
    let best = try #require(found.first)
    #expect(best.entry.code == message.code)
    if let values = message.values { #expect(best.values == values) }
    // Of two that say as much, nobody could tell which is meant.
    for other in found.dropFirst() where other.entry.code != best.entry.code {
      #expect(MessageCatalogue.Match.saysMore(best, other), "\(best.entry.code) and \(other.entry.code)")
    }
    let explanation = try #require(catalogue.explanation(of: message.text, in: MessageContext(machine: "win11")))
    #expect(explanation.code == message.code)
    for text in [explanation.cause, explanation.consequence, explanation.remedy].compactMap({ $0 }) {
      #expect(!text.isEmpty && !text.contains("$@"), "\(text)")
      #expect(!text.contains { $0.isNewline })
    }
    if explanation.severity == .failure { #expect(explanation.remedy != nil) }
  }

  @Test(arguments: try! KnownMessageFixture.all())
  func `it is recognised among other words too`(message: KnownMessageFixture) throws {
    let noise = String(repeating: "-device virtio-net-pci,netdev=hostnet0,id=net0,bus=pci.1 ", count: 200)
    for text in [noise + message.text, "error: Failed to start domain 'win11'\nerror: " + message.text + "\n"] {
      #expect(catalogue.explanation(of: text)?.code == message.code)
    }
  }

  @Test(arguments: try! KnownMessageFixture.ordinary())
  func `an ordinary line is not explained`(line: String) {
    #expect(catalogue.explanation(of: line) == nil)
  }

  @Test func `each entry can be found, and has a value for each place`() {
    for entry in catalogue.entries {
      #expect(!entry.patterns.isEmpty || !entry.libvirtCodes.isEmpty, "\(entry.code)")
      for pattern in entry.patterns {
        #expect(pattern.head.count >= 4, "\(entry.code) begins with a hole")
        let words = pattern.head + pattern.parts.flatMap(\.literal)
        #expect(!words.contains(UInt8(ascii: "{")), "\(entry.code) has a hole of no kind")
        for part in pattern.parts.dropLast() { #expect(!part.literal.isEmpty, "\(entry.code): two holes side by side") }
      }
      // What is known only by its number has no values.
      let values = entry.libvirtCodes.isEmpty ? entry.patterns.map(\.valueCount).min() ?? 0 : 0
      let texts = [entry.cause, entry.consequence, entry.remedy].compactMap { $0?.description }
      for text in texts {
        for place in 1...9 where text.contains("%\(place)$@") { #expect(place <= values, "\(entry.code): \(text)") }
        #expect(text.hasSuffix(".") || text.hasSuffix(":") || text.hasSuffix("%1$@"), "\(entry.code): \(text)")
      }
      for place in 1...9 where entry.command?.contains("{\(place)}") == true {
        #expect(place <= (entry.patterns.map(\.valueCount).min() ?? 0), "\(entry.code)")
      }
      #expect(
        entry.remedy?.description.hasSuffix(":") != true || entry.command != nil, "\(entry.code) names no command")
      #expect(entry.command == nil || entry.remedy != nil, "\(entry.code): a command, and nobody says what for")
    }
  }

  @Test func `a daemon of another language is understood by libvirt's number`() {
    let text = "Zeitüberschreitung: Sperre für Zustandsänderung kann nicht erlangt werden"
    #expect(catalogue.explanation(of: text) == nil)
    #expect(catalogue.explanation(of: text, in: MessageContext(libvirtCode: 68))?.code == "machine.busy")
    #expect(catalogue.explanation(of: text, in: MessageContext(libvirtCode: 1)) == nil)
  }

  @Test func `a value of a message stands in the command as a value`() throws {
    let text = "Is another process using the image [/srv/it's $(rm -rf ~).qcow2]?"
    let explanation = try #require(catalogue.explanation(of: text))
    #expect(explanation.command == [.text("sudo lsof "), .value("/srv/it's $(rm -rf ~).qcow2")])
  }

  @Test func `a value that a program would take for an option stands in no command`() {
    let text = "Is another process using the image [-oops]?"
    #expect(catalogue.explanation(of: text).map { $0.command == nil } == true)
  }

  @Test func `a command that needs the machine's name is left out without it`() {
    let text = "block I/O error in device 'drive-virtio-disk0': No space left on device (28)"
    #expect(catalogue.explanation(of: text)?.command == nil)
    #expect(
      catalogue.explanation(of: text, in: MessageContext(machine: "a b"))?.command
        == [.text("neuron-vm resume "), .value("a b")])
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "", "vfi", "vfio ", "vfio 0000:01:00.0: group ", "Could not open '", "network '", "Domain requires KVM",
      "\0\0\0\0",
      "Failed to connect socket to '", "apparmor=\"DENIED\" operation=\"", "é", "domain 'a' already exists with uuid ",
    ])
  func `text that is made to waste time does not`(piece: String) {
    let text = String(repeating: piece, count: 400_000 / max(1, piece.utf8.count))
    _ = catalogue.explanation(of: text)
    for match in catalogue.matches(in: text + "\u{7}\n" + text) {
      #expect(match.values.allSatisfy { $0.utf8.count <= 1024 && !$0.utf8.contains { $0 < 0x20 } })
    }
  }

  @Test func `what we know has not changed by accident`() {
    var lines: [String] = []
    for entry in catalogue.entries {
      lines.append("\(entry.code) (\(entry.severity.rawValue)): \(entry.cause)")
      if let command = entry.command { lines.append("    " + command) }
    }
    expectSnapshot(lines.joined(separator: "\n") + "\n", named: "messages.txt")
  }
}
