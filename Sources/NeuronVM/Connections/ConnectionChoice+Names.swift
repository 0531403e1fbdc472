import FoundationEssentials
import MachineModel

extension ConnectionChoice {
  /// Takes an address or a remembered name, else what the environment says, which may be a name too.
  ///
  /// A name that is not remembered is left to libvirt, which has names of its own (`uri_aliases`).
  public init(
    naming text: String?, directories: Directories = .current, environment: [String: String]? = nil
  ) throws(NeuronError) {
    let choice = ConnectionChoice(named: text, environment: environment)
    // Whatever has a colon is an address, and no file has to be read for it.
    guard !choice.uri.contains(":"), let name = try? ConnectionName(parsing: choice.uri) else {
      self = choice
      return
    }
    let address = try RememberedConnections(directories).book()[name]
    self = address.map { ConnectionChoice(named: $0.description) } ?? choice
  }
}
