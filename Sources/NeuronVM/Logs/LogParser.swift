import FoundationEssentials
import MachineModel
import Text

/// Turns the lines of QEMU's log, in order, into entries.
///
/// QEMU's own lines often have no time: they get that of the line before.
struct LogParser: Sendable {
  /// The machine's name, for the commands that explanations name.
  let machine: String
  /// Whether the command that starts QEMU is kept as it is, hundreds of words long.
  let isRaw: Bool

  private var time: Date?
  /// How many options there were so far of the command that starts QEMU; nil outside of it.
  private var optionCount: Int?
  private var program = ""
  /// What the line before was recognised as: QEMU says many things in two lines.
  private var lastCode: String?

  init(machine: String, isRaw: Bool) {
    self.machine = machine
    self.isRaw = isRaw
  }

  /// A longer line is cut: QEMU writes none, but a guest's output could be one.
  static let greatestLength = 16_384

  /// Reads the next line; nil where nothing is to be shown yet.
  mutating func entry(_ line: String) -> LogEntry? {
    if let (moment, rest, isLibvirt) = LogTime.split(line) {
      time = moment
      if isLibvirt { optionCount = rest.hasPrefix("starting up") && !isRaw ? 0 : nil }
      return entry(isLibvirt ? .libvirt : .qemu, rest)
    }
    if optionCount != nil { return option(line) }
    return line.isEmpty ? nil : entry(.qemu, line)
  }

  private mutating func option(_ line: String) -> LogEntry? {
    let continues = line.hasSuffix("\\")
    if line.hasPrefix("-") {
      optionCount = (optionCount ?? 0) + 1
    } else if line.hasPrefix("/") {
      program = String(line.prefix { $0 != " " })
    }
    guard !continues else { return nil }
    let count = optionCount ?? 0
    optionCount = nil
    return entry(
      .libvirt,
      trn("%2$@ with %1$@ option (--raw shows it)", "%2$@ with %1$@ options (--raw shows them)", count, program))
  }

  private mutating func entry(_ source: LogEntry.Source, _ text: String) -> LogEntry {
    let text = text.utf8.count > Self.greatestLength ? String(text.prefix(Self.greatestLength / 4)) + "…" : text
    var explanation = MessageCatalogue.standard.explanation(of: text, in: MessageContext(machine: machine))
    // “The log says more” says nothing here.
    if explanation?.severity == .general || explanation?.code == lastCode { explanation = nil }
    lastCode = explanation?.code
    return LogEntry(time: time, source: source, text: text, explanation: explanation)
  }
}
