import FoundationEssentials
import Synchronization
import TestSupport
import Testing

@testable import Libvirt

extension `A private session` {
  @Suite(.serialized) struct `with a QEMU machine` {
    @Test(.timeLimit(.minutes(3))) func `lists it, shut off and running, with its memory`() async throws {
      let connection = try await Connection.open("qemu:///session")
      let machine = try await QEMUMachine(on: connection)
      let shutOff = try await connection.domains().first { $0.id == machine.id }
      #expect(shutOff?.status.state == .shutOff)
      #expect(shutOff?.maximumMemory == 65_536)
      #expect(shutOff?.virtualProcessors == 1)
      try await machine.start(paused: true)
      let paused = try await connection.domains().first { $0.id == machine.id }
      #expect(paused?.status.state == .paused)
      #expect(paused?.maximumMemory == 65_536)
      #expect(paused?.currentMemory == 65_536)
      #expect(paused?.virtualProcessors == 1)
      try await machine.remove()
      await connection.close()
    }

    @Test(.timeLimit(.minutes(3))) func `tells each turn of its life`() async throws {
      let connection = try await Connection.open("qemu:///session")
      let events = try await connection.domainEvents()
      let machine = try await QEMUMachine(on: connection)
      try await machine.start()
      try await connection.withDomain(machine.id, .long) { domain throws(LibvirtError) in
        try domain.suspend()
        try domain.resume()
        try domain.reset()
        try domain.sendKeys([28, 57])
        try domain.managedSave()
      }
      #expect(try await machine.state() == .shutOff)
      try await machine.start()
      try await machine.remove()
      var seen: [DomainLifecycle] = []
      for await case .domain(machine.id, name: machine.name, .lifecycle(let turn)) in events {
        seen.append(turn)
        if turn == .undefined { break }
      }
      #expect(seen.first == .defined(.added))
      #expect(seen.contains(.started(.booted)))
      #expect(seen.contains(.suspended(.paused)))
      #expect(seen.contains(.resumed))
      #expect(seen.contains(.stopped(.saved)))
      #expect(seen.contains(.started(.restored)))
      #expect(seen.suffix(2) == [.stopped(.destroyed), .undefined])
      await connection.close()
    }

    @Test(.timeLimit(.minutes(3))) func `speaks with its firmware on the console, both ways`() async throws {
      let connection = try await Connection.open("qemu:///session")
      let machine = try await QEMUMachine(on: connection)
      try await machine.start(paused: true)
      let console = try await connection.withDomain(machine.id) { domain throws(LibvirtError) in
        let console = try domain.openConsole()
        try domain.resume()
        return console
      }
      let transcript = Transcript()
      let reader = Task {
        while case let bytes = try await console.receive(), !bytes.isEmpty { transcript.add(bytes) }
      }
      #expect(await eventually { transcript.contains("ESC for boot menu") })
      let isAnswered = try await eventually {
        try await console.send([0x1B], deadline: .seconds(30))
        return transcript.contains("Select boot device")
      }
      #expect(isAnswered)
      let error = await #expect(throws: LibvirtError.self) {
        _ = try await connection.withDomain(machine.id) { domain throws(LibvirtError) in try domain.openConsole() }
      }
      #expect(error?.code == .operationFailed)
      reader.cancel()
      await #expect(throws: LibvirtError.self) { try await reader.value }
      try await console.finish()
      try await machine.remove()
      await connection.close()
    }

    @Test(.timeLimit(.minutes(3))) func `ends its console when it is ended`() async throws {
      let connection = try await Connection.open("qemu:///session")
      let machine = try await QEMUMachine(on: connection)
      try await machine.start(paused: true)
      let console = try await connection.withDomain(machine.id) { domain throws(LibvirtError) in
        try domain.openConsole()
      }
      let silence = await #expect(throws: LibvirtError.self) {
        _ = try await console.receive(deadline: .milliseconds(20))
      }
      #expect(silence?.code == .deadlineExceeded)
      async let rest = Self.drain(console)
      try await machine.remove()
      await rest
      await connection.close()
    }

    @Test(.timeLimit(.minutes(3))) func `lends its channel to one at a time`() async throws {
      let connection = try await Connection.open("qemu:///session")
      let machine = try await QEMUMachine(on: connection)
      try await machine.start()
      let channel = try await connection.withDomain(machine.id) { domain throws(LibvirtError) in
        try domain.openChannel("org.example.guest.0")
      }
      try await channel.send(Array("hello".utf8), deadline: .seconds(30))
      let second = await #expect(throws: LibvirtError.self) {
        _ = try await connection.withDomain(machine.id) { domain throws(LibvirtError) in
          try domain.openChannel("org.example.guest.0")
        }
      }
      #expect(second?.code == .operationFailed)
      try await channel.abort()
      let isFree = await eventually {
        let again = try? await connection.withDomain(machine.id) { domain throws(LibvirtError) in
          try domain.openChannel("org.example.guest.0")
        }
        return again != nil
      }
      #expect(isFree)
      try await machine.remove()
      await connection.close()
    }

    @Test(.timeLimit(.minutes(3))) func `shows its screen`() async throws {
      let connection = try await Connection.open("qemu:///session")
      let machine = try await QEMUMachine(on: connection)
      try await machine.start()
      let picture = try await connection.withDomain(machine.id) { domain throws(LibvirtError) in
        try domain.screenshot()
      }
      let bytes = try await picture.bytes()
      let isPNG = bytes.starts(with: [0x89, 0x50, 0x4E, 0x47])
      let isPixmap = bytes.starts(with: Array("P6".utf8))
      #expect(picture.mimeType == "image/png" ? isPNG : isPixmap)
      #expect(bytes.count > 100)
      try await machine.remove()
      await connection.close()
    }

    @Test(.timeLimit(.minutes(3))) func `sends a second long call over a second connection`() async throws {
      let connection = try await Connection.open("qemu:///session")
      let machine = try await QEMUMachine(on: connection)
      try await machine.start()
      #expect(!connection.hasSecondConnection)
      let gate = Gate()
      async let slow: Void = connection.withDomain(machine.id, .long) { _ in gate.pass() }
      #expect(await gate.waitUntilEntered())
      try await connection.withDomain(machine.id, .long) { domain throws(LibvirtError) in try domain.suspend() }
      #expect(connection.hasSecondConnection)
      #expect(try await machine.state() == .paused)
      gate.open()
      try await slow
      try await machine.remove()
      await connection.close()
    }

    private static func drain(_ stream: Libvirt.Stream) async {
      // However it ends, by an end or an error, it must end.
      while let bytes = try? await stream.receive(), !bytes.isEmpty {}
    }
  }
}

/// What a console has said so far.
private final class Transcript: Sendable {
  private let bytes = Mutex<[UInt8]>([])
  func add(_ more: [UInt8]) { bytes.withLock { $0 += more } }
  func contains(_ text: String) -> Bool { String(decoding: bytes.withLock { $0 }, as: UTF8.self).contains(text) }
}
