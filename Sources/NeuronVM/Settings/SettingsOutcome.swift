/// What `set` came to.
public struct SettingsOutcome: Sendable, Hashable {
  /// What changed, and from when on it holds; empty when all was so already.
  public let changes: [SettingChange]
  /// What the user should know.
  public let warnings: [String]
}
