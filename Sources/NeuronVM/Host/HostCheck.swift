import FoundationEssentials
import Libvirt
import MachineModel
import Text

/// Looks whether a host is ready for machines.
public struct HostCheck: Sendable {
  let choice: ConnectionChoice
  private let directories: Directories

  /// A check of the host behind a connection.
  public init(_ choice: ConnectionChoice, directories: Directories = .current) {
    self.choice = choice
    self.directories = directories
  }

  /// What there is to say of a saved host: its hardware.
  public func lines(ofSavedHost folder: String) throws(NeuronError) -> [HostCheckLine] {
    hardwareLines(try HostInspection(choice, root: folder))
  }

  /// Everything that was looked at, most basic first.
  ///
  /// Never fails: what cannot be looked at says so.
  public func lines() async -> [HostCheckLine] {
    do throws(NeuronError) {
      let hypervisor = try await Hypervisor.connect(to: choice, within: .seconds(15), directories: directories)
      var lines = [await libvirtLine(hypervisor)]
      if choice.isTest {
        return lines + [
          Self.line("test", .warning, tr("Hypervisor"), tr("this is libvirt's test driver, which runs nothing"))
        ]
      }
      // A libvirt that goes away meanwhile is the one thing to tell, and not that everything behind it is missing.
      let kvm = try await hypervisor.capabilities(.kvm)
      let emulation = try await hypervisor.capabilities(.qemu)
      lines.append(await kvmLine(offered: kvm))
      lines.append(emulatorLine(kvm ?? emulation))
      lines += firmwareLines(kvm ?? emulation ?? .unknown)
      lines.append(await networkLine(hypervisor))
      lines.append(await poolLine(hypervisor))
      lines += groupLines(connected: true)
      lines += hookLines() + unreturnedLines()
      if let inspection = try? HostInspection(choice) { lines += hardwareLines(inspection) }
      return lines
    } catch {
      let line = HostCheckLine(
        code: "libvirt", status: .problem, title: tr("libvirt"),
        finding: error.message + (error.detail.map { " (\($0))" } ?? ""), remedy: remedy(for: error))
      guard choice.isLocal else { return [line] }
      let hardware = (try? HostInspection(choice)).map(hardwareLines) ?? []
      return [line, await kvmLine(offered: nil)] + groupLines(connected: false) + hardware
    }
  }

  private static func line(
    _ code: String, _ status: HostCheckLine.Status, _ title: String, _ finding: String, _ remedy: String? = nil
  ) -> HostCheckLine {
    HostCheckLine(code: code, status: status, title: title, finding: finding, remedy: remedy)
  }

  private func remedy(for error: NeuronError) -> String? {
    if case .permission = error { return error.remedy }
    if case .noAnswer = error { return error.remedy }
    guard choice.isLocal else {
      return tr("Look whether libvirt runs on that computer, and whether ssh gets you there.")
    }
    return tr(
      "Install libvirt (Debian: apt install libvirt-daemon-system qemu-system-x86; Fedora: dnf install @virtualization; Arch: pacman -S libvirt qemu-desktop), then: sudo systemctl enable --now libvirtd."
    )
  }

  private func libvirtLine(_ hypervisor: Hypervisor) async -> HostCheckLine {
    let libvirt = (try? await hypervisor.connection.libraryVersion()).map { "\($0)" } ?? "?"
    let qemu = (try? await hypervisor.connection.hypervisorVersion()).map { "\($0)" } ?? "?"
    return Self.line(
      "libvirt", .ok, tr("libvirt"), tr("libvirt %1$@ with QEMU %2$@ answers at %3$@", libvirt, qemu, choice.uri))
  }

  private func kvmLine(offered: HostCapabilities?) async -> HostCheckLine {
    let title = tr("KVM")
    guard choice.isLocal else {
      return Self.line(
        "kvm", .warning, title, tr("whether it works cannot be judged from here"), tr("Run this on that computer."))
    }
    let slow = tr("Machines are emulated until then, which is slow.")
    switch await KVMVerdictCache(directories: directories).probe(emulator: offered?.emulator) {
    case .works where offered == nil:
      return Self.line(
        "kvm", .warning, title, tr("KVM works, but libvirt does not offer it"),
        tr("Look at the permissions of /dev/kvm: libvirt's machines run as a user of their own."))
    case .works: return Self.line("kvm", .ok, title, tr("a kernel was started under KVM and spoke"))
    case .fails(let reason):
      return Self.line(
        "kvm", .warning, title, tr("KVM does not run a machine here: %1$@", reason),
        tr(
          "Switch virtualisation (VT-x or SVM) on in the computer's firmware; inside a virtual machine, nested virtualisation on its host. %1$@",
          slow))
    case .notProven(let reason):
      return Self.line(
        "kvm", .warning, title, tr("not proven: %1$@", reason),
        tr("With --accel kvm a machine uses KVM all the same. %1$@", slow))
    }
  }

  private func emulatorLine(_ capabilities: HostCapabilities?) -> HostCheckLine {
    guard let path = capabilities?.emulator else {
      return Self.line(
        "qemu", .problem, tr("QEMU"), tr("libvirt finds no QEMU for x86_64 machines"),
        tr(
          "Install it (Debian: apt install qemu-system-x86; Fedora: dnf install qemu-kvm; Arch: pacman -S qemu-desktop)."
        ))
    }
    return Self.line("qemu", .ok, tr("QEMU"), path)
  }

  private func firmwareLines(_ capabilities: HostCapabilities) -> [HostCheckLine] {
    var lines: [HostCheckLine] = []
    let install = tr("Install it (Debian: apt install ovmf; Fedora: dnf install edk2-ovmf; Arch: pacman -S edk2-ovmf).")
    if !capabilities.firmwares.contains("efi") {
      lines.append(
        Self.line(
          "firmware", .warning, tr("UEFI firmware"), tr("there is none, so Windows cannot be installed"), install))
    } else if !capabilities.hasSecureFirmware {
      lines.append(
        Self.line(
          "firmware", .warning, tr("UEFI firmware"), tr("there is none with Secure Boot, which Windows 11 asks for"),
          install))
    } else {
      lines.append(Self.line("firmware", .ok, tr("UEFI firmware"), tr("there, with Secure Boot")))
    }
    if capabilities.tpmBackends.contains("emulator") {
      lines.append(Self.line("tpm", .ok, tr("TPM emulator"), tr("swtpm is there")))
    } else {
      lines.append(
        Self.line(
          "tpm", .warning, tr("TPM emulator"), tr("swtpm is missing, and Windows 11 asks for a TPM 2.0"),
          tr(
            "Install it (Debian: apt install swtpm swtpm-tools; Fedora: dnf install swtpm-tools; Arch: pacman -S swtpm)."
          )))
    }
    return lines
  }
}
