import FoundationEssentials
import Libvirt
import TestSupport
import Testing

extension `A private session` {
  @Suite(.serialized) struct `with a storage pool` {
    @Test(.timeLimit(.minutes(3))) func `gives back what was written to a volume`() async throws {
      let connection = try await Connection.open("qemu:///session")
      let (pool, path) = try await Self.makePool(on: connection)
      let volume = try await connection.withStoragePool(pool, .long) { pool throws(LibvirtError) in
        try pool.createVolume(
          "<volume><name>data.img</name><capacity unit='MiB'>8</capacity><target><format type='raw'/></target></volume>"
        )
      }
      #expect(volume.path == path + "/data.img")

      let size = 8 << 20
      var generator = SystemRandomNumberGenerator()
      let content = (0..<size / 8).flatMap { _ in withUnsafeBytes(of: generator.next() as UInt64) { Array($0) } }
      var rest = content[...]
      var reported: [UInt64] = []
      try await connection.upload(to: .path(volume.path), length: UInt64(size)) {
        reported.append($0)
      } from: {
        defer { rest = rest.dropFirst(1_000_000) }
        return Array(rest.prefix(1_000_000))
      }
      #expect(reported == (1...8).map { $0 * 1_000_000 } + [UInt64(size)])

      var back: [UInt8] = []
      try await connection.download(from: .path(volume.path)) { back += $0 }
      #expect(back.count == content.count)
      #expect(back == content)

      try await connection.withStorageVolume(.key(volume.key), .long) { volume throws(LibvirtError) in
        try volume.resize(to: 16 << 20)
      }
      let info = try await connection.withStoragePool(pool, .long) { pool throws(LibvirtError) in
        try pool.withVolume(named: "data.img") { volume throws(LibvirtError) in
          let info = try volume.info()
          try volume.delete()
          return info
        }
      }
      #expect(info.capacity == 16 << 20)
      try await Self.removePool(pool, on: connection)
      await connection.close()
    }

    @Test(.timeLimit(.minutes(3))) func `drops an upload that is broken off`() async throws {
      let connection = try await Connection.open("qemu:///session")
      let (pool, _) = try await Self.makePool(on: connection)
      let volume = try await connection.withStoragePool(pool, .long) { pool throws(LibvirtError) in
        try pool.createVolume(
          "<volume><name>part.img</name><capacity unit='MiB'>8</capacity><target><format type='raw'/></target></volume>"
        )
      }
      struct Enough: Error {}
      var count = 0
      await #expect(throws: Enough.self) {
        try await connection.upload(to: .path(volume.path)) {
          count += 1
          guard count < 3 else { throw Enough() }
          return [UInt8](repeating: 1, count: 100_000)
        }
      }
      let isFree = await eventually {
        do {
          try await connection.withStorageVolume(.path(volume.path)) { volume throws(LibvirtError) in
            try volume.delete()
          }
          return true
        } catch { return false }
      }
      #expect(isFree)
      try await Self.removePool(pool, on: connection)
      await connection.close()
    }

    private static func makePool(on connection: Connection) async throws -> (UUID, String) {
      let name = "pool-" + UUID().uuidString.prefix(8).lowercased()
      let path = try #require(PrivateSession.folder) + "/" + name
      let id = try await connection.defineStoragePool(
        "<pool type='dir'><name>\(name)</name><target><path>\(path)</path></target></pool>")
      try await connection.withStoragePool(id, .long) { pool throws(LibvirtError) in
        try pool.build()
        try pool.start()
      }
      return (id, path)
    }

    private static func removePool(_ id: UUID, on connection: Connection) async throws {
      try await connection.withStoragePool(id, .long) { pool throws(LibvirtError) in
        try pool.destroy()
        try pool.delete()
        try pool.undefine()
      }
    }
  }
}
