public import MachineModel
import Text

extension RecognisedMedium {
  /// What a medium is to be used for.
  public enum Purpose: Sendable, Hashable {
    /// Something is installed or started from it.
    case installation
    /// It brings Windows its virtio drivers.
    case drivers
    /// It lies in a machine's drive, whatever is on it.
    case drive
  }

  /// Everything that keeps it from its purpose.
  ///
  /// - Parameter name: The file, as the user wrote it.
  public func problems(for purpose: Purpose, name: String) -> [Problem] {
    guard case .medium(let medium) = content else { return [notAnImage(name)] }
    var problems: [Problem] = []
    if medium.missingBytes > 0 {
      problems.append(
        Problem(
          code: "iso.incomplete",
          message: tr(
            "“%1$@” is not whole: %2$@ of it are missing at the end.", name,
            ByteCount(bytes: medium.missingBytes).rounded),
          remedy: tr("Download or copy it again.")))
    }
    switch (purpose, medium.kind) {
    case (.installation, .virtioDrivers):
      problems.append(
        Problem(
          code: "iso.drivers", message: tr("“%1$@” holds virtio drivers: no system can be installed from it.", name),
          remedy: tr("Give it with --drivers-iso, and the system's own ISO with --iso.")))
    case (.installation, _): problems += installationProblems(medium, name)
    case (.drivers, .virtioDrivers), (.drive, _): break
    case (.drivers, _):
      problems.append(
        Problem(
          code: "driversISO.kind",
          message: tr("“%1$@” holds no virtio drivers: it is %2$@.", name, title),
          remedy: tr("Give the ISO of the virtio-win project.")))
    }
    return problems
  }

  private func installationProblems(_ medium: Medium, _ name: String) -> [Problem] {
    if !medium.architectures.isEmpty, !medium.architectures.contains(where: \.runsHere) {
      let processors = medium.architectures.map(\.title).sorted().joined(separator: ", ")
      return [
        Problem(
          code: "iso.architecture",
          message: tr("“%1$@” is for computers with %2$@; machines here are x86-64.", name, processors),
          remedy: tr("Get the edition for x86-64 (also called x64 or amd64)."))
      ]
    }
    guard !medium.isBootable else { return [] }
    return [
      Problem(
        code: "iso.notBootable", message: tr("No computer can start from “%1$@”: it is %2$@.", name, title),
        remedy: tr("Give an installation ISO. Files for a machine can be put into its drive once it runs."))
    ]
  }

  private func notAnImage(_ name: String) -> Problem {
    guard case .notAnImage(let kind) = content else { return Problem(code: "iso.kind", message: "") }
    let remedy: String? =
      switch kind {
      case .webPage:
        tr("The download went wrong: what came is the page, not the file. Open it in a browser and download again.")
      case .gzip: tr("Unpack it first: gunzip %1$@", ShellWord(name))
      case .xz: tr("Unpack it first: unxz %1$@", ShellWord(name))
      case .bzip2: tr("Unpack it first: bunzip2 %1$@", ShellWord(name))
      case .zstd: tr("Unpack it first: unzstd %1$@", ShellWord(name))
      case .zip, .sevenZip, .rar: tr("Unpack it first; the ISO is inside.")
      case .qcow2, .vmdk, .vdi, .vhd, .vhdx: tr("A disk is no medium: make a machine that has it for its disk.")
      case .empty: tr("Download it again.")
      case .wim: tr("Get the whole ISO of Windows, of which this is a part.")
      case .disk: tr("Get the ISO, the image for CDs and DVDs, instead.")
      case .unknown: nil
      }
    return Problem(
      code: "iso.kind", message: tr("“%1$@” is no ISO image: it is %2$@.", name, kind.title), remedy: remedy)
  }

  /// What speaks against a template for what is installed from it; empty when nothing does.
  ///
  /// - Parameter drivers: Whether Windows' drivers are meant.
  public func warnings(for system: GuestSystem, isDrivers: Bool = false, name: String) -> [String] {
    guard case .medium(let medium) = content else { return [] }
    if isDrivers, case .virtioDrivers(let drivers) = medium.kind {
      guard system.isWindows, !drivers.systems.contains(system) else { return [] }
      return [tr("“%1$@” has no drivers for %2$@.", name, system.title)]
    }
    let advice = TemplateAdvice(self)
    if let fitting = medium.system, fitting != system {
      return [
        tr(
          "“%1$@” is %2$@, and the template is for %3$@. %4$@", name, title, system.title,
          advice.reason)
      ]
    }
    guard case .windows = medium.kind, !system.isWindows else { return [] }
    return [tr("“%1$@” is %2$@, and the template is for %3$@.", name, title, system.title)]
  }
}
