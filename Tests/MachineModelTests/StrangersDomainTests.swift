import Foundation
import MachineModel
import TestSupport
import Testing
import XML

@Suite struct StrangersDomainTests {
  private let text = """
    <domain type="kvm" xmlns:qemu="http://libvirt.org/schemas/domain/qemu/1.0">
      <name>m</name><metadata><o:kept xmlns:o="https://example.org/"/></metadata><memory>1</memory>
      <sysinfo type="fwcfg"><entry name="opt/x" file="/BAD-fwcfg"/></sysinfo>
      <bootloader>/BAD-bootloader</bootloader><keywrap/><resource><partition>/BAD-resource</partition></resource>
      <launchSecurity type="sev"/><seclabel type="none"/>
      <memoryBacking><locked/><hugepages/></memoryBacking>
      <os><type>hvm</type><loader type="pflash" secure="yes">/BAD-loader</loader><nvram>/BAD-nvram</nvram>
        <kernel>/BAD-kernel</kernel><initrd>/BAD-initrd</initrd><cmdline>BAD-cmdline</cmdline></os>
      <devices>
        <emulator>/BAD-emulator</emulator>
        <disk type="file" device="disk"><driver name="qemu" type="qcow2"/><source file="/BAD-own"/>
          <target dev="vda"/><mirror file="/BAD-mirror"/></disk>
        <disk type="block" device="disk"><source dev="/dev/BAD-sda"/><target dev="vdb"/></disk>
        <disk type="file" device="cdrom"><source file="/BAD-iso"/><target dev="sdc"/></disk>
        <filesystem><source dir="/BAD-share"/><target dir="x"/></filesystem>
        <interface type="bridge"><source bridge="br0"/><script path="/BAD-script"/><downscript path="/BAD-down"/>
          <backend tap="/BAD-tap"/><rom file="/BAD-rom"/></interface>
        <interface type="vhostuser"><source path="/BAD-vhost"/></interface>
        <serial type="file"><source path="/BAD-serial"/><log file="/BAD-log"/><target port="0"/></serial>
        <parallel type="dev"><source path="/BAD-parallel"/></parallel>
        <console type="tcp"><source host="BAD-host" service="1"/><target type="serial"/></console>
        <channel type="pipe"><source path="/BAD-pipe"/></channel>
        <channel type="unix"><source mode="connect" path="/BAD-channel"/><target type="virtio" name="a"/></channel>
        <tpm model="tpm-tis"><backend type="passthrough"><device path="/dev/BAD-tpm"/></backend></tpm>
        <rng model="virtio"><backend model="egd" type="tcp"><source host="BAD-rng"/></backend></rng>
        <shmem name="BAD-memory"><model type="ivshmem-plain"/></shmem>
        <lease><lockspace>BAD-lease</lockspace></lease><crypto model="BAD-crypto"/>
        <redirdev bus="usb" type="tcp"><source host="BAD-redirected"/></redirdev>
        <input type="evdev"><source dev="/dev/BAD-input"/></input>
        <audio id="1" type="file" path="/BAD-audio"/>
        <graphics type="vnc" socket="/BAD-socket"><listen type="address" address="BAD-listen"/></graphics>
        <hostdev mode="subsystem" type="usb"><source><vendor id="BAD-usb"/></source></hostdev>
        <vsock model="virtio"><cid auto="yes"/></vsock>
        <qemu:device path="BAD-device"/>
      </devices>
      <qemu:commandline><qemu:arg value="BAD-argument"/></qemu:commandline>
    </domain>
    """

  @Test func `nothing of a stranger's definition reaches the host`() throws {
    let domain = StrangersDomain(of: try Element(parsing: text), keeping: ["vda"])
    let printed = try domain.element.xmlText()
    #expect(!printed.contains("BAD-"), "\(printed)")
    for gone in ["qemu:", "seclabel", "launchSecurity", "keywrap", "hostdev", "locked", "lease"] {
      #expect(!printed.contains("<" + gone), "\(gone)")
    }
    for kept in ["o:kept", "vda", "sdc", "hugepages", "br0", "vsock"] { #expect(printed.contains(kept), "\(kept)") }
    #expect(domain.element.first("os")?["firmware"] == "efi")
    #expect(domain.element.first("devices", "serial")?["type"] == "pty")
    let words = domain.removed.joined(separator: "\n")
    for said in ["vdb", "BAD-iso", "hostdev", "commandline", "seclabel", "BAD-kernel", "BAD-serial", "BAD-listen"] {
      #expect(words.contains(said), "\(said)")
    }
  }

  @Test(arguments: ["linux-everything", "windows11-basic-everything", "windows11-passthrough-everything"])
  func `a machine of ours comes back as it was`(name: String) throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots/\(name).xml")
    let before = try Element(parsing: try String(contentsOf: path, encoding: .utf8))
    let after = StrangersDomain(of: before, keeping: ["vda", "sda"]).element
    for part in before.elements where !["devices", "os"].contains(part.name) {
      #expect(after.first(part.name) == part, "\(part.name)")
    }
    #expect(after.first("os")?.first("firmware") == before.first("os")?.first("firmware"))
    let isFine = { (device: Element) in !["hostdev", "filesystem", "disk", "graphics"].contains(device.name) }
    let devices = { (domain: Element) in (domain.first("devices")?.elements ?? []).filter(isFine) }
    #expect(devices(after) == devices(before))
    #expect(after.all("devices", "disk").count == before.all("devices", "disk").count)
  }
}
