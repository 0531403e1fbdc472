import Libvirt
import Text
import XML

extension Machine {
  /// Takes a device out of the definition, and out of the running machine, whose guest has to let it go.
  ///
  /// What runs is asked first: what it refuses at once leaves the definition as it is. Throws `deviceHeld` when the
  /// guest does not let go in time: then the definition is without it, and the guest may still do it.
  ///
  /// - Parameters:
  ///   - definition: The device's element of the definition; nil when it is not in there.
  ///   - running: Its element of what runs; nil when it is not to be taken out there.
  ///   - device: The device in the user's words.
  func detach(
    definition: Element?, running: Element?, device: String, doing: String, within limit: Duration
  ) async throws(NeuronError) {
    let alias = running?.first("alias")?["name"]
    let departure: Departure? = alias == nil ? nil : try await Departure(of: self)
    try await asking(doing, .long) { domain throws(LibvirtError) in
      if let alias { try domain.detachDevice(alias: alias, from: .live) }
      if let definition { try domain.detachDevice(definition.textForLibvirt(), from: .config) }
    }
    guard let departure, let alias else { return }
    let begun = ContinuousClock.now
    switch try await departure.wait(for: alias, within: limit) {
    case .gone: break
    case .refused: throw .deviceHeld(machine: name, device: device, after: nil)
    // Whoever waits may be stopped before the time is over.
    case .ignored:
      let waited = min(limit, begun.duration(to: .now))
      throw .deviceHeld(machine: name, device: device, after: waited)
    }
  }
}
