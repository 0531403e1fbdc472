import MachineModel
import Testing
import XML

@Suite struct PendingChangeTests {
  private func domain(_ inside: String, devices: String = "") throws -> Element {
    try Element(
      parsing:
        "<domain type='kvm'><name>x</name><memory unit='KiB'>2097152</memory>\(inside)<devices>\(devices)</devices></domain>"
    )
  }

  @Test func `what libvirt adds to a running machine is no difference`() throws {
    let definition = try domain(
      "<vcpu>2</vcpu><os firmware='efi'><type machine='pc-q35-7.2'>hvm</type><boot dev='hd'/></os>",
      devices: """
        <disk type='file' device='disk'><source file='/a.qcow2'/><target dev='vda' bus='virtio'/></disk>
        <interface type='network'><mac address='52:54:00:00:00:01'/><source network='default'/></interface>
        <graphics type='vnc' port='-1' autoport='yes'/>
        """)
    let running = try domain(
      """
      <currentMemory unit='KiB'>2097152</currentMemory><vcpu current='2'>2</vcpu>
      <os firmware='efi'><type machine='pc-q35-7.2'>hvm</type><loader type='pflash'>/f</loader><nvram>/n</nvram><boot dev='hd'/></os>
      <seclabel type='dynamic'/>
      """,
      devices: """
        <disk type='file' device='disk'><source file='/a.qcow2' index='1'/><backingStore/><target dev='vda' bus='virtio'/><alias name='d'/></disk>
        <interface type='network'><mac address='52:54:00:00:00:01'/><source network='default' portid='p' bridge='virbr0'/><target dev='vnet0'/></interface>
        <graphics type='vnc' port='5900' autoport='yes'><listen type='address' address='127.0.0.1'/></graphics>
        """)
    #expect(PendingChange.all(running: running, definition: definition) == [])
  }

  @Test func `each field that differs is told with what it is now and what comes`() throws {
    let running = try domain(
      "<title>Old</title><currentMemory unit='KiB'>2097152</currentMemory><vcpu>2</vcpu>",
      devices: """
        <disk type='file' device='cdrom'><source file='/a.iso'/><target dev='sda' bus='sata'/></disk>
        <interface type='user'><mac address='52:54:00:00:00:01'/></interface>
        <hostdev mode='subsystem' type='usb'><source><vendor id='0x046d'/><product id='0xc52b'/></source></hostdev>
        """)
    let definition = try domain(
      "<title>New</title><currentMemory unit='KiB'>1048576</currentMemory><vcpu current='1'>4</vcpu>",
      devices: """
        <disk type='file' device='cdrom'><target dev='sda' bus='sata'/></disk>
        <interface type='bridge'><mac address='52:54:00:00:00:01'/><source bridge='br0'/></interface>
        <filesystem type='mount'><source dir='/srv'/><target dir='srv'/></filesystem>
        """)
    let changes = PendingChange.all(running: running, definition: definition)
    #expect(
      changes.map { [$0.title, $0.now ?? "", $0.next ?? ""] } == [
        ["title", "Old", "New"], ["memory", "2 GiB", "1 GiB"], ["processors", "2", "1"], ["most processors", "2", "4"],
        ["disk sda", "/a.iso (cdrom, sata, read-only)", "empty (cdrom, sata, read-only)"],
        ["network card 52:54:00:00:00:01", "user", "bridge br0"],
        ["USB device 046d:c52b", "passed through", ""], ["shared folder srv", "", "/srv"],
      ])
  }
}
