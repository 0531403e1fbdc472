import FoundationEssentials
import Libvirt
import MachineModel
import TestSupport
import Testing
import XML

@testable import NeuronVM

/// On a host of libvirt's test driver, of which every connection has one of its own.
@Suite struct CreationTests {
  let home: TemporaryDirectory
  let directories: Directories

  init() throws {
    home = try TemporaryDirectory()
    directories = Directories(
      environment: ["HOME": home.path], executable: PackageRoot.path + "/.build/debug/neuron-vm")
  }

  private func connect() async throws -> Hypervisor {
    let uri = "test://" + PackageRoot.path + "/Tests/CommandLineTests/Fixtures/host.xml"
    return try await Hypervisor.connect(to: ConnectionChoice(named: uri), directories: directories)
  }

  private var request: CreationRequest {
    var request = CreationRequest(name: "server", template: "linux")
    request.disk = "20G"
    return request
  }

  @Test func `a network that is merely off is started, and stays so`() async throws {
    let hypervisor = try await connect()
    try await hypervisor.connection.withNetwork(named: "default") { network throws(LibvirtError) in
      try network.destroy()
    }
    let plan = try await hypervisor.plan(request)
    #expect(plan.steps.map(\.code) == ["startNetwork", "createDisk", "define"])
    let machine = try await hypervisor.create(plan)
    #expect(machine.id == plan.id)
    let isActive = try await hypervisor.connection.withNetwork(named: "default") { network throws(LibvirtError) in
      try network.isActive
    }
    #expect(isActive)
  }

  @Test func `progress tells of each step twice, in order; the disk is made while the machine is defined`() async throws
  {
    let hypervisor = try await connect()
    let plan = try await hypervisor.plan(request)
    let (stream, continuation) = AsyncStream<CreationProgress>.makeStream()
    _ = try await hypervisor.create(plan) { continuation.yield($0) }
    continuation.finish()
    let told = await stream.reduce(into: []) { $0.append($1) }
    #expect(plan.stages == [plan.steps] && plan.steps.count == 2)
    #expect(told == plan.stages.flatMap { stage in stage.map { .begins($0) } + stage.map { .done($0) } })
  }

  @Test func `a plan that was overtaken takes nothing from the machine that won`() async throws {
    let hypervisor = try await connect()
    let late = try await hypervisor.plan(request)
    let winner = try await hypervisor.create(try await hypervisor.plan(request))
    await #expect(throws: NeuronError.self) { try await hypervisor.create(late) }
    #expect(try await hypervisor.machine(named: "server").id == winner.id)
    let path = try await winner.description().disks.first?.path
    let volume = try await hypervisor.connection.withStorageVolume(.path(try #require(path))) {
      volume throws(LibvirtError) in try volume.record().name
    }
    #expect(volume == "server.qcow2")
    #expect(try await hypervisor.repair().isEmpty, "nothing is left to be undone")
  }

  @Test func `a UUID that another machine has got meanwhile is not taken from it`() async throws {
    let hypervisor = try await connect()
    let plan = try await hypervisor.plan(request)
    let xml =
      "<domain type='test'><name>other</name><uuid>\(plan.id)</uuid><memory>1</memory><os><type>hvm</type></os></domain>"
    _ = try await hypervisor.connection.define(xml, validate: false)
    await #expect(throws: NeuronError.self) { try await hypervisor.create(plan) }
    #expect(try await hypervisor.machine(named: "other").id == plan.id)
    #expect(try await hypervisor.machines().contains { $0.name == "server" } == false)
  }

  @Test func `a machine that had several network cards elsewhere gets as many, each with its own address`() async throws
  {
    let hypervisor = try await connect()
    var request = request
    request.networkCards = 3
    request.mac = "52:54:00:12:34:56"
    let plan = try await hypervisor.plan(request)
    let cards = DomainDescription(domain: try Element(parsing: plan.xml)).networkCards
    #expect(cards.count == 3 && Set(cards.map(\.address)).count == 3)
    #expect(cards.allSatisfy { $0.source == cards[0].source && $0.model == cards[0].model })
    #expect(cards[0].address?.description == "52:54:00:12:34:56")
    request.network = "none"
    #expect(try await !hypervisor.plan(request).xml.contains("<interface"))
  }

  @Test func `a removed machine takes its disk along and nothing else`() async throws {
    let hypervisor = try await connect()
    let before = try await hypervisor.machines()
    let machine = try await hypervisor.create(try await hypervisor.plan(request))
    let plan = try await machine.deletionPlan(keepsDisks: false)
    #expect(plan.removes.contains { if case .disk(_, "server.qcow2", _) = $0 { true } else { false } })
    #expect(try await machine.delete(plan).isEmpty)
    #expect(try await hypervisor.machines() == before)
    let volumes = try await hypervisor.connection.withStoragePool(named: "default") { pool throws(LibvirtError) in
      try pool.volumeNames()
    }
    #expect(!volumes.contains("server.qcow2"))
  }
}
