import Foundation
import Glibc
import TestSupport
import Testing

extension `The program` {
  /// Real QEMU refuses to start a machine, for reasons that users meet: each is said in words, with what helps.
  @Suite(.serialized) struct `says why a machine does not start` {
    @Test func `and writes it under the line of its log`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("books"))
        let disk = hypervisor.images + "/books.qcow2"

        // The disk is gone.
        try FileManager.default.moveItem(atPath: disk, toPath: disk + ".gone")
        try await expectFault(
          "file.missing", "books", "\(disk) is not there", "neuron-vm show books", on: hypervisor)
        try FileManager.default.moveItem(atPath: disk + ".gone", toPath: disk)

        // Another QEMU has it.
        let holder = CommandLineProgram("/usr/bin/qemu-system-x86_64")
        let words = [
          "-machine", "none", "-display", "none", "-nodefaults", "-S", "-blockdev",
          "driver=qcow2,node-name=a,file.driver=file,file.filename=\(disk)", "-device", "none-such",
        ]
        _ = try await holder.whileRunning(Array(words.dropLast(2))) { running in
          _ = await eventually { (running.threadCount ?? 0) > 1 && holds(running.process, disk) }
          try await expectFault(
            "disk.locked", "books", "in use by another program", "sudo lsof \(disk)", on: hypervisor)
          running.send(SIGKILL)
        }

        // It may only be read.
        chmod(disk, 0o400)
        try await expectFault("file.permission", "books", disk, nil, on: hypervisor)
        chmod(disk, 0o600)

        // It is something else.
        let whole = try Data(contentsOf: URL(filePath: disk))
        try Data("no disk at all".utf8).write(to: URL(filePath: disk))
        try await expectFault("disk.notQcow2", "books", "something else", nil, on: hypervisor)
        try whole.write(to: URL(filePath: disk))

