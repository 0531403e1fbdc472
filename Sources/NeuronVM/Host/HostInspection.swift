import FoundationEssentials
import Hardware
import Libvirt
public import MachineModel
import Text
import XML

/// Looks at a host's devices, and judges whether machines can have them.
///
/// Reads only. The host of a remote connection cannot be looked into: libvirt names its devices, and no more is said.
public struct HostInspection: Sendable {
  /// Where the host is.
  private let source: Source

  private enum Source: Sendable {
    case here(HostRoot)
    case remote(ConnectionChoice)
  }

  /// - Parameters:
  ///   - choice: The connection, whose host is meant.
  ///   - root: A folder with a saved host, which is then looked at instead.
  public init(_ choice: ConnectionChoice, root: String? = nil) throws(NeuronError) {
    guard root != nil || choice.isLocal else {
      source = .remote(choice)
      return
    }
    if let root, !FileManager.default.fileExists(atPath: root) { throw .fileNotFound(root) }
    do {
      source = .here(try HostRoot(root ?? "/"))
    } catch {
      throw NeuronError(error)
    }
  }

  /// Every PCI device.
  ///
  /// - Parameter detailed: Whether connection, windows and ways to reset are wanted; not to be had from afar.
  public func devices(detailed: Bool = false) async throws(NeuronError) -> [PCIDevice] {
    switch source {
    case .here(let root): HostReader(root).hardware(detailed ? .detailedDevices : .devices).devices ?? []
    case .remote(let choice): try await RemoteDevices(choice).devices()
    }
  }

  /// The judgement of every graphics card, or of what is asked for.
  ///
  /// - Parameters:
  ///   - address: The card or the device that is meant; nil for all graphics cards.
  ///   - onlyGraphics: Whether a device that is no graphics card counts as not found.
  ///   - anotherWayIn: The addresses the user typed, to say that there is another way into the host.
  ///   - machine: The name of the machine that is to have it, and the connection it is on.
  public func reports(
    on address: PCIAddress? = nil, onlyGraphics: Bool = true, anotherWayIn: Set<PCIAddress> = [],
    machine: (name: String, choice: ConnectionChoice)? = nil
  ) async throws(NeuronError) -> [PassthroughReport] {
    var uses: (machine: MachineUse, others: [MachineUse])?
    if let machine { uses = try await MachineUse.read(machine.name, at: machine.choice) }
    let host: HostHardware
    switch source {
    case .here(let root): host = HostReader(root).hardware(.judgement, about: address.map { [$0] } ?? [])
    case .remote(let choice):
      var known = HostHardware()
      known.devices = try await RemoteDevices(choice).devices()
      host = known
    }
    var subjects = host.graphicsCards.map { PassthroughSubject($0) }
    if let address {
      guard let subject = host.subject(at: address), subject.isGraphics || !onlyGraphics else {
        throw .deviceNotFound(address, isGraphics: onlyGraphics)
      }
      subjects = [subject]
    }
    if case .remote(let choice) = source { return subjects.map { RemoteDevices(choice).report($0) } }
    let check = PassthroughCheck(
      host, anotherWayIn: anotherWayIn, machine: uses?.machine, otherMachines: uses?.others ?? [])
    return subjects.map(check.report)
  }

  /// Everything that is read of the host.
  public func hardware() throws(NeuronError) -> HostHardware {
    guard case .here(let root) = source else {
      throw .refused([
        Problem(
          code: "host.remote",
          message: tr("The host of this connection is another computer, which is not read from here."),
          remedy: tr("Run this on that computer: neuron-vm host show"))
      ])
    }
    return HostReader(root).hardware()
  }

  /// Reads the host; nil for a remote one.
  var reader: HostReader? {
    guard case .here(let root) = source else { return nil }
    return HostReader(root)
  }

  /// Whether it is the computer that this program runs on, and no saved one.
  var isThisComputer: Bool {
    guard case .here(let root) = source else { return false }
    return root.isLive
  }

  /// What decides about a device; nothing is known of a remote host.
  func hardware(about address: PCIAddress) -> HostHardware {
    guard case .here(let root) = source else { return HostHardware() }
    return HostReader(root).hardware(.judgement, about: [address])
  }

  /// What the check of a host as a whole goes by; nil for a remote one.
  func overview() -> HostHardware? {
    guard case .here(let root) = source else { return nil }
    return HostReader(root).hardware(.overview)
  }
}

extension NeuronError {
  init(_ error: HostRootError) {
    switch error {
    case .unusable(let path, let reason): self = .file(path: path, reason: reason)
    case .noHost(let path):
      self = .file(path: path, reason: tr("it holds no saved host, which has a folder “sys”"))
    }
  }
}
