import MachineModel
import Text

/// Which template fits a medium, and why.
public struct TemplateAdvice: Sendable, Hashable {
  /// The template's name; nil when none fits.
  public let template: String?
  /// The reason, in a sentence.
  public let reason: String

  /// Judges by what a medium was recognised as.
  public init(_ recognised: RecognisedMedium) {
    guard let medium = recognised.medium else {
      (template, reason) = (nil, tr("It is no ISO image."))
      return
    }
    if !medium.architectures.isEmpty, !medium.architectures.contains(where: \.runsHere) {
      (template, reason) = (nil, tr("It is for another processor than machines here have."))
      return
    }
    switch medium.kind {
    case .windows(let windows):
      switch windows.system {
      case .windows11:
        template = "windows11-basic"
        reason = tr("Windows 11 asks for UEFI with Secure Boot and a TPM 2.0, which this template has.")
      case .windows10 where windows.isServer:
        template = "windows10-basic"
        reason = tr("Windows Server is installed like Windows 10.")
      case .windows10:
        template = "windows10-basic"
        reason = tr("It is Windows 10, which needs neither Secure Boot nor a TPM.")
      case .linux, nil:
        template = nil
        reason =
          windows.build == nil
          ? tr("Which Windows it is cannot be told from the medium.")
          : tr("It is older than any Windows that there is a template for.")
      }
    case .linux:
      template = "linux"
      reason = tr("Any Linux runs with virtio for everything.")
    case .virtioDrivers:
      template = nil
      reason = tr("It brings a Windows its drivers: give it with --drivers-iso.")
    case .other:
      let isLinux = recognised.system?.family == "linux"
      template = isLinux ? "linux" : nil
      reason =
        isLinux
        ? tr("Any Linux runs with virtio for everything.")
        : medium.isBootable
          ? tr("What it starts is not known here; “linux” suits most systems with virtio drivers.")
          : tr("Nothing can be installed from it.")
    }
  }
}
