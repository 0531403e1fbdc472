import FoundationEssentials
import Libvirt
import MachineModel
import TestSupport
import Testing

@testable import NeuronVM

/// History and undo, on a host of libvirt's test driver.
@Suite struct MachinePastTests {
  let home: TemporaryDirectory
  let hypervisor: Hypervisor

  init() async throws {
    home = try TemporaryDirectory()
    let directories = Directories(
      environment: ["HOME": home.path], executable: PackageRoot.path + "/.build/debug/neuron-vm")
    let uri = "test://" + PackageRoot.path + "/Tests/CommandLineTests/Fixtures/host.xml"
    hypervisor = try await Hypervisor.connect(to: ConnectionChoice(named: uri), directories: directories)
  }

  private func title(_ text: String) -> SettingsRequest {
    var request = SettingsRequest()
    request.title = text
    return request
  }

  private func codes(_ body: () async throws(NeuronError) -> Void) async throws -> [String] {
    do throws(NeuronError) {
      try await body()
      return []
    } catch {
      guard case .refused(let problems) = error else { throw error }
      return problems.map(\.code)
    }
  }

  @Test func `the latest change is taken back, and so is that`() async throws {
    let machine = try await hypervisor.machine(named: "debian")
    let first = try await machine.definition()
    _ = try await machine.set(title("One"))
    let second = try await machine.definition()
    _ = try await machine.set(title("Two"))
    let past = try await hypervisor.past(named: "debian")
    let plan = try await past.undoPlan(nil)
    #expect(plan.difference.unified.contains("-  <title>Two</title>"))
    #expect(try await past.undo(plan) == .now)
    #expect(try await machine.definition() == second)
    #expect(try await past.undo(try await past.undoPlan(nil)) == .now)
    #expect(try await machine.details().description.title == "Two")
    #expect(try await past.undo(try await past.undoPlan(1)) == .now)
    #expect(try await machine.definition() == first)
    #expect(try await past.undoPlan(1).isEmpty)
    #expect(try past.entries().entries.map(\.id) == [1, 2, 3, 4, 5])
    #expect(try await codes { () async throws(NeuronError) in _ = try await past.undoPlan(77) } == ["history.missing"])
  }

  @Test func `a plan that was overtaken changes nothing`() async throws {
    let machine = try await hypervisor.machine(named: "debian")
    _ = try await machine.set(title("One"))
    let past = try await hypervisor.past(named: "debian")
    let plan = try await past.undoPlan(nil)
    _ = try await machine.set(title("Two"))
    #expect(try await codes { () async throws(NeuronError) in _ = try await past.undo(plan) } == ["machine.changed"])
    #expect(try await machine.details().description.title == "Two")
  }

  @Test func `a machine that was removed is defined again, by name or UUID`() async throws {
    let machine = try await hypervisor.machine(named: "debian")
    _ = try await machine.setAutostart(true)
    let definition = try await machine.definition()
    _ = try await machine.delete(try await machine.deletionPlan(keepsDisks: true))
    let id = machine.id.uuidString.lowercased()
    #expect(try await hypervisor.past(named: id).name == "debian")
    let past = try await hypervisor.past(named: "debian")
    #expect(past.machine == nil)
    _ = try await past.undo(try await past.undoPlan(nil))
    #expect(try await machine.definition() == definition)
    #expect(try await machine.autostart())
    let back = try await hypervisor.past(named: "debian")
    #expect(back.machine != nil)
    #expect(try back.entries().entries.map(\.kind) == [.change, .removal, .restoration])
    // That it was brought back is a change like others; what was before it is undone by its number.
    let again = try await back.undoPlan(nil)
    #expect(again.entry.kind == .restoration && again.removal?.removes.isEmpty == true && !again.isEmpty)
    _ = try await back.undo(again)
    #expect(try await hypervisor.past(named: "debian").machine == nil)
    #expect(try back.entries().entries.map(\.kind) == [.change, .removal, .restoration, .removal])
    let gone = try await hypervisor.past(named: "debian")
    _ = try await gone.undo(try await gone.undoPlan(nil))
    #expect(try await machine.definition() == definition)
    #expect(try await hypervisor.past(named: "debian").undoPlan(1).definition.startsAutomatically == false)
  }

