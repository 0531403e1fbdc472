import Hardware
public import MachineModel
import Text

extension HostInspection {
  /// What is plugged into the host; its machines are not asked.
  ///
  /// - Parameter withUse: Whether it matters who has the devices open, and which file systems are on them.
  public func usb(withUse: Bool = true) throws(NeuronError) -> USBHardware {
    guard let reader else {
      throw .refused([
        Problem(
          code: "host.remote",
          message: tr("The host of this connection is another computer, which is not read from here."),
          remedy: tr("Run this on that computer: neuron-vm usb list"))
      ])
    }
    return reader.usb(withUse: withUse)
  }

  /// The machines that have devices; none is asked where no program has taken any, and none is told where libvirt gives no
  /// answer.
  public func usbHolders(of devices: [USBDevice], at choice: ConnectionChoice) async -> [USBHolder] {
    guard isThisComputer, devices.contains(where: \.isTaken) else { return [] }
    do throws(NeuronError) {
      let hypervisor = try await Hypervisor.connect(to: choice)
      let holders = try await hypervisor.usbHolders()
      await hypervisor.disconnect()
      return holders
    } catch {
      return []
    }
  }

  /// What is plugged in and pulled out from now on, until the task is cancelled.
  ///
  /// Throws `refused` for another computer and where nothing is told of devices, as in some containers.
  public func usbChanges() throws(NeuronError) -> AsyncStream<USBChange> {
    guard isThisComputer else {
      _ = try usb(withUse: false)
      throw .refused([Self.silent])
    }
    let hints = USBEvents.stream()
    guard let first = try usb(withUse: false).devices else { throw .refused([Self.silent]) }
    let inspection = self
    let (stream, changes) = AsyncStream<USBChange>.makeStream()
    let task = Task {
      var before = first
      for await _ in hints {
        guard let now = (try? inspection.usb(withUse: false))?.devices else { continue }
        for change in USBChange.all(from: before, to: now) { changes.yield(change) }
        before = now
      }
      changes.finish()
    }
    changes.onTermination = { _ in task.cancel() }
    return stream
  }

  private static var silent: Problem {
    Problem(code: "usb.noBus", message: tr("This computer has no USB, or it is not shown here (as in a container)."))
  }
}
