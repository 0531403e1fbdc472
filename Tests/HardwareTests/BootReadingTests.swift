import MachineModel
import TestSupport
import Testing

@testable import Hardware

/// What keeps the kernel's parameters, on systems that each have their own way.
@Suite struct BootReadingTests {
  private func boot(_ change: (inout HostFixture) -> Void) throws -> BootFacts {
    var host = HostFixture.processorAndCard
    host.remove("etc")
    change(&host)
    let folder = try TemporaryDirectory()
    try host.tree.write(to: folder.path)
    return HostReader(try HostRoot(folder.path)).hardware(.judgement).boot
  }

  private func told(_ host: inout HostFixture, _ loader: String) {
    let name = "LoaderInfo-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f"
    let text = loader.unicodeScalars.map { "\($0)\0" }.joined()
    host.file("sys/firmware/efi/efivars/" + name, "\u{6}\0\0\0" + text)
  }

  static let systems: [(system: String, files: [String], parameters: String, loader: BootFacts.Loader?)] = [
    ("nixos", ["etc/NIXOS"], "quiet", .nixos),
    ("guix", ["etc/default/grub"], "quiet", .guix),
    ("slackware", ["etc/unraid-version"], "quiet", .unraid),
    ("fedora", ["etc/default/grub", "usr/bin/rpm-ostree"], "ostree=/ostree/boot.1/fedora", .rpmOstree),
    ("rhel", [], "ostree=/ostree/boot.1/default", .rpmOstree),
    ("endless", [], "ostree=/ostree/boot.0/eos", .ostree),
    ("debian", ["etc/kernel/proxmox-boot-uuids", "etc/default/grub"], "quiet", .proxmox),
    ("solus", ["usr/bin/clr-boot-manager"], "quiet", .clrBootManager),
    ("alpine", ["etc/update-extlinux.conf"], "quiet", .extlinux),
    ("void", ["etc/default/grub"], "quiet", .grub),
    ("arch", ["etc/kernel/cmdline"], "quiet", .systemdBoot),
    ("chimera", [], "quiet", nil),
  ]

  @Test(arguments: systems.indices)
  func `each system's own way is found`(index: Int) throws {
    let system = Self.systems[index]
    let found = try boot { host in
      host.file("etc/os-release", "ID=\(system.system)\n")
      for file in system.files { host.file(file, "") }
      host.file("proc/cmdline", "root=/dev/sda1 \(system.parameters)\n")
    }
    #expect(found.loader == system.loader, "\(system.system)")
  }

  @Test func `a tool for one loader counts only where that loader starts the kernel`() throws {
    func found(_ loader: String) throws -> BootFacts.Loader? {
      try boot { host in
        host.file("etc/os-release", "ID=cachyos\nID_LIKE=arch\n")
        host.file("etc/sdboot-manage.conf", "")
        told(&host, loader)
      }.loader
    }
    #expect(try found("systemd-boot 258.1-1-arch") == .sdbootManage)
    #expect(try found("Limine 10.3.1") == .limine)
  }

  @Test func `openSUSE's tool is known, and what started the kernel with it`() throws {
    let found = try boot { host in
      host.file("etc/os-release", "ID=opensuse-tumbleweed\nID_LIKE=\"opensuse suse\"\n")
      host.file("etc/kernel/cmdline", "")
      host.file("usr/bin/sdbootutil", "")
      told(&host, "systemd-boot 257")
    }
    #expect(found.loader == .sdbootutil && found.told == .systemdBoot)
  }
}