        // All of that stands in the log, and what it means.
        let log = try await hypervisor.expect(0, "logs", "books")
        #expect(log.output.contains("Failed to get \"write\" lock\n    → A disk of the machine is in use"), "\(log)")
        #expect(log.output.contains("options (--raw shows them)"), "\(log)")
        #expect(!log.output.contains("-blockdev '{"), "\(log)")
        let raw = try await hypervisor.expect(0, "logs", "books", "--raw", "--lines", "1000")
        #expect(raw.output.contains("-blockdev '{"), "\(raw)")
        let last = try await hypervisor.expect(0, "logs", "books", "--lines", "1", "--json")
        let entries = try #require(try last.json() as? [[String: Any]])
        #expect(entries.count == 1 && entries.first?["source"] as? String == "libvirt")
        #expect(entries.first?["text"] as? String == "shutting down, reason=failed")
        #expect((entries.first?["time"] as? String)?.hasSuffix("Z") == true)
      }
    }

    @Test func `for what its definition asks for`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("books"))
        let definition = try await hypervisor.virsh("dumpxml", "--inactive", "books").output
        func define(_ pattern: String, _ replacement: String) async throws {
          let file = hypervisor.folder + "/h/books.xml"
          let xml = definition.replacingOccurrences(of: pattern, with: replacement, options: .regularExpression)
          #expect(xml != definition)
          try Data(xml.utf8).write(to: URL(filePath: file))
          let outcome = try await hypervisor.virsh("define", file)
          #expect(outcome.exitCode == 0, "\(outcome)")
        }

        try await define("<type (.*)</type>", "<type $1</type><kernel>/no/such/vmlinuz</kernel>")
        try await expectFault("disk.noSuchKernel", "books", "/no/such/vmlinuz", "neuron-vm show books", on: hypervisor)

        try await define("(?s)<memory.*</currentMemory>", "<memory unit='TiB'>60</memory>")
        try await expectFault("memory.notEnough", "books", "free memory", "neuron-vm list", on: hypervisor)

        let socket = try BoundPort()
        try await define(
          "</devices>",
          "<graphics type='vnc' port='\(socket.number)' autoport='no' listen='127.0.0.1'/></devices>")
        try await expectFault("display.portTaken", "books", "listens at the port", "sudo ss -lntp", on: hypervisor)
        socket.close()

        let commandLine = "http://libvirt.org/schemas/domain/qemu/1.0"
        let arguments =
          "<c:commandline xmlns:c='\(commandLine)'><c:arg value='-M'/><c:arg value='pc-q35-99.1'/></c:commandline>"
        try await define("</devices>", "</devices>" + arguments)
        try await expectFault("machine.typeUnknown", "books", "machine's type", nil, on: hypervisor)

        try await define("</devices>", "<interface type='network'><source network='office'/></interface></devices>")
        try await expectFault(
          "network.missing", "books", "“office”", ": virsh -c qemu:///session net-list", on: hypervisor)
      }
    }

    @Test func `and follows its log over a rotation`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let name = "büro (x).log"
        try await hypervisor.expect(0, Machines.deaf(name))
        let empty = try await hypervisor.expect(0, "logs", name)
        #expect(empty.output.isEmpty && empty.error.contains("Nothing is written"), "\(empty)")
        try await hypervisor.expect(0, "start", name)
        let file = hypervisor.folder + "/k/libvirt/qemu/log/\(name).log"
        let (_, outcome) = try await hypervisor.neuronVM.whileRunning(["logs", name, "--follow", "--json"]) { running in
          #expect(await running.says("starting up"))
          try FileManager.default.moveItem(atPath: file, toPath: file + ".0")
          try Data("2026-01-01T00:00:00.000001Z qemu: KVM internal error. Suberror: 3\n".utf8)
            .write(to: URL(filePath: file))
          #expect(await running.says("kvm.internalError"))
          running.send(SIGINT)
        }
        #expect(outcome.error.isEmpty, "\(outcome)")
        // Each line is an object of its own.
        for line in outcome.lines { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        // What was moved away is still read.
        let both = try await hypervisor.expect(0, "logs", name)
        #expect(both.output.contains("starting up") && both.output.contains("Suberror: 3"), "\(both)")
        chmod(file, 0)
        let closed = try await hypervisor.expect(6, "logs", name)
        #expect(
          closed.error.contains("sudo neuron-vm logs --connect qemu:///session 'büro (x).log'"), "\(closed)")
        #expect(try await hypervisor.expect(3, "logs", "nobody").error.contains("nobody"))
        #expect(try await hypervisor.neuronVM("logs", name, "--lines", "-3").exitCode == 64)
      }
    }

    private func expectFault(
      _ code: String, _ machine: String, _ cause: String, _ command: String?, on hypervisor: PrivateHypervisor,
      location: SourceLocation = #_sourceLocation
    ) async throws {
      let words = try await hypervisor.expect(1, ["start", machine], location: location)
      #expect(words.error.contains(cause), "\(words)", sourceLocation: location)
      if let command { #expect(words.error.contains(command), "\(words)", sourceLocation: location) }
      let json = try await hypervisor.expect(1, ["start", machine, "--json"], location: location)
      let error = (try json.errorJSON() as? [String: [String: Any]])?["error"]
      #expect(error?["code"] as? String == code, "\(json)", sourceLocation: location)
      for key in ["message", "remedy", "detail"] {
        #expect((error?[key] as? String)?.isEmpty == false, "\(key)\n\(json)", sourceLocation: location)
      }
      #expect(try await hypervisor.state(of: machine) == "shutOff", sourceLocation: location)
    }
  }
}

/// Whether a process has a file open.
private func holds(_ process: pid_t, _ path: String) -> Bool {
  let folder = "/proc/\(process)/fd"
  let links = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  return links.contains { (try? FileManager.default.destinationOfSymbolicLink(atPath: folder + "/" + $0)) == path }
}

/// A port of 127.0.0.1 at which somebody else listens.
private struct BoundPort {
  let number: Int
  private let descriptor: Int32

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    // QEMU takes a port from 5900 on for VNC; any that is free will do.
    for port in UInt16(5950)...5999 {
      address.sin_port = port.bigEndian
      let bound = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
      }
      guard bound == 0, listen(descriptor, 1) == 0 else { continue }
      size = 0
      number = Int(port)
      return
    }
    throw CocoaError(.fileReadUnknown)
  }

  func close() { Glibc.close(descriptor) }
}
