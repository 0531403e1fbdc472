import Text

/// How what was taken from the host is given back, from wherever it stands now.
///
/// Pure, and the same for a release, for the undoing of half a binding and for the second try of either: it looks at how
/// things stand, and not at what was done.
public struct ReturnPlan: Hashable, Sendable {
  /// The steps in their order.
  public let steps: [BindingStep]
  /// What keeps it from being given back now; the steps are empty then.
  public let problems: [PassthroughProblem]
  /// What is not given back, because it is not there or is not what was taken.
  public let notes: [String]
  /// The functions that are to be with the host again.
  public let functions: [BoundFunction]

  /// Plans for a card on a host as it is now.
  public init(_ card: BoundCard, on host: HostHardware) {
    var steps: [BindingStep] = []
    var notes: [String] = []
    var functions: [BoundFunction] = []
    var taken: Set<PCIAddress> = []
    // The picture first: sound and sockets hang on it.
    for function in card.functions {
      guard let device = host.device(at: function.address) else {
        notes.append(tr("%1$@ is not there any more.", function.address))
        continue
      }
      if let was = function.identity, let now = device.identity?.description, was != now {
        notes.append(tr("Another device is at %1$@ now (%2$@): it is left alone.", function.address, now))
        continue
      }
      functions.append(function)
      if device.driver == DriverName.vfio.description { taken.insert(function.address) }
      steps += Self.steps(function, device)
    }
    let machines = (host.use?.holders ?? []).filter { $0.isMachine && !$0.devices.isDisjoint(with: taken) }
    problems =
      machines.isEmpty
      ? []
      : [
        PassthroughProblem(
          "held.machine", .refused,
          tr("A running machine has it: %1$@.", machines.map(\.title).joined(separator: ", ")),
          tr("Shut that machine down first."))
      ]
    self.steps = machines.isEmpty ? steps : []
    self.notes = notes
    self.functions = functions
  }

  private static func steps(_ function: BoundFunction, _ device: PCIDevice) -> [BindingStep] {
    let address = function.address
    var steps: [BindingStep] = []
    let now = device.driverOverride.flatMap { DriverName($0) }
    // Whatever else stands there now is of somebody else's making.
    if now == .vfio, function.driverOverride != .vfio {
      steps.append(.setOverride(address, old: now, new: function.driverOverride))
    }
    var driver = device.driver
    if driver == DriverName.vfio.description, function.driver != .vfio {
      steps.append(.unbind(address, from: .vfio))
      driver = nil
    }
    guard driver == nil else { return steps }
    switch function.owner {
    case .driver(let name):
      if let module = function.module { steps.append(.load(module: module, driver: name)) }
      steps.append(.bind(address, to: name))
    case .unknown: steps.append(.choose(address))
    case .nobody: break
    }
    return steps
  }
}

extension BoundCard {
  /// What can be given back of a device that others have taken from the host: the kernel chooses its drivers.
  ///
  /// - Parameter boot: See ``BoundCard/boot``.
  public init(takenByOthers subject: PassthroughSubject, boot: String) {
    let functions = subject.functions.filter { $0.driver == nil || $0.driver == DriverName.vfio.description }
    self.init(
      address: subject.primary.address,
      functions: functions.map {
        BoundFunction(address: $0.address, identity: $0.identity?.description, owner: .unknown)
      }, boot: boot)
  }
}
