import Libvirt
import MachineModel
import Text

extension DiskOwners {
  /// Whether a disk's data is known to be gone; false where that cannot be told.
  ///
  /// Pools are taken as they were listed last: ``owners(except:)`` has libvirt look at all of them.
  func isGone(_ disk: Disk) async -> Bool {
    do throws(LibvirtError) {
      _ = try await image(of: disk)
      return false
    } catch {
      return error.code == .noStorageVolume
    }
  }

  /// What keeps a machine from having disks, again, that it does not have now: they are gone, or another's.
  ///
  /// - Parameters:
  ///   - disks: The disks.
  ///   - machine: Who is to have them.
  func problems(returning disks: [Disk], to machine: Machine) async throws(NeuronError) -> [Problem] {
    let disks = disks.filter { $0.device == "disk" && $0.place != nil }
    guard !disks.isEmpty else { return [] }
    let answer = try await machine.hypervisor.asking(tr("Reading the machines' disks")) {
      () async throws(LibvirtError) in try await owners(except: machine.id)
    }
    var problems: [Problem] = []
    for disk in disks {
      guard let place = disk.place else { continue }
      let target = disk.target ?? "-"
      if let owner = answer.owner(of: [key(place)]), !disk.isShared, !disk.isReadOnly {
        problems.append(
          Problem(
            code: "disk.used",
            message: tr(
              "The disk %1$@ (“%2$@”) belongs to the machine “%3$@” now: two that write to one disk destroy it.",
              target,
              place, owner),
            remedy: tr("Take it from that machine first: neuron-vm disk %1$@ remove TARGET", ShellWord(owner))))
      } else if await isGone(disk) {
        problems.append(
          Problem(
            code: "disk.gone", message: tr("The disk %1$@ (“%2$@”) is gone.", target, place),
            remedy: tr("Put it back from a copy first.")))
      }
    }
    return problems
  }
}