  @Test func `a restoration that would lose something when it is taken back names that`() async throws {
    // Its snapshots go with a removal.
    let machine = try await hypervisor.machine(named: "debian")
    let entry = try hypervisor.history(of: machine.id).begin(
      "bring back", before: try await machine.forms(), kind: .restoration)
    try hypervisor.history(of: machine.id).finish(entry, as: try await machine.forms().definition)
    let past = try await hypervisor.past(named: "debian")
    #expect(
      try await codes { () async throws(NeuronError) in _ = try await past.undoPlan(nil) } == ["undo.restoration"])
  }

  @Test func `a restoration that was interrupted is not forgotten`() async throws {
    let machine = try await hypervisor.machine(named: "bench")
    let history = hypervisor.history(of: machine.id)
    _ = try history.begin("bring back", before: try await machine.forms(), kind: .restoration)
    _ = try await machine.set(title("One"))
    #expect(try history.entries().entries.map(\.kind) == [.restoration, .change])
  }

  @Test func `a machine whose name another one has by now is named with its UUID`() async throws {
    let machine = try await hypervisor.machine(named: "debian")
    _ = try await machine.delete(try await machine.deletionPlan(keepsDisks: true))
    let xml = "<domain type='test'><name>debian</name><memory>65536</memory><os><type>hvm</type></os></domain>"
    let other = Machine(hypervisor: hypervisor, id: try await hypervisor.connection.define(xml), name: "debian")
    let id = machine.id.uuidString.lowercased()
    let past = try await hypervisor.past(named: "debian")
    #expect(past.id == other.id && past.former.map(\.id) == [machine.id])
    #expect(past.former.first?.hintToHistory.hasSuffix("neuron-vm history \(id)") == true)
    // Nothing was changed in the new one: who says “undo” means the other.
    do throws(NeuronError) {
      _ = try await past.undoPlan(nil)
      Issue.record("something was undone")
    } catch {
      #expect(error.remedy?.hasSuffix("neuron-vm undo \(id)") == true, "\(error)")
    }
    _ = try await other.set(title("One"))
    #expect(try await past.undoPlan(nil).warnings.isEmpty, "a change after that removal is what is meant")
    #expect(try await hypervisor.past(named: other.id.uuidString).former.isEmpty)
    _ = try await other.rename(to: "other")
    let gone = try await hypervisor.past(named: id)
    _ = try await gone.undo(try await gone.undoPlan(nil))
    #expect(try await hypervisor.past(named: "debian").former.isEmpty)
  }

  @Test func `a disk that another machine has by now is not given to two`() async throws {
    let machine = try await hypervisor.machine(named: "debian")
    let path = try #require(try await machine.description().disks.first { $0.device == "disk" }?.path)
    _ = try await machine.delete(try await machine.deletionPlan(keepsDisks: true))
    let disk = "<disk type='file' device='disk'><source file='\(path)'/><target dev='vda' bus='virtio'/></disk>"
    let xml =
      "<domain type='test'><name>thief</name><memory>65536</memory><os><type>hvm</type></os><devices>\(disk)</devices></domain>"
    _ = try await hypervisor.connection.define(xml)
    let past = try await hypervisor.past(named: "debian")
    #expect(try await codes { () async throws(NeuronError) in _ = try await past.undoPlan(nil) } == ["disk.used"])
  }

  @Test func `disks that are gone are named, and left out only when that is asked for`() async throws {
    let machine = try await hypervisor.machine(named: "debian")
    let plan = try await machine.deletionPlan(keepsDisks: true)
    let path = try #require(try await machine.description().disks.first?.path)
    let whole = DeletionPlan(
      name: plan.name, id: plan.id, removes: [.disk(pool: "default", volume: "gone.qcow2", path: path)], keeps: [])
    _ = try? await machine.delete(whole)
    let past = try await hypervisor.past(named: "debian")
    do throws(NeuronError) {
      _ = try await past.undoPlan(nil)
      Issue.record("the disk is not missed")
    } catch {
      #expect(error.message.contains(path) && error.remedy?.contains("--without-disks") == true)
    }
    let undo = try await past.undoPlan(nil, withoutDisks: true)
    #expect(undo.missingDisks == [path])
    _ = try await past.undo(undo)
    #expect(try await !machine.description().disks.contains { $0.path == path })
  }

  @Test func `a name that another machine has by now is not taken from it`() async throws {
    let machine = try await hypervisor.machine(named: "debian")
    _ = try await machine.delete(try await machine.deletionPlan(keepsDisks: true))
    let past = try await hypervisor.past(named: "debian")
    let xml = "<domain type='test'><name>debian</name><memory>65536</memory><os><type>hvm</type></os></domain>"
    let other = try await hypervisor.connection.define(xml)
    #expect(try await codes { () async throws(NeuronError) in _ = try await past.undoPlan(nil) } == ["name.taken"])
    #expect(try await hypervisor.past(named: "debian").id == other, "a machine that is there comes first")
  }

  @Test func `two removed machines of one name are told apart by their UUID`() async throws {
    var ids: [UUID] = []
    for _ in 1...2 {
      let xml = "<domain type='test'><name>twin</name><memory>65536</memory><os><type>hvm</type></os></domain>"
      let machine = Machine(hypervisor: hypervisor, id: try await hypervisor.connection.define(xml), name: "twin")
      ids.append(machine.id)
      _ = try await machine.delete(try await machine.deletionPlan(keepsDisks: true))
    }
    do throws(NeuronError) {
      _ = try await hypervisor.past(named: "twin")
      Issue.record("one was chosen")
    } catch {
      for id in ids { #expect(error.remedy?.contains(id.uuidString.lowercased()) == true) }
    }
    #expect(try await hypervisor.past(named: ids[0].uuidString).id == ids[0])
  }

  @Test func `an edited text that is no definition of the machine is refused`() async throws {
    let machine = try await hypervisor.machine(named: "debian")
    let draft = try await machine.draft()
    let xml = draft.original.xml
    func refused(_ text: String) throws -> [String] {
      do throws(NeuronError) {
        _ = try draft.difference(to: text)
        return []
      } catch {
        guard case .refused(let problems) = error else { throw error }
        return problems.map(\.code)
      }
    }
    #expect(try draft.difference(to: xml) == nil && draft.difference(to: xml + "\n") == nil)
    #expect(try refused(xml + "<") == ["edit.xml"])
    #expect(try refused("<network/>") == ["edit.root"])
    let other = xml.replacing("<name>debian", with: "<name>x").replacing("<uuid>1", with: "<uuid>2")
    #expect(try refused(other) == ["edit.name", "edit.uuid"])
    let edited = xml.replacing("<on_crash>destroy", with: "<on_crash>restart")
    #expect(try draft.difference(to: edited)?.isEmpty == false)
    #expect(try await draft.define(edited) == .now)
    #expect(try await machine.definition() == edited)
  }
}
