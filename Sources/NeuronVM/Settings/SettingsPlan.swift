import MachineModel
import XML

/// What `set` does to a machine; a value, to be shown before anything is done.
public struct SettingsPlan: Sendable, Hashable {
  /// What changes; empty when all is so already.
  public let changes: [SettingChange]
  /// What the user should know beforehand.
  public let warnings: [String]
  /// The definition as it should be; nil when it stays.
  let definition: Element?
  /// The `<interface>` of the definition as it should be; nil when no network card changes.
  let card: Element?
  /// What is done to a machine that runs, after its definition was changed.
  let live: [LiveStep]
  /// The new setting of autostart; nil when it stays.
  let autostart: Bool?

  /// What it is expected to come to.
  public var expected: SettingsOutcome { SettingsOutcome(changes: changes, warnings: warnings) }

  /// One libvirt call on what runs.
  enum LiveStep: Sendable, Hashable {
    case memory(ByteCount)
    case processors(Int)
    case title(String)
    case description(String)
    /// The `<interface>` as it should be.
    case network(Element)

    /// What it serves.
    var setting: SettingChange.Setting {
      switch self {
      case .memory: .memory
      case .processors: .vcpus
      case .title: .title
      case .description: .description
      case .network: .network
      }
    }
  }
}
