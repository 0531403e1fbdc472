import Files
import Libvirt
import MachineModel
import Text

/// Looks whether the disks of a machine that is off are whole, and nobody else is at them.
struct DiskInspection: Sendable {
  let owners: DiskOwners
  /// Who needs which file, the machine itself left out.
  let others: DiskOwners.Answer

  /// Reads what all other machines need; pools are looked at anew.
  init(for machine: Machine) async throws(NeuronError) {
    let owners = DiskOwners(machine.hypervisor)
    self.owners = owners
    others = try await machine.hypervisor.asking(tr("Reading the machines' disks")) { () async throws(LibvirtError) in
      try await owners.owners(except: machine.id)
    }
  }

  /// What is wrong with a disk; nil when nothing is, or when it cannot be told from here.
  ///
  /// - Parameter isWritten: Whether it is to be changed, and not only read.
  func fault(of disk: Disk, isWritten: Bool) async throws(NeuronError) -> DiskFault? {
    guard let place = disk.place, !owners.hypervisor.choice.isTest else { return nil }
    let image: DiskImage
    do throws(LibvirtError) {
      guard let found = try await owners.image(of: disk) else { return nil }
      image = found
    } catch {
      return error.code == .noStorageVolume ? .gone : nil
    }
    let keys = [owners.key(image.path), owners.key(place)]
    if !disk.isShared, let writer = others.writer(of: keys) { return .used(by: writer) }
    guard owners.hypervisor.choice.isLocal else { return nil }
    if let lock = ImageLock(of: image.path), lock.isWritten || isWritten && lock.keepsWritersOut {
      return disk.isShared ? nil : .open
    }
    guard disk.format == "qcow2", Folder.isReadable(image.path), !image.isEncrypted,
      let program = try? QEMUImageProgram()
    else { return nil }
    return try await program.damage(to: image.path).map { .damaged($0) }
  }
}
