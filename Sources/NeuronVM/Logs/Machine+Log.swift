import FoundationEssentials
import Hardware
import Libvirt
import MachineModel
import Text

extension Machine {
  /// The log of the machine: QEMU's own, what libvirt holds against the machine now, and what this program changed.
  ///
  /// QEMU's log is a file on the machine's host, which libvirt does not hand out: it is read here, and refused for a
  /// host that is elsewhere. Nothing there, as before the first start, is no error.
  ///
  /// - Parameters:
  ///   - count: How many entries to give at most, the last ones.
  ///   - isRaw: Whether the command that starts QEMU comes as it is.
  ///   - follows: Whether to go on with what comes, until the task is cancelled.
  ///   - take: Gets the entries, in the order of time.
  public func log(
    last count: Int, isRaw: Bool, follows: Bool, take: @Sendable ([LogEntry]) -> Void
  ) async throws(NeuronError) {
    let place = try logPlace()
    // Watched before it is read, or a line could come between the two.
    let changes = follows ? place.flatMap { FolderChanges.stream(in: $0.folder, prefix: $0.name) } : nil
    var parser = LogParser(machine: name, isRaw: isRaw)
    var file = try place.flatMap { place throws(NeuronError) in try open(place.path) }
    var entries: [LogEntry] = []
    if file != nil { entries = file?.lines().compactMap { parser.entry($0) } ?? [] }
    if let place, file != nil { entries = try older(than: entries, at: place, until: count, isRaw: isRaw) + entries }
    entries += changesMade()
    entries.sort { ($0.time ?? .distantPast, $0.source.order) < ($1.time ?? .distantPast, $1.source.order) }
    entries += try await remarks()
    take(entries.suffix(count))
    guard let place, let changes else { return }
    for await _ in changes {
      if file == nil { file = try open(place.path) }
      let new = file?.lines().compactMap { parser.entry($0) } ?? []
      if !new.isEmpty { take(new) }
    }
  }

  /// The same error with what QEMU wrote before it ended, where libvirt says no more than that it did.
  ///
  /// libvirt reads QEMU's log itself, and comes too late where QEMU ends before it could be spoken to. The log may be
  /// another process's to write: what is missing yet is waited for, up to two seconds.
  ///
  /// - Parameter begun: When the start was asked for: what is older in the log is about another one.
  func withReason(_ error: NeuronError, since begun: Date) async -> NeuronError {
    guard case .hypervisor(let doing, let detail, let context) = error, error.explanation?.severity == .general,
      let place = try? logPlace()
    else { return error }
    // Watched before it is read, or a line could come between the two.
    let changes = FolderChanges.stream(in: place.folder, prefix: place.name)
    var words = wordsOfQEMU(in: place.path, since: begun)
    if words.isEmpty, let changes {
      words = await withTaskGroup(of: [String]?.self) { group in
        group.addTask {
          for await _ in changes {
            let words = wordsOfQEMU(in: place.path, since: begun)
            if !words.isEmpty { return words }
          }
          return nil
        }
        group.addTask {
          try? await Task.sleep(for: .seconds(2))
          return nil
        }
        defer { group.cancelAll() }
        return await group.next()?.flatMap { $0 } ?? []
      }
    }
    let new = words.filter { !detail.contains($0) }
    guard !new.isEmpty else { return error }
    return .hypervisor(doing: doing, detail: ([detail] + new.suffix(10)).joined(separator: "\n"), about: context)
  }

  /// QEMU's own lines in the log of the last start, when that came after `begun`.
  private func wordsOfQEMU(in path: String, since begun: Date) -> [String] {
    guard let lines = try? open(path)?.lines() else { return [] }
    var parser = LogParser(machine: name, isRaw: false)
    let entries = lines.compactMap { parser.entry($0) }
    guard let start = entries.lastIndex(where: { $0.source == .libvirt && $0.text.hasPrefix("starting up") }),
      let time = entries[start].time, time > begun.addingTimeInterval(-1)
    else { return [] }
    return entries[start...].filter { $0.source == .qemu }.map(\.text)
  }

  /// Where the file is; nil where the hypervisor has none.
  private func logPlace() throws(NeuronError) -> LogPlace? {
    let choice = hypervisor.choice
    if choice.isTest { return nil }
    guard choice.isLocal else {
      throw .refused([
        Problem(
          code: "log.elsewhere", message: tr("The log of “%1$@” is a file on the computer that it runs on.", name),
          remedy: tr("Log in there, and run: neuron-vm logs %1$@", ShellWord(name)))
      ])
    }
    return LogPlace(
      machine: name, isSession: choice.isSession, environment: ProcessInfo.processInfo.environment,
      isRoot: FileAccess.own.user == 0)
  }

  /// Nil when there is no such file.
  private func open(_ path: String) throws(NeuronError) -> LogFile? {
    do {
      return LogFile(try GrowingFile(path))
    } catch {
      if error.isMissing { return nil }
      guard error.isForbidden else { throw .file(path: path, reason: error.words) }
      throw .unreadable(
        path: path,
        remedy: tr(
          "It belongs to the system. Run: sudo neuron-vm logs --connect %1$@ %2$@",
          ShellWord.quoted(hypervisor.choice.uri), ShellWord(name)))
    }
  }

  /// What stands in the files that were moved away, as far back as is needed.
  private func older(
    than entries: [LogEntry], at place: LogPlace, until count: Int, isRaw: Bool
  ) throws(NeuronError) -> [LogEntry] {
    var older: [LogEntry] = []
    for number in 0..<9 where older.count + entries.count < count {
      guard let file = try open(place.path + ".\(number)") else { break }
      var parser = LogParser(machine: name, isRaw: isRaw)
      older = file.lines().compactMap { parser.entry($0) } + older
    }
    return older
  }

  /// What this program changed; the history is kept for 30 days.
  private func changesMade() -> [LogEntry] {
    let history = (try? hypervisor.history(of: id).entries().entries) ?? []
    return history.map { LogEntry(time: $0.time, source: .neuronVM, text: $0.title, explanation: nil) }
  }

  /// What libvirt holds against the machine as it is now.
  private func remarks() async throws(NeuronError) -> [LogEntry] {
    do {
      let messages = try await connection.withDomain(id) { domain throws(LibvirtError) in try domain.messages() }
      return messages.map { text in
        LogEntry(
          time: nil, source: .libvirt, text: text,
          explanation: MessageCatalogue.standard.explanation(of: text, in: MessageContext(machine: name)))
      }
    } catch {
      // A driver that has no such call has nothing to say.
      if error.code == .noSupport || error.code == .operationUnsupported { return [] }
      if error.code == .noDomain { throw .machineNotFound(name) }
      throw NeuronError(error, at: hypervisor.choice.uri, doing: tr("Reading the log"), machine: name)
    }
  }
}

/// A file that can be kept in a variable and be missing.
private final class LogFile {
  private var file: GrowingFile

  init(_ file: consuming GrowingFile) { self.file = file }

  func lines() -> [String] { file.lines() }
}

extension LogEntry.Source {
  /// Of two things at the same moment, who was first: libvirt starts QEMU.
  fileprivate var order: Int {
    switch self {
    case .neuronVM: 0
    case .libvirt: 1
    case .qemu: 2
    }
  }
}
