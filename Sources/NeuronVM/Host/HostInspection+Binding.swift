import Hardware
public import MachineModel
import Text

extension HostInspection {
  /// How a device would be taken from this host.
  ///
  /// - Parameter anotherWayIn: Addresses that the user typed, to say that there is another way into the host.
  public func bindingPlan(
    _ address: PCIAddress, anotherWayIn: Set<PCIAddress> = []
  ) throws(NeuronError) -> BindingPlan {
    let (host, subject) = try subject(at: address)
    return BindingPlan(subject, on: host, anotherWayIn: anotherWayIn)
  }

  /// How a device would be given back to this host, as far as can be told without root's memory of what had it.
  public func returnPlan(_ address: PCIAddress) throws(NeuronError) -> (subject: PassthroughSubject, plan: ReturnPlan) {
    let (host, subject) = try subject(at: address)
    return (subject, ReturnPlan(BoundCard(takenByOthers: subject, boot: ""), on: host))
  }

  private func subject(at address: PCIAddress) throws(NeuronError) -> (HostHardware, PassthroughSubject) {
    let host = hardware(about: address)
    guard let subject = host.subject(at: address) else { throw .deviceNotFound(address, isGraphics: false) }
    return (host, subject)
  }
}
