import FoundationEssentials
import SystemPackage

/// Where our files are, by the XDG base directory specification.
public struct Directories: Sendable {
  /// The user's undo journals, the history of machines and the locks on them, and nothing else.
  public let state: String
  /// What can be found out again.
  public let cache: String
  /// The user's data, where a session's disks are.
  public let data: String
  /// The user's configuration, where a session keeps its machines' firmware variables.
  public let configuration: String
  /// The user's own templates.
  public let userTemplates: String
  /// Where system-wide templates may be, the first one found wins.
  public let systemTemplates: [String]

  /// Reads an environment; relative paths in it do not count, as the specification demands.
  ///
  /// - Parameters:
  ///   - environment: The environment's variables.
  ///   - executable: The absolute path of the running program: templates beside an installed program
  ///     (`PREFIX/bin` and `PREFIX/share`) or in the checkout that it was built in are found by it.
  public init(environment: [String: String], executable: String) {
    let home = environment["HOME"] ?? "/"
    func place(_ variable: String, _ standard: String) -> String {
      if let path = environment[variable], path.hasPrefix("/") { return path }
      return home + "/" + standard
    }
    state = place("XDG_STATE_HOME", ".local/state") + "/neuron-vm"
    cache = place("XDG_CACHE_HOME", ".cache") + "/neuron-vm"
    data = place("XDG_DATA_HOME", ".local/share")
    configuration = place("XDG_CONFIG_HOME", ".config")
    userTemplates = configuration + "/neuron-os/templates"
    var system: [String] = []
    let folders = FilePath(executable).removingLastComponent()
    if folders.lastComponent == "bin" {
      system.append(folders.removingLastComponent().appending("share/neuron-os/templates").string)
    }
    let parts = FilePath(executable).components
    if let build = parts.firstIndex(where: { $0.string.hasPrefix(".build") }) {
      system.append("/" + parts[..<build].map(\.string).joined(separator: "/") + "/Templates")
    }
    system.append("/usr/share/neuron-os/templates")
    systemTemplates = system
  }

  /// The directories of this process.
  public static var current: Directories {
    let executable = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return Directories(environment: ProcessInfo.processInfo.environment, executable: executable ?? "")
  }
}
