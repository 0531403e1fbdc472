import Journal
import Libvirt
import MachineModel
import Text
import XML

/// Gives devices of the host to a machine that runs, all of them or none.
///
/// A group is handed over whole or not at all, and libvirt alone would take one function at a time. So all functions but
/// the first leave the host beforehand; libvirt takes the first itself, which it therefore gives back itself, whoever ends
/// the machine. What was taken beforehand libvirt (9.0) leaves with vfio-pci: ``HostDeviceReturn`` gives it back.
struct LiveAttachment {
  let machine: Machine
  let title: String
  /// The `<hostdev>` of each function; empty for nothing to do now.
  let elements: [PCIAddress: Element]
  /// The function that libvirt takes and gives back itself: the one that makes the picture.
  let first: PCIAddress?

  private var hypervisor: Hypervisor { machine.hypervisor }

  /// How long the kernel may take to take one function from its driver.
  static let longest = Duration.seconds(60)

  /// Hands over, and then does `rest`; when that fails, all comes back.
  func perform(_ rest: () async throws(NeuronError) -> Void) async throws(NeuronError) {
    guard !elements.isEmpty else { return try await rest() }
    let transaction = try hypervisor.beginTransaction(title)
    do throws(NeuronError) {
      let others = elements.keys.sorted().filter { $0 != first }
      for address in others { try await take(address, transaction) }
      for address in [first].compactMap(\.self) + others {
        guard let element = elements[address] else { continue }
        if Task.isCancelled { throw .cancelled }
        try await give(address, element, transaction)
      }
      try await rest()
      try writing { () throws(JournalError) in try transaction.finish() }
    } catch {
      let rollback = Rollback(hypervisor)
      let outcome = await Task { await rollback.undo(transaction.actions) }.value
      let failures = outcome.failures + outcome.kept
      guard failures.isEmpty else { throw .undoFailed(failures, cause: error) }
      try writing { () throws(JournalError) in try transaction.finish() }
      throw error
    }
  }

  /// Takes a function from its driver on the host.
  private func take(_ address: PCIAddress, _ transaction: Transaction<UndoAction>) async throws(NeuronError) {
    try writing { () throws(JournalError) in try transaction.willPerform(undoneBy: .returnHostDevice(address)) }
    let (connection, name) = (hypervisor.connection, address.nodeDeviceName)
    try await toItsEnd(tr("Taking %1$@ from the host", address)) { () async throws(LibvirtError) in
      try await connection.detachNodeDevice(name, deadline: Self.longest)
    }
  }

  /// Gives a function to the guest.
  private func give(
    _ address: PCIAddress, _ element: Element, _ transaction: Transaction<UndoAction>
  ) async throws(NeuronError) {
    if address == first {
      try writing { () throws(JournalError) in try transaction.willPerform(undoneBy: .returnHostDevice(address)) }
    }
    try writing { () throws(JournalError) in
      try transaction.willPerform(undoneBy: .takeHostDevice(address, machine: machine.id))
    }
    let (connection, id) = (hypervisor.connection, machine.id)
    try await toItsEnd(tr("Giving %1$@ to the machine", address)) { () async throws(LibvirtError) in
      let xml = try element.textForLibvirt()
      try await connection.withDomain(id, .long, deadline: Self.longest) { domain throws(LibvirtError) in
        try domain.attachDevice(xml, to: .live)
      }
    }
  }

  /// Runs a call that nobody cancels: whether it was done must be known.
  private func toItsEnd(
    _ doing: String, _ call: @escaping @Sendable () async throws(LibvirtError) -> Void
  ) async throws(NeuronError) {
    let result = await Task { () async -> Result<Void, LibvirtError> in
      do throws(LibvirtError) {
        return .success(try await call())
      } catch {
        return .failure(error)
      }
    }.value
    do throws(LibvirtError) {
      try result.get()
    } catch {
      throw NeuronError(error, at: hypervisor.choice.uri, doing: doing, machine: machine.name)
    }
  }
}

extension PCIAddress {
  /// libvirt's name of the device.
  var nodeDeviceName: String {
    "pci_" + description.replacing(":", with: "_").replacing(".", with: "_")
  }
}
