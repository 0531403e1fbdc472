public import FoundationEssentials
public import MachineModel

/// A machine that runs, with the USB devices of the host that it has.
public struct USBHolder: Hashable, Sendable {
  /// The machine's UUID.
  public let id: UUID
  /// The machine's name.
  public let name: String
  /// What it has.
  public let attachments: [USBAttachment]

  /// Whether it has a device.
  public func has(_ device: USBDevice) -> Bool { attachments.contains { $0.isOf(device) } }
}

extension Hypervisor {
  /// The running machines that have USB devices of the host, in the order of the list; one that goes meanwhile is left
  /// out.
  func usbHolders() async throws(NeuronError) -> [USBHolder] {
    var holders: [USBHolder] = []
    for summary in try await machines() where summary.state.isActive {
      do throws(NeuronError) {
        let machine = Machine(hypervisor: self, id: summary.id, name: summary.name)
        guard let running = try await machine.deviceForms().running else { continue }
        let attachments = USBAttachment.all(in: running)
        if !attachments.isEmpty {
          holders.append(USBHolder(id: summary.id, name: summary.name, attachments: attachments))
        }
      } catch {
        guard case .machineNotFound = error else { throw error }
      }
    }
    return holders
  }
}
