import FoundationEssentials
import Libvirt
import Testing

@Suite struct `Storage and networks` {
  @Test func `a pool and its volumes come and go`() async throws {
    let connection = try await Connection.open("test:///default")
    let name = "images-" + UUID().uuidString.lowercased()
    let events = try await connection.storagePoolEvents()
    let id = try await connection.defineStoragePool(
      "<pool type='dir'><name>\(name)</name><target><path>/var/lib/vm/\(name)</path></target></pool>")
    let volume = try await connection.withStoragePool(id, .long) { pool throws(LibvirtError) in
      try pool.build()
      try pool.start()
      try pool.refresh()
      try pool.setStartsAutomatically(true)
      return try pool.createVolume(
        "<volume><name>disk.img</name><capacity unit='MiB'>64</capacity><target><format type='raw'/></target></volume>")
    }
    #expect(volume.name == "disk.img")
    #expect(volume.path == "/var/lib/vm/\(name)/disk.img")
    #expect(try await connection.storagePools().contains { $0.id == id && $0.name == name && $0.isActive })

    let (info, poolName) = try await connection.withStorageVolume(.path(volume.path)) { volume throws(LibvirtError) in
      (try volume.info(), try volume.poolName())
    }
    #expect(info.capacity == 64 << 20)
    #expect(info.kind == .file)
    #expect(poolName == name)

    let left = try await connection.withStoragePool(named: name) { pool throws(LibvirtError) in
      try pool.withVolume(named: "disk.img") { volume throws(LibvirtError) in try volume.delete() }
      let left = try pool.volumes()
      try pool.destroy()
      try pool.undefine()
      return left
    }
    #expect(left.isEmpty)
    let error = await #expect(throws: LibvirtError.self) {
      try await connection.withStorageVolume(.path(volume.path)) { volume throws(LibvirtError) in try volume.xml() }
    }
    #expect(error?.code == .noStorageVolume)

    var changes: [StoragePoolEvent.Change] = []
    for await event in events {
      guard case .pool(id, name: name, let change?) = event else { continue }
      changes.append(change)
      if change == .undefined { break }
    }
    #expect(changes.first == .defined)
    #expect(changes.contains(.started))
    #expect(changes.last == .undefined)
    await connection.close()
  }

  @Test func `a network starts and stops`() async throws {
    let connection = try await Connection.open("test:///default")
    let name = "net-" + UUID().uuidString.lowercased()
    let events = try await connection.networkEvents()
    let id = try await connection.defineNetwork("<network><name>\(name)</name></network>")
    let isListedAs = try await connection.networks().first { $0.id == id }
    #expect(isListedAs?.name == name)
    #expect(isListedAs?.isActive == false)
    let wasActive = try await connection.withNetwork(named: name) { network throws(LibvirtError) in
      try network.start()
      let wasActive = try network.isActive
      try network.destroy()
      try network.undefine()
      return wasActive
    }
    #expect(wasActive)
    var changes: [NetworkEvent.Change] = []
    for await event in events {
      guard case .network(id, name: name, let change?) = event else { continue }
      changes.append(change)
      if change == .undefined { break }
    }
    #expect(changes == [.defined, .started, .stopped, .undefined])
    let error = await #expect(throws: LibvirtError.self) { try await connection.withNetwork(id) { _ in } }
    #expect(error?.code == .noNetwork)
    await connection.close()
  }
}
