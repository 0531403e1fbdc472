import Hardware
import Libvirt
public import MachineModel
import Text
import XML

extension Machine {
  /// Gives the running machine a USB device of its host, until it ends or the device is pulled out.
  ///
  /// The definition stays as it is. Throws `refused` with all that stands in the way, or with the candidates when the name
  /// means several devices.
  ///
  /// - Parameters:
  ///   - name: Which device.
  ///   - hasAnotherWayIn: Whether the user has said that the computer can be reached without it.
  public func attachUSB(
    _ name: USBDeviceName, hasAnotherWayIn: Bool = false
  ) async throws(NeuronError) -> DeviceReport {
    try await locked(for: tr("give “%1$@” the USB device %2$@", self.name, name)) {
      () async throws(NeuronError) in
      let plan = try await usbPlan(name, hasAnotherWayIn: hasAnotherWayIn)
      guard !plan.isThere else { return usbReport(plan, .unchanged) }
      let element = USBAttachment.element(for: plan.device)
      try await asking(tr("Giving %1$@ to the machine", plan.device.title), .long) { domain throws(LibvirtError) in
        try domain.attachDevice(element.textForLibvirt(), to: .live)
      }
      return usbReport(plan, .now)
    }
  }

  /// What ``attachUSB(_:hasAnotherWayIn:)`` would come to; nothing is changed.
  public func previewOfAttachingUSB(
    _ name: USBDeviceName, hasAnotherWayIn: Bool = false
  ) async throws(NeuronError) -> DeviceReport {
    let plan = try await usbPlan(name, hasAnotherWayIn: hasAnotherWayIn)
    return usbReport(plan, plan.isThere ? .unchanged : .now)
  }

  private func usbPlan(
    _ name: USBDeviceName, hasAnotherWayIn: Bool
  ) async throws(NeuronError) -> (device: USBDevice, isThere: Bool, warnings: [String]) {
    let host = try hypervisor.usbOfThisComputer()
    let isRunning = try await deviceForms().running != nil
    let holders = try await hypervisor.usbHolders()
    let check = USBCheck(host: host, holders: holders, hasAnotherWayIn: hasAnotherWayIn)
    let device = try check.device(name).get()
    if holders.contains(where: { $0.id == id && $0.has(device) }) { return (device, true, []) }
    var problems = check.problems(device, for: id)
    if !isRunning {
      problems.append(
        Problem(
          code: "usb.off", message: tr("“%1$@” is off; a USB device goes to a machine that runs.", self.name),
          remedy: tr("First: neuron-vm start %1$@", ShellWord(self.name))))
    }
    guard problems.isEmpty else { throw .refused(problems) }
    let warnings = device.holders.filter { !$0.listensToInput && !$0.watchesSound }.map { holder in
      tr("%1$@ uses it, and loses it: %2$@.", holder.title, holder.nodes.joined(separator: ", "))
    }
    return (device, false, warnings)
  }

  private func usbReport(
    _ plan: (device: USBDevice, isThere: Bool, warnings: [String]), _ outcome: ChangeOutcome
  ) -> DeviceReport {
    report(
      on: "port:\(plan.device.port)", outcome, source: nil,
      plan.isThere
        ? tr("“%1$@” has %2$@ already.", name, plan.device.title)
        : tr("“%1$@” has %2$@ now.", name, plan.device.title),
      notes: plan.isThere ? [] : [tr("Until the machine ends, or it is pulled out.")], warnings: plan.warnings)
  }

  /// How long a guest may take to let a USB device go: it cannot refuse, and needs not even be asked by most.
  public static let usbPatience = Duration.seconds(30)

  /// Takes a USB device of the host from the running machine; one that was pulled out too.
  ///
  /// What stands in the definition, as other tools write it there, stays.
  public func detachUSB(_ name: USBDeviceName, within limit: Duration) async throws(NeuronError) -> DeviceReport {
    try await locked(for: tr("take the USB device %2$@ from “%1$@”", self.name, name)) {
      () async throws(NeuronError) in
      let (found, title) = try await usbAttachment(name)
      guard let alias = found.alias else {
        throw .refused([
          Problem(code: "usb.alias", message: tr("libvirt does not say how it calls %1$@ in the machine.", title))
        ])
      }
      let departure = try await Departure(of: self)
      try await asking(tr("Taking %1$@ from the machine", title), .long) { domain throws(LibvirtError) in
        try domain.detachDevice(alias: alias, from: .live)
      }
      switch try await departure.wait(for: alias, within: limit) {
      case .gone: return usbReport(title)
      case .refused: throw .deviceHeld(machine: self.name, device: title, after: nil)
      case .ignored: throw .deviceHeld(machine: self.name, device: title, after: limit)
      }
    }
  }

  /// What ``detachUSB(_:within:)`` would come to; nothing is changed.
  public func previewOfDetachingUSB(_ name: USBDeviceName) async throws(NeuronError) -> DeviceReport {
    usbReport(try await usbAttachment(name).title)
  }

  private func usbReport(_ title: String) -> DeviceReport {
    report(on: title, .now, source: nil, tr("“%1$@” does not have %2$@ any more.", name, title))
  }

  /// Which of the running machine's devices a name means.
  private func usbAttachment(
    _ name: USBDeviceName
  ) async throws(NeuronError) -> (attachment: USBAttachment, title: String) {
    let devices = try hypervisor.usbOfThisComputer().devices ?? []
    let all = try await deviceForms().running.map { USBAttachment.all(in: $0) } ?? []
    let found = all.filter { attachment in
      if let device = attachment.device(among: devices) { return name.matches(device) }
      // It was pulled out: what is known of it is what it was given by.
      switch name {
      case .model(let identity): return attachment.identity == identity
      case .port(let port): return attachment.port == port
      case .address: return attachment.address == name
      case .one: return false
      }
    }
    func title(_ attachment: USBAttachment) -> String {
      attachment.device(among: devices)?.title ?? (attachment.identity.map { "\($0)" } ?? "\(name)")
    }
    if found.count == 1, let one = found.first { return (one, title(one)) }
    guard !found.isEmpty else {
      throw .refused([
        Problem(
          code: "usb.notFound", message: tr("“%1$@” has no USB device “%2$@” of this computer.", self.name, name),
          remedy: tr("“neuron-vm usb list” shows the devices there are, and who has them."), kind: .notFound)
      ])
    }
    let names = found.map { one in
      one.device(among: devices).map { "\($0.name(among: devices))" } ?? one.address.map { "\($0)" } ?? title(one)
    }
    throw .refused([
      Problem(
        code: "usb.ambiguous",
        message: tr("“%1$@” means %2$@ devices: %3$@.", name, found.count, names.joined(separator: ", ")),
        remedy: tr("Name one of them: %1$@", ShellWord(names[0])))
    ])
  }
}

extension Hypervisor {
  /// What is plugged into the computer of the hypervisor, which has to be this one.
  func usbOfThisComputer() throws(NeuronError) -> USBHardware {
    let inspection = try HostInspection(choice)
    return try inspection.usb()
  }
}
