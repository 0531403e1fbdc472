import Text

/// What a machine should be set to, as typed; nil leaves a thing as it is.
public struct SettingsRequest: Sendable, Hashable {
  /// Memory, such as `8G`.
  public var memory: String?
  /// The number of processors.
  public var processors: Int?
  /// The title, one line; an empty one removes it.
  public var title: String?
  /// The description; an empty one removes it.
  public var description: String?
  /// What to boot from, first to last, separated by commas.
  public var bootOrder: String?
  /// What a network card is connected to, as for `create`; `none` unplugs its cable.
  public var network: String?
  /// Which network card, by its address; needed where there are several.
  public var networkCard: String?
  /// Whether the machine starts with its host.
  public var autostart: Bool?

  /// A request for nothing.
  public init() {}

  /// Whether nothing is asked for.
  public var isEmpty: Bool { self == SettingsRequest() }

  /// What is asked for, in words that follow “set”.
  var words: String {
    let parts: [(Bool, String)] = [
      (memory != nil, tr("the memory")), (processors != nil, tr("the processors")), (title != nil, tr("the title")),
      (description != nil, tr("the description")), (bootOrder != nil, tr("the boot order")),
      (network != nil, tr("the network")), (autostart != nil, tr("autostart")),
    ]
    return parts.filter(\.0).map(\.1).joined(separator: ", ")
  }
}
