/// A message of libvirt, QEMU or the kernel that we can explain: how it is recognised, and what it means.
///
/// `cause`, `consequence` and `remedy` are translated; `%1$@`, `%2$@`, … in them stand for what the pattern's holes hold,
/// and `{1}`, `{2}`, … in `command`, where `{machine}` is the machine's name.
struct KnownMessage: Sendable {
  /// A stable name for programs, such as `disk.locked`.
  ///
  /// Several entries may share one.
  let code: String
  /// How bad it is.
  let severity: Explanation.Severity
  /// How it is recognised; any of them does.
  ///
  /// All have the same values in the same order.
  let patterns: [MessagePattern]
  /// Numbers of libvirt that say the same without words: a libvirtd may speak another language.
  ///
  /// Source: libvirt/virterror.h, `virErrorNumber`.
  let libvirtCodes: [Int32]
  /// What is the case.
  let cause: StaticString
  /// What that leads to; nil where the cause says it.
  let consequence: StaticString?
  /// What to do; nil where nothing needs to be done.
  let remedy: StaticString?
  /// A command that does it or shows more; nil where there is none.
  let command: String?

  /// Makes an entry; see `docs/errors.md`.
  init(
    _ code: String, as severity: Explanation.Severity = .failure, _ patterns: StaticString..., libvirt: [Int32] = [],
    cause: StaticString, consequence: StaticString? = nil, remedy: StaticString? = nil, command: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.patterns = patterns.map(MessagePattern.init)
    libvirtCodes = libvirt
    self.cause = cause
    self.consequence = consequence
    self.remedy = remedy
    self.command = command
  }
}
