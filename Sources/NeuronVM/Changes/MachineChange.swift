import Libvirt
import MachineModel
import Text
import XML

/// A change of a machine that is under way, as ``Machine/changing(_:within:_:)`` hands it to its body.
struct MachineChange: Sendable {
  /// The machine.
  let machine: Machine
  /// What it was just before.
  let before: MachineForms

  /// Where a device-level call should act: on the definition, and on what runs while the machine runs.
  ///
  /// A machine may have been started or stopped since; libvirt then refuses the call, and nothing is changed.
  var target: DomainTarget { before.running == nil ? .config : [.live, .config] }

  /// Replaces the whole definition, where no device-level call does what was asked; returns it as libvirt has it then.
  ///
  /// Refuses with `machine.changed` when the definition is no longer the one that `xml` was made from: what another tool
  /// has written meanwhile is not overwritten. Looking and defining go to libvirt one right after the other; between the
  /// two, which libvirt cannot join, lies less than a millisecond. Passwords of displays that `xml` does not state stay
  /// as they are. A machine that is gone is not made again.
  ///
  /// - Parameters:
  ///   - xml: The new definition.
  ///   - planned: The definition that `xml` was made from; ``before``'s when nil.
  ///   - validates: Whether libvirt refuses what its schema does not know; for what a person wrote.
  @discardableResult
  func define(
    _ xml: String, madeFrom planned: MachineDefinition? = nil, validates: Bool = false
  ) async throws(NeuronError) -> MachineDefinition {
    let planned = planned ?? before.definition
    let old = try await machine.asking(tr("Reading the definition")) { domain throws(LibvirtError) in
      try domain.xml([.inactive, .secure])
    }
    var text = xml
    let secrets = try Element(definition: old)
    if secrets.hasPassword { text = try Element(definition: xml).withPasswords(of: secrets).definitionText() }
    let document = text
    let isDefined = try await machine.asking(tr("Changing the definition")) { domain throws(LibvirtError) in
      guard try domain.isPersistent, try domain.xml([.inactive, .secure]) == old,
        try domain.xml(.inactive) == planned.xml
      else { return false }
      try domain.define(again: document, validates: validates)
      return true
    }
    guard isDefined else { throw machine.changedMeanwhile }
    return try await machine.forms().definition
  }
}
