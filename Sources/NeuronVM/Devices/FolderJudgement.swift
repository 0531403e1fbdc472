import MachineModel
import Text

/// Decides, from values alone, whether a folder of this computer may be given to a guest.
///
/// The program that serves it runs as root on the system's hypervisor, so a guest may do there what root may.
struct FolderJudgement: Sendable, Hashable {
  /// The folder, without links.
  let path: String
  /// Whose it is: the number of the user that owns it.
  let owner: UInt32
  /// The number of the user who asks.
  let user: UInt32
  /// The owner of the home folder that it is in, such as `/home/anna`; nil when it is in none.
  var homeOwner: UInt32?

  /// Why it may not be; nil when it may.
  var problem: Problem? {
    let parts = path.split(separator: "/")
    // In one of these, or around it.
    let isSystem = Self.system.contains { path == $0 || path.hasPrefix($0 + "/") || $0.hasPrefix(path + "/") }
    if parts.isEmpty || isSystem || path == "/home" {
      return Problem(
        code: "folder.system",
        message: tr("“%1$@” belongs to this computer's system: a guest that can change it owns the computer.", path),
        remedy: tr("Share a folder that holds nothing but what the guest is to see."))
    }
    if let homeOwner, homeOwner != user, user != 0 {
      return Problem(
        code: "folder.foreign", message: tr("“%1$@” is in the home of another user.", path),
        remedy: tr("Share a folder of your own."))
    }
    return nil
  }

  /// What may be wrong with it all the same.
  var warning: String? {
    if let homeOwner, homeOwner != user {
      return tr("“%1$@” is in the home of another user, who may not expect a guest there.", path)
    }
    let parts = path.split(separator: "/")
    if parts.count == 2, parts.first == "home" || parts.first == "root" {
      return tr("“%1$@” is a whole home folder: the guest sees keys and passwords that programs keep there.", path)
    }
    return parts.first == "root" ? tr("“%1$@” is in root's home.", path) : nil
  }

  /// Where the system lives; what a guest writes there, the host runs or believes.
  private static let system = [
    "/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/libx32", "/proc", "/run", "/sbin", "/sys", "/usr",
    "/var/lib/libvirt", "/var/run", "/var/log", "/var/cache", "/var/spool", "/var/lib/dpkg",
  ]
}
