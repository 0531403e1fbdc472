import Foundation
import TestSupport
import Testing
import Text

/// The program speaks the user's language where there is a catalogue.
@Suite struct LanguageTests {
  let prefix: TemporaryDirectory

  init() throws {
    prefix = try TemporaryDirectory()
    try MessageCatalogue([
      "There is no machine “%1$@”.": ["Es gibt keine Maschine „%1$@“."],
      "%1$@ lamp\0%1$@ lamps": ["%1$@ Lampe", "%1$@ Lampen"],
    ]).write(to: prefix.path + "/share/locale/xx/LC_MESSAGES")
  }

  @Test func `an installed program takes the catalogue beside it`() async throws {
    let program = prefix.path + "/bin/neuron-vm"
    // By another process: a file that this one writes may still be open in a child that it starts at the same time.
    let copied = try await Invocation.bash("mkdir bin && cp \"$(command -v neuron-vm)\" bin", home: prefix)
    #expect(copied.exitCode == 0, "\(copied)")
    for (language, words) in [("xx", "Es gibt keine Maschine „nobody“."), ("yy", "There is no machine “nobody”.")] {
      let run = try await Invocation(
        ["show", "nobody"], program: program, variables: ["LANGUAGE": language], home: prefix)
      #expect(run.errors.hasPrefix("error: " + words), "\(run.errors)")
    }
    // Without a language of the user's the texts are as they are written.
    let plain = try await Invocation(
      ["show", "nobody"], program: program, variables: ["LANGUAGE": "xx", "LC_ALL": "C"], home: prefix)
    #expect(plain.errors.hasPrefix("error: There is no machine “nobody”."))
  }

  @Test func `the catalogue chooses the plural`() async throws {
    let folder = prefix.path + "/share/locale"
    await #expect(processExitsWith: .success) { [catalogues = folder as String] in
      setenv("LC_ALL", "C.UTF-8", 1)
      setenv("LANGUAGE", "xx", 1)
      useSystemLanguage(catalogues: catalogues)
      #expect(trn("%1$@ lamp", "%1$@ lamps", 1) == "1 Lampe")
      #expect(trn("%1$@ lamp", "%1$@ lamps", 0) == "0 Lampen")
      #expect(tr("There is no machine “%1$@”.", "x") == "Es gibt keine Maschine „x“.")
      #expect(tr("Not in the catalogue") == "Not in the catalogue")
    }
  }
}

/// The bytes of a gettext catalogue: a header, then two tables of lengths and offsets, then the texts.
private struct MessageCatalogue {
  private let bytes: [UInt8]

  /// - Parameter messages: The translations by key; a plural's key is both forms with a NUL between.
  init(_ messages: [String: [String]]) {
    let header = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n != 1;\n"
    // gettext looks keys up by their order.
    let entries = (messages.mapValues { $0.joined(separator: "\0") }.merging(["": header]) { old, _ in old })
      .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    let count = UInt32(entries.count)
    var texts: [UInt8] = []
    var tables: [UInt32] = []
    for text in entries.map(\.key) + entries.map(\.value) {
      tables += [UInt32(text.utf8.count), 28 + 16 * count + UInt32(texts.count)]
      texts += Array(text.utf8) + [0]
    }
    let numbers: [UInt32] = [0x9504_12DE, 0, count, 28, 28 + 8 * count, 0, 28 + 16 * count] + tables
    bytes = numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } } + texts
  }

  func write(to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: folder + "/neuron-vm.mo"))
  }
}
