import MachineModel
import Testing
import XML

@Suite struct ElementSettingsTests {
  private func domain(_ inside: String) throws -> Element { try Element(parsing: "<domain>\(inside)</domain>") }

  @Test func `memory is what it may have and what it begins with, on its one node too`() throws {
    var domain = try domain(
      "<memory unit='GiB'>2</memory><currentMemory>1</currentMemory><cpu><numa><cell id='0' cpus='0' memory='2' unit='GiB'/></numa></cpu>"
    )
    domain.setMemory(ByteCount(bytes: (3 << 30) - 1))
    #expect(domain.first("memory")?["unit"] == "KiB" && domain.first("memory")?.text == "3145728")
    #expect(domain.first("currentMemory")?.text == "3145728")
    #expect(domain.first("cpu", "numa", "cell")?["memory"] == "3145728")
    #expect(domain.first("cpu", "numa", "cell")?["unit"] == "KiB")
  }

  @Test func `an explicit topology gets other cores, and one that does not fit is told`() throws {
    var domain = try domain("<vcpu>4</vcpu><cpu><topology sockets='1' dies='1' cores='2' threads='2'/></cpu>")
    #expect(domain.coresPerDie(forProcessors: 6) == 3)
    #expect(domain.coresPerDie(forProcessors: 5) == nil)
    domain.setProcessors(6)
    #expect(domain.first("vcpu")?.text == "6" && domain.first("cpu", "topology")?["cores"] == "3")
  }

  @Test func `processors that may be plugged in stay possible`() throws {
    var domain = try domain(
      "<vcpu placement='static' current='1'>4</vcpu><vcpus><vcpu id='0' enabled='yes'/></vcpus>")
    domain.setProcessors(3)
    #expect(domain.first("vcpu")?.text == "4" && domain.first("vcpu")?["current"] == "3")
    #expect(domain.first("vcpus") == nil)
    domain.setProcessors(8)
    #expect(domain.first("vcpu")?.text == "8" && domain.first("vcpu")?["current"] == nil)
    #expect(domain.first("vcpu")?["placement"] == "static")
  }

  @Test func `a boot order by kinds becomes one by devices, and others are not booted from`() throws {
    var domain = try domain(
      """
      <os><boot dev='network'/><boot dev='hd'/></os><devices><disk device='disk'><target dev='vda'/></disk>
      <disk device='cdrom'><target dev='sda'/></disk><interface><mac address='52:54:00:AA:00:01'/></interface></devices>
      """)
    #expect(domain.bootNames == ["vda", "sda", "52:54:00:aa:00:01"])
    #expect(domain.bootOrderNames == ["52:54:00:aa:00:01", "vda"])
    domain.setBootOrder(["sda", "vda"])
    #expect(domain.bootOrderNames == ["sda", "vda"])
    #expect(domain.all("os", "boot").isEmpty)
    domain.setBootOrder(["vda"])
    #expect(domain.bootOrderNames == ["vda"])
  }

  @Test func `a network card keeps all but its place`() throws {
    var card = try Element(
      parsing: """
        <interface type='network'><mac address='52:54:00:00:00:01'/><source network='default' portid='x'/><target dev='vnet3'/>
        <model type='virtio'/><mtu size='9000'/><alias name='net0'/></interface>
        """)
    #expect(card.networkAttachment == .standard)
    card.connect(to: .none)
    #expect(card.networkAttachment == NetworkAttachment.none && card.first("source")?["network"] == "default")
    card.connect(to: .bridge("br0"))
    #expect(card.networkAttachment == .bridge("br0") && card.first("link") == nil && card.first("target") == nil)
    #expect(card.first("mtu")?["size"] == "9000" && card.first("alias")?["name"] == "net0")
    card.connect(to: .user)
    #expect(card.networkAttachment == .user && card.first("source") == nil)
  }

  @Test func `passwords come from the same display, and a new one is not touched`() throws {
    let secret = try domain(
      "<devices><graphics type='vnc' passwd='a'/><graphics type='spice' passwd='b' passwdValidTo='t'/><graphics type='vnc'/></devices>"
    )
    let plain = try domain(
      "<devices><disk/><graphics type='spice' passwdValidTo='t'/><graphics type='vnc'/><graphics type='vnc' passwd='new'/></devices>"
    )
    let whole = plain.withPasswords(of: secret).all("devices", "graphics").map { $0["passwd"] }
    #expect(whole == ["b", "a", "new"])
    #expect(
      !plain.withPasswords(of: plain).all("devices", "graphics").contains {
        $0["type"] == "spice" && $0["passwd"] != nil
      })
  }
}
