/// What a medium that installs Windows says of it.
public struct WindowsMedium: Hashable, Sendable, Codable {
  /// The build, such as 22631; nil when the image of the installation does not tell.
  ///
  /// Windows 11 began with 22000; versions before Windows 10 have less than 10240.
  public var build: Int?
  /// Whether it is a Windows Server.
  public var isServer = false
  /// The editions by their names, such as `Windows 11 Pro`; in the order of the image, each once.
  public var editions: [String] = []

  /// The template's system; nil for a Windows that is older than all templates, or when it cannot be told.
  public var system: GuestSystem? {
    guard let build else { return nil }
    if build >= 22_000, !isServer { return .windows11 }
    return build >= 10_240 ? .windows10 : nil
  }

  /// The name for a person.
  public var title: String {
    guard let build else { return "Windows" }
    let name: String
    switch (isServer, build) {
    case (true, _): name = "Windows Server"
    case (_, 22_000...): name = "Windows 11"
    case (_, 10_240...): name = "Windows 10"
    case (_, 9600...): name = "Windows 8.1"
    case (_, 9200...): name = "Windows 8"
    case (_, 7600...): name = "Windows 7"
    default: name = "Windows"
    }
    return name
  }
}
