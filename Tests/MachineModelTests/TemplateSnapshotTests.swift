import MachineModel
import TestSupport
import Testing
import XML

struct TemplateSnapshotTests {
  @Test(arguments: Fixtures.templateNames)
  func `a template's domain on each host is as recorded`(name: String) throws {
    let template = try Fixtures.template(name)
    for host in try Host.all() {
      let (domain, leftOut) = try Fixtures.domain(template, TemplateValues(given: Fixtures.issueValues), host: host)
      expectSnapshot(try domain.xmlText(), named: "\(name)-\(host.name).xml")
      expectSnapshot(
        LeftOut.sentences(for: leftOut).map { $0 + "\n" }.joined(), named: "\(name)-\(host.name)-left-out.txt")
    }
  }

  @Test(arguments: Fixtures.templateNames)
  func `a template's domain with everything that can be asked is as recorded`(name: String) throws {
    let template = try Fixtures.template(name)
    let host = try #require(try Host.all().first)
    var values = TemplateValues(given: Fixtures.issueValues)
    values.set(.bridge("br0"))
    var devices: [Element] = []
    if template.usedVariables.contains(.gpu) {
      values.set(.gpu, to: true)
      values[.romPath] = "/srv/rom/card.rom"
      values.set(.sharedMemoryMB, to: .mebibytes(64))
      values.set(.hugePages, to: true)
      values[.cpuset] = "2-5"
      devices = try #require(try Fixtures.card(romPath: "/srv/rom/card.rom")).elements
    }
    if template.system.isWindows {
      values[.driversISOPath] = "/srv/iso/virtio-win.iso"
    } else {
      values.set(.bios, to: true)
      values[.kernelPath] = "/boot/vmlinuz"
      values[.initrdPath] = "/boot/initrd.img"
      values[.cmdline] = "console=ttyS0"
    }
    let (domain, _) = try Fixtures.domain(template, values, host: host, devices: devices)
    expectSnapshot(try domain.xmlText(), named: "\(name)-everything.xml")
  }
}
