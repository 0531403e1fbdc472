/// Whether a hypervisor shares folders by virtiofs, by its own answer.
enum ShareSupport: Hashable, Sendable {
  /// It does, as asked.
  case full
  /// It does, but not read-only.
  case notReadOnly
  /// It does not.
  case none
  /// It cannot be asked.
  case unknown
}
