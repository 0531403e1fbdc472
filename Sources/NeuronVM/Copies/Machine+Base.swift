import Libvirt
import MachineModel
import Text

extension Machine {
  /// Marks the machine as one that others stand on.
  func markAsBase() async throws(NeuronError) {
    try await asking(tr("Marking the machine")) { domain throws(LibvirtError) in
      try domain.setMetadata(BaseMark.xml, prefix: BaseMark.prefix, namespace: BaseMark.namespace, in: .config)
    }
  }

  /// Refuses a start that would change disks on which those of other machines stand.
  ///
  /// Only linked copies of ours are known by their mark; it goes when nobody stands there any longer.
  func refuseStartOfBase() async throws(NeuronError) {
    let isMarked = try await asking(tr("Reading the definition")) { domain throws(LibvirtError) in
      try domain.metadata(namespace: BaseMark.namespace) != nil
    }
    guard isMarked else { return }
    let owners = DiskOwners(hypervisor)
    let others = try await hypervisor.asking(tr("Reading the machines' disks")) { () async throws(LibvirtError) in
      try await owners.owners(except: id)
    }
    for disk in try await description().disks where disk.isOwn {
      guard let place = disk.place, let reason = others.reasonToKeep([owners.key(place)]) else { continue }
      throw .refused([
        Problem(
          code: "machine.base",
          message: tr(
            "“%1$@” is not started, because every change of %2$@ destroys the disks that stand on it: %3$@.", name,
            place, reason),
          remedy: tr(
            "Work in a copy: neuron-vm clone %1$@ NAME – or remove the machines that stand on it.", ShellWord(name)))
      ])
    }
    try? await connection.withDomain(id) { domain throws(LibvirtError) in
      try domain.setMetadata(nil, prefix: BaseMark.prefix, namespace: BaseMark.namespace, in: .config)
    }
  }
}
