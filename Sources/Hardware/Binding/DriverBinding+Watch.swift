public import MachineModel
import Text

extension DriverBinding {
  /// Sees to it that a device has come back from a machine that has ended, and gives it back where it has not; nil when
  /// it is not for the host to have now.
  ///
  /// libvirt has given it back by itself when all is well, and then this only looks. What was taken from the host by
  /// ``bind(_:anotherWayIn:)`` stays out, and what another machine has by now is left alone. Where the device cannot be
  /// brought back a note of it stays until the next start of the computer, for `host check` and `show`.
  public func watchReturn(of address: PCIAddress) throws(BindingError) -> BindingReport? {
    try places.prepare()
    let host = read(about: [address])
    guard let subject = host.subject(at: address) else { throw .notFound(address) }
    let notes = UnreturnedDevices(places)
    let isKept = try records().contains { card in
      card.functions.contains { subject.addresses.contains($0.address) }
    }
    let isTaken = (host.use?.holders ?? []).contains { $0.isMachine && !$0.devices.isDisjoint(with: subject.addresses) }
    guard !isKept, !isTaken else {
      notes.remove(subject.primary.address)
      return nil
    }
    do throws(BindingError) {
      let report = try release(address)
      let lost = report.functions.filter { $0.driver == nil && $0.isUsuallyDriven }
      guard lost.isEmpty else {
        throw BindingError.undoFailed(step: nil, reasons: lost.map { tr("%1$@ has no driver now.", $0.address) })
      }
      notes.remove(subject.primary.address)
      return report
    } catch {
      notes.add(subject.primary.address, error.message)
      throw error
    }
  }
}

extension PCIDevice {
  /// Whether the kernel has a driver for every one of its kind; other devices may never have had one.
  fileprivate var isUsuallyDriven: Bool { kind.map { $0.isSound || $0.isUSBController } ?? false }
}
