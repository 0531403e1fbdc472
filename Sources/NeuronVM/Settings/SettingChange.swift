/// One thing that `set` changes.
public struct SettingChange: Sendable, Hashable {
  /// What it is.
  public let setting: Setting
  /// What it was, for a person; nil when there was none.
  public let before: String?
  /// What it becomes, for a person; nil when it goes.
  public let after: String?
  /// From when on it holds; in a plan, what is expected.
  public var holds: Holding

  /// The things that can be set; the raw values are for programs and never translated.
  public enum Setting: String, Sendable, Hashable, Codable {
    case memory, vcpus, title, description, bootOrder, network, autostart
  }

  /// From when on something holds.
  public enum Holding: String, Sendable, Hashable, Codable {
    /// Now; for a machine that is off, at its next start, because nothing else runs.
    case now
    /// From the next start on.
    case fromNextStart
    /// The guest was asked, and does it as it can; from the next start on in any case.
    case asked
  }
}
