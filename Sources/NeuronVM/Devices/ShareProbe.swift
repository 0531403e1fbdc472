import Libvirt
import MachineModel
import Text
import XML

/// Asks a hypervisor whether it shares folders, by a machine that is never made.
///
/// Its list of abilities is QEMU's alone: libvirt itself refuses a user's own machines before 10.0, and read-only folders
/// before 11.0, and has both in no list.
struct ShareProbe {
  let hypervisor: Hypervisor
  /// The machine's definition, of whose kind the question is.
  let domain: Element

  func support(isReadOnly: Bool) async throws(NeuronError) -> ShareSupport {
    let answer = try await answer(isReadOnly: isReadOnly)
    guard isReadOnly, answer == .none else { return answer }
    return try await self.answer(isReadOnly: false) == .full ? .notReadOnly : .none
  }

  private func answer(isReadOnly: Bool) async throws(NeuronError) -> ShareSupport {
    do throws(LibvirtError) {
      let text = try question(isReadOnly: isReadOnly).textForLibvirt()
      _ = try await hypervisor.connection.nativeConfiguration(of: text)
      return .full
    } catch {
      switch error.code {
      case .configUnsupported: return .none
      case .closed, .connectionLost, .deadlineExceeded, .cancelled:
        throw NeuronError(error, at: hypervisor.choice.uri, doing: tr("Asking what the hypervisor offers"))
      default: return .unknown
      }
    }
  }

  private func question(isReadOnly: Bool) -> Element {
    let type = domain.first("os", "type")
    var system = Element("type") { "hvm" }
    system["arch"] = type?["arch"]
    system["machine"] = type?["machine"]
    var probe = Element("domain") {
      Element("name") { "neuron-vm-question" }
      Element("memory", ["unit": "MiB"]) { "64" }
      Element("memoryBacking") {
        Element("source", ["type": "memfd"])
        Element("access", ["mode": "shared"])
      }
      Element("os") { system }
      Element("devices") {
        Element("filesystem", ["type": "mount", "accessmode": "passthrough"]) {
          Element("driver", ["type": "virtiofs"])
          Element("source", ["dir": "/"])
          Element("target", ["dir": "question"])
          if isReadOnly { Element("readonly") }
        }
      }
    }
    probe["type"] = domain["type"]
    return probe
  }
}
