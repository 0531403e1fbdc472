import FoundationEssentials
import Subprocess
import Synchronization
import SystemPackage
import Text

/// `qemu-img`, as a child with limits: it reads files of strangers.
///
/// The format is always said, other files an image names are never opened, and it may neither write more than it should
/// nor take more memory than any image needs.
struct QEMUImageProgram: Sendable {
  /// Where the program is.
  let path: String

  /// The program of this computer; throws what to install when there is none.
  init() throws(NeuronError) {
    let places = ["/usr/bin/qemu-img", "/usr/local/bin/qemu-img", "/run/current-system/sw/bin/qemu-img"]
    guard let path = places.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
      throw .refused([
        Problem(
          code: "qemuImg.missing", message: tr("The program qemu-img, which reads disk images, is not installed."),
          remedy: tr("Install it: Debian and Ubuntu call the package qemu-utils, Fedora qemu-img, Arch qemu-img."))
      ])
    }
    self.path = path
  }

  /// How long the program may say nothing while it copies: a percent of a large disk takes its time.
  static let longestSilence = Duration.seconds(1800)
  private static let mostMemory: UInt64 = 8 << 30

  /// What an image says of itself, as QEMU reads it.
  func facts(_ image: BlockNode) async throws(NeuronError) -> ImageFacts {
    let text = try await run(["info", "--output=json", image.description], mostBytes: 0, silence: .seconds(60)) { _ in }
    guard let facts = try? JSONDecoder().decode(ImageFacts.self, from: Data(text.utf8)) else {
      throw .hypervisor(doing: tr("Reading the disk image"), detail: String(text.prefix(1000)))
    }
    return facts
  }

  /// How many bytes the content takes as qcow2; nil where the format does not tell.
  func needed(_ image: BlockNode) async throws(NeuronError) -> UInt64? {
    struct Measure: Decodable { let required: UInt64 }
    do throws(NeuronError) {
      let text = try await run(
        ["measure", "--output=json", "-O", "qcow2", image.description], mostBytes: 0, silence: .seconds(300)
      ) { _ in }
      return (try? JSONDecoder().decode(Measure.self, from: Data(text.utf8)))?.required
    } catch {
      if case .cancelled = error { throw error }
      return nil
    }
  }

  /// Writes the first bytes of the disk in an image to a new file.
  func head(of image: BlockNode, count: Int, to path: String) async throws(NeuronError) {
    _ = try await run(
      ["dd", "-O", "raw", "bs=\(count)", "count=1", "if=" + image.description, "of=" + path],
      mostBytes: UInt64(count) * 2, silence: .seconds(60)
    ) { _ in }
  }

  /// Copies an image into a file, which is there and empty.
  ///
  /// - Parameters:
  ///   - format: The new one's, in QEMU's words.
  ///   - mostBytes: How large the file may become.
  ///   - progress: Gets the part that is done, from 0 to 1.
  func convert(
    _ image: BlockNode, to path: String, format: String, mostBytes: UInt64, progress: @Sendable (Double) async -> Void
  ) async throws(NeuronError) {
    _ = try await run(
      ["convert", "-p", "-O", format, image.description, path], mostBytes: mostBytes, silence: Self.longestSilence,
      progress)
  }

  /// Runs the program to its end; returns what it said besides its progress.
  func run(
    _ words: [String], mostBytes: UInt64, silence: Duration, accepting codes: Set<Int32> = [0],
    _ progress: @Sendable (Double) async -> Void
  ) async throws(NeuronError) -> String {
    let limits = ["--core=0", "--as=\(Self.mostMemory)", "--fsize=\(mostBytes)", "--nofile=64", "--"]
    var said = ""
    var exitCode: Int32?
    do {
      let result = try await Subprocess.run(
        .path("/usr/bin/prlimit"), arguments: Arguments(limits + [path] + words),
        environment: .inherit.updating(["LC_ALL": "C"]), input: .none, output: .sequence, error: .combinedWithOutput
      ) { execution in
        try await Self.listen(to: execution.standardOutput, silence, progress) { await execution.teardown(using: []) }
      }
      said = result.closureResult
      if case .exited(let code) = result.terminationStatus { exitCode = code }
    } catch {
      if Task.isCancelled { throw .cancelled }
      throw .hypervisor(doing: tr("Running qemu-img"), detail: "\(error)")
    }
    if Task.isCancelled { throw .cancelled }
    guard let exitCode, codes.contains(exitCode) else {
      if said.contains("No space left on device") { throw .diskFull(detail: said) }
      throw .hypervisor(doing: tr("Copying the disk image"), detail: said.isEmpty ? "qemu-img" : said)
    }
    return said
  }

  /// Reads all the program says; ends it when it is silent for too long.
  private static func listen(
    to output: SubprocessOutputSequence, _ silence: Duration, _ progress: @Sendable (Double) async -> Void,
    end: @escaping @Sendable () async -> Void
  ) async throws -> String {
    let heard = LastWord()
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        while heard.age < silence { try await Task.sleep(for: .seconds(1)) }
        await end()
      }
      var text = ""
      for try await line in output.strings() {
        heard.renew()
        if let part = Self.progress(line) {
          await progress(part)
        } else if text.utf8.count < 65_536 {
          text += line + "\n"
        }
      }
      group.cancelAll()
      return text
    }
  }

  /// When the program said something last.
  private final class LastWord: Sendable {
    private let moment = Mutex(ContinuousClock.now)

    var age: Duration { moment.withLock { $0 }.duration(to: .now) }

    func renew() { moment.withLock { $0 = .now } }
  }

  /// Reads a line such as `(12.50/100%)`; nil for any other.
  private static func progress(_ line: String) -> Double? {
    let text = line.drop { $0 == " " }
    guard text.first == "(", let slash = text.firstIndex(of: "/"), text.contains("/100%") else { return nil }
    return Double(text[text.index(after: text.startIndex)..<slash]).map { $0 / 100 }
  }
}
