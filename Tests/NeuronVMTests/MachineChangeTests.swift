import FoundationEssentials
import Glibc
import Libvirt
import MachineModel
import TestSupport
import Testing
import XML

@testable import NeuronVM

/// The door to every change, on a host of libvirt's test driver.
@Suite struct MachineChangeTests {
  let home: TemporaryDirectory
  let hypervisor: Hypervisor

  init() async throws {
    home = try TemporaryDirectory()
    let directories = Directories(
      environment: ["HOME": home.path], executable: PackageRoot.path + "/.build/debug/neuron-vm")
    // Of a file, every connection has a host of its own.
    let uri = "test://" + PackageRoot.path + "/Tests/CommandLineTests/Fixtures/host.xml"
    hypervisor = try await Hypervisor.connect(to: ConnectionChoice(named: uri), directories: directories)
  }

  /// A machine that is off, of a tool that is not ours.
  private func machine(_ name: String = "office") async throws -> Machine {
    let xml = """
      <domain type='test'><name>\(name)</name><memory unit='MiB'>64</memory><vcpu>1</vcpu>
      <metadata><o:os xmlns:o='urn:other'><o:id>any</o:id></o:os></metadata>
      <os><type>hvm</type></os></domain>
      """
    let id = try await hypervisor.connection.define(xml)
    return Machine(hypervisor: hypervisor, id: id, name: name)
  }

  private func xmlWithPasswords(of machine: Machine) async throws -> String {
    try await machine.asking("x") { domain throws(LibvirtError) in try domain.xml([.inactive, .secure]) }
  }

  private func retitle(_ machine: Machine, _ title: String) async throws(NeuronError) -> ChangeOutcome {
    try await machine.changing("title") { change throws(NeuronError) in
      let target = change.target
      try await machine.asking("x") { domain throws(LibvirtError) in
        try domain.setTitle(title, in: target)
      }
    }
  }

  @Test func `what a change found is kept, and what changed nothing leaves nothing`() async throws {
    let machine = try await machine()
    let before = try await machine.definition()
    #expect(try await retitle(machine, "Accounts") == .now)
    let (entries, faults) = try hypervisor.history(of: machine.id).entries()
    #expect(faults.isEmpty && entries.map(\.id) == [1] && entries.map(\.title) == ["title"])
    #expect(entries.first?.before.xml == before)
    #expect(entries.first?.after?.xml == (try await machine.definition()))
    #expect(entries.first?.name == "office")
    #expect(try await retitle(machine, "Accounts") == .unchanged)
    #expect(try hypervisor.history(of: machine.id).entries().entries.count == 1)
    #expect(!FileManager.default.fileExists(atPath: hypervisor.statePath("locks") + "/\(machine.id).lock"))
  }

