import Libvirt
import MachineModel
import Text
import XML

extension Hypervisor {
  /// What the hypervisor offers; nil when it has no machines of this type.
  func capabilities(_ type: DomainType) async throws(NeuronError) -> HostCapabilities? {
    do {
      let xml = try await connection.domainCapabilities(
        architecture: "x86_64", machine: "q35", type: type.rawValue)
      return HostCapabilities(domainCapabilities: try Element(parsing: xml))
    } catch let error as LibvirtError {
      switch error.code {
      case .noSupport, .invalidArgument, .configUnsupported, .argumentUnsupported, .operationUnsupported: return nil
      default: throw NeuronError(error, at: choice.uri, doing: tr("Asking what the hypervisor offers"))
      }
    } catch {
      return nil
    }
  }
}
