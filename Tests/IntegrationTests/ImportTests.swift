import Foundation
import Glibc
import TestSupport
import Testing

extension `The program` {
  @Suite(.serialized) struct `imports a machine` {
    @Test func `of every format, and says why it chose the template`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let folder = hypervisor.folder + "/h"
        let source = folder + "/source.qcow2"
        try await CopyFixtures.disk(source)
        for (format, ending) in [
          ("qcow2", "qcow2"), ("raw", "img"), ("vmdk", "vmdk"), ("vhdx", "vhdx"), ("vdi", "vdi"),
        ] {
          let file = "\(folder)/disk.\(ending)"
          try await CopyFixtures.done(CopyFixtures.images, "convert", "-f", "qcow2", "-O", format, source, file)
          let outcome = try await hypervisor.expect(
            0, "import", file, "--name", "from-\(ending)", "--memory", "64M", "--network", "none", "--accel", "none")
          #expect(outcome.error.contains("The template is “linux”, starting with BIOS"), "\(outcome)")
          let disk = try #require(hypervisor.disks("from-\(ending)-").first)
          #expect(try await CopyFixtures.areAlike(source, disk))
          // The format that the definition says is the file's own.
          #expect(try await CopyFixtures.images("info", disk).output.contains("file format: qcow2"))
        }
        let windows = folder + "/windows.img"
        try windowsDisk(windows)
        let outcome = try await hypervisor.expect(
          0, "import", windows, "--network", "none", "--accel", "none", "--start")
        #expect(outcome.error.contains("windows10-basic") && outcome.error.contains("SATA"), "\(outcome)")
        #expect(try await hypervisor.definition("windows").contains("bus='sata'"))
        try await hypervisor.expect(0, "force-stop", "windows")
      }
    }

    @Test func `of an OVA, and looks at its checksums first`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let folder = hypervisor.folder + "/h"
        try await CopyFixtures.disk(folder + "/one.qcow2")
        try await CopyFixtures.done(
          CopyFixtures.images, "convert", "-f", "qcow2", "-O", "vmdk", "-o", "subformat=streamOptimized",
          folder + "/one.qcow2", folder + "/one.vmdk")
        try Data(ovf.utf8).write(to: URL(filePath: folder + "/web.ovf"))
        let sum = try await CommandLineProgram("/usr/bin/sha256sum")(folder + "/one.vmdk").output.prefix(64)
        let sha1 = try await CommandLineProgram("/usr/bin/sha1sum")(folder + "/web.ovf").output.prefix(40)
        try Data("SHA256(one.vmdk)= \(sum)\nSHA1(web.ovf)= \(sha1)\n".utf8).write(to: URL(filePath: folder + "/web.mf"))
        let ova = folder + "/web.ova"
        try await CopyFixtures.done(
          CopyFixtures.tar, "--format=ustar", "-C", folder, "-cf", ova, "web.ovf", "web.mf", "one.vmdk")
        try await hypervisor.expect(0, "import", ova, "--network", "none", "--accel", "none")
        let disk = try #require(hypervisor.disks("Web server-").first)
        #expect(try await CopyFixtures.areAlike(folder + "/one.qcow2", disk))
        #expect(try await hypervisor.definition("Web server").contains("<memory unit='KiB'>196608</memory>"))

        // A bit that flipped on the way.
        var bytes = try Data(contentsOf: URL(filePath: ova))
        bytes[bytes.count - 40_000] ^= 1
        try bytes.write(to: URL(filePath: ova))
        let before = hypervisor.filesOfMachines()
        let damaged = try await hypervisor.expect(1, "import", ova, "--name", "damaged", "--accel", "none")
        #expect(damaged.error.contains("checksum"), "\(damaged)")
        #expect(hypervisor.filesOfMachines() == before)
        let alone = try await hypervisor.expect(4, "import", folder + "/web.ovf")
        #expect(alone.error.contains("tar -C"), "\(alone)")
      }
    }

    @Test func `but no image or archive that reaches for another file`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let folder = hypervisor.folder + "/h"
        try await hypervisor.expect(0, Machines.deaf("other"))
        let before = hypervisor.filesOfMachines()
        let create = ["create", "-q", "-u", "-f", "qcow2", "-F", "raw", "-b"]
        let bases = ["/etc/passwd", #"json:{"driver":"file","filename":"/etc/passwd"}"#, "nbd:127.0.0.1:1"]
        for (number, base) in bases.enumerated() {
          let file = "\(folder)/evil\(number).qcow2"
          _ = try await CopyFixtures.images.run(create + [base, file, "1M"])
          let outcome = try await hypervisor.expect(4, "import", file)
          #expect(outcome.error.contains("only the changes to another image"), "\(outcome)")
        }
        let list = folder + "/list.vmdk"
        try Data("# Disk DescriptorFile\nRW 8 FLAT \"/etc/passwd\" 0\n".utf8).write(to: URL(filePath: list))
        #expect(try await hypervisor.expect(4, "import", list).error.contains("only lists the files"))
        symlink("/etc/passwd", folder + "/link")
        try await CopyFixtures.done(CopyFixtures.tar, "--format=ustar", "-C", folder, "-cf", folder + "/l.ova", "link")
        #expect(try await hypervisor.expect(4, "import", folder + "/l.ova").error.contains("no plain file"))
        try await CopyFixtures.done(
          CopyFixtures.tar, "--format=ustar", "-P", "-C", folder, "-cf", folder + "/p.ova", "../h/list.vmdk")
        #expect(try await hypervisor.expect(4, "import", folder + "/p.ova").error.contains("lead out of it"))
        for file in ["/etc/hostname", folder, "/dev/null"] {
          let outcome = try await hypervisor.neuronVM("import", file)
          #expect([1, 4].contains(outcome.exitCode), "\(outcome)")
        }
        try await hypervisor.expect(3, "import", folder + "/none")
        #expect(hypervisor.filesOfMachines() == before)
      }
    }

    @Test func `and a death in the middle leaves nothing half-done`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let file = hypervisor.folder + "/h/large.img"
        try await CopyFixtures.done(CopyFixtures.images, "create", "-q", "-f", "raw", file, "600M")
        try await CopyFixtures.done(CopyFixtures.writer, "-f", "raw", "-c", "write -q -P 7 0 400M", file)
        for milliseconds in [0, 200] {
          let words = ["import", file, "--name", "dead", "--accel", "none", "--network", "none"]
          let (_, outcome) = try await hypervisor.neuronVM.whileRunning(words) { importing in
            #expect(await importing.says("Copy "))
            try await Task.sleep(for: .milliseconds(milliseconds))
            importing.send(SIGKILL)
          }
          let isGone = try await eventually {
            let repair = try await hypervisor.neuronVM("repair")
            if repair.output.contains("is whole, and is kept") || outcome.exitCode == 0 { return true }
            return hypervisor.traces(of: "dead").isEmpty
          }
          #expect(isGone, "\(milliseconds) ms")
          if try await hypervisor.state(of: "dead") != nil { try await hypervisor.expect(0, "delete", "dead", "--yes") }
        }
        let (_, stopped) = try await hypervisor.neuronVM.whileRunning([
          "import", file, "--name", "dead", "--accel", "none",
        ]) { importing in
          #expect(await importing.says("Copy "))
          importing.send(SIGINT)
        }
        #expect(stopped.exitCode == 1, "\(stopped)")
        #expect(hypervisor.traces(of: "dead").isEmpty)
      }
    }

    /// A disk as Windows divides it: a system partition and Microsoft's reserved one.
    private func windowsDisk(_ path: String) throws {
      var bytes = Data(count: 4 << 20)
      bytes.replaceSubrange(512..<520, with: Array("EFI PART".utf8))
      for (offset, byte) in [(584, 2), (592, 128), (596, 128)] { bytes[offset] = UInt8(byte) }
      bytes.replaceSubrange(1024..<1028, with: [0x28, 0x73, 0x2A, 0xC1])
      bytes.replaceSubrange(1152..<1156, with: [0x16, 0xE3, 0xC9, 0xE3])
      try bytes.write(to: URL(filePath: path))
    }

    private let ovf = """
      <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"
          xmlns:rasd="urn:rasd">
        <References><File ovf:id="f" ovf:href="one.vmdk"/></References>
        <DiskSection><Disk ovf:diskId="d" ovf:fileRef="f"/></DiskSection>
        <VirtualSystem ovf:id="web"><Name>Web server</Name>
          <OperatingSystemSection ovf:id="96"><Description>Debian_64</Description></OperatingSystemSection>
          <VirtualHardwareSection>
            <Item><rasd:ResourceType>3</rasd:ResourceType><rasd:VirtualQuantity>1</rasd:VirtualQuantity></Item>
            <Item><rasd:ResourceType>4</rasd:ResourceType><rasd:VirtualQuantity>192</rasd:VirtualQuantity></Item>
            <Item><rasd:ResourceType>17</rasd:ResourceType><rasd:HostResource>/disk/d</rasd:HostResource></Item>
          </VirtualHardwareSection>
        </VirtualSystem>
      </Envelope>
      """
  }
}