  @Test func `a body that fails before anything leaves nothing, and one that fails in the middle is in the history`()
    async throws
  {
    let machine = try await machine()
    await #expect(throws: NeuronError.self) {
      _ = try await machine.changing("fails") { _ throws(NeuronError) in throw NeuronError.machineNotFound("x") }
    }
    #expect(try hypervisor.history(of: machine.id).entries().entries.isEmpty)
    await #expect(throws: NeuronError.self) {
      _ = try await machine.changing("fails late") { change throws(NeuronError) in
        let target = change.target
        try await machine.asking("x") { domain throws(LibvirtError) in try domain.setTitle("half", in: target) }
        throw NeuronError.machineNotFound("x")
      }
    }
    #expect(try hypervisor.history(of: machine.id).entries().entries.map(\.title) == ["fails late"])
  }

  @Test func `a machine that another command changes is not changed, and that command is named`() async throws {
    let machine = try await machine()
    try await machine.locked(for: "a long change") { () async throws(NeuronError) in
      do throws(NeuronError) {
        _ = try await machine.changing("in vain", within: .milliseconds(20)) { _ throws(NeuronError) in
          Issue.record("both are inside")
        }
        Issue.record("nobody was kept out")
      } catch {
        #expect(error.message.contains("a long change") && error.message.contains("\(getpid())"), "\(error.message)")
        guard case .refused(let problems) = error else { throw error }
        #expect(problems.map(\.code) == ["machine.busy"])
      }
    }
  }

  @Test func `a machine that another command copies is not started, and that command is named`() async throws {
    let machine = try await machine()
    try await machine.locked(for: "copy “office” to “spare”") { () async throws(NeuronError) in
      do throws(NeuronError) {
        _ = try await machine.perform(.start)
        Issue.record("it was started")
      } catch {
        #expect(error.exitCode == 4 && error.message.contains("copy “office” to “spare”"), "\(error.message)")
      }
      #expect(try await machine.state() == .shutOff)
    }
    #expect(try await machine.perform(.start) == .done(wasSaved: false))
  }

  @Test func `a definition that another tool changed meanwhile is not overwritten`() async throws {
    let machine = try await machine()
    let planned = try await machine.forms().definition
    try await machine.asking("x") { domain throws(LibvirtError) in try domain.setTitle("virsh", in: .config) }
    do throws(NeuronError) {
      _ = try await machine.changing("overwrite") { change throws(NeuronError) in
        try await change.define(planned.xml, madeFrom: planned)
      }
      Issue.record("it was overwritten")
    } catch {
      guard case .refused(let problems) = error else { throw error }
      #expect(problems.map(\.code) == ["machine.changed"])
    }
    #expect(try await machine.details().description.title == "virsh")
    #expect(try hypervisor.history(of: machine.id).entries().entries.isEmpty)
  }

  @Test func `a machine that has gone is not made again, and one without a definition is left alone`() async throws {
    let gone = try await machine()
    let planned = try await gone.forms().definition
    try await gone.asking("x") { domain throws(LibvirtError) in try domain.undefine() }
    do throws(NeuronError) {
      _ = try await gone.changing("revive") { change throws(NeuronError) in
        try await change.define(planned.xml, madeFrom: planned)
      }
      Issue.record("it was made again")
    } catch {
      guard case .machineNotFound = error else { throw error }
    }
    let transient = try await machine("live")
    try await transient.asking("x") { domain throws(LibvirtError) in
      try domain.start()
      try domain.undefine()
    }
    do throws(NeuronError) {
      _ = try await retitle(transient, "no")
      Issue.record("it was changed")
    } catch {
      guard case .refused(let problems) = error else { throw error }
      #expect(problems.map(\.code) == ["machine.transient"])
    }
  }

  @Test func `a definition that is replaced keeps what nobody asked for, and its passwords`() async throws {
    let xml = """
      <domain type='test'><name>screen</name><memory unit='MiB'>64</memory><os><type>hvm</type></os>
      <metadata><o:os xmlns:o='urn:other'><!-- kept --><o:id a="1">any <o:b/> thing</o:id></o:os></metadata>
      <devices><graphics type='vnc' passwd='secret' passwdValidTo='2030-01-01T00:00:00' listen='127.0.0.1'/></devices>
      </domain>
      """
    let id = try await hypervisor.connection.define(xml)
    let machine = Machine(hypervisor: hypervisor, id: id, name: "screen")
    let before = try await xmlWithPasswords(of: machine)
    #expect(before.contains("passwd='secret'"))
    let outcome = try await machine.changing("replace") { change throws(NeuronError) in
      var domain = try change.before.definition.element()
      #expect(!domain.hasPassword)
      domain.children.append(.element(.init("title") { "New" }))
      try await change.define(try domain.definitionText())
    }
    #expect(outcome == .now)
    let after = try await xmlWithPasswords(of: machine)
    #expect(after.replacing("  <title>New</title>\n", with: "") == before)
    let kept = try hypervisor.history(of: id).entries().entries
    #expect(
      kept.count == 1
        && kept.allSatisfy { !$0.before.xml.contains("secret") && $0.after?.xml.contains("secret") == false })
  }

  @Test func `a removed machine leaves what it was`() async throws {
    let machine = try await machine()
    let definition = try await machine.definition()
    _ = try await machine.delete(try await machine.deletionPlan(keepsDisks: true))
    let entries = try hypervisor.history(of: machine.id).entries().entries
    #expect(entries.map(\.kind) == [.removal] && entries.first?.before.xml == definition)
    #expect(entries.first?.after == nil)
  }
}
