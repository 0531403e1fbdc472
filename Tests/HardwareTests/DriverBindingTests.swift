import Glibc
import Journal
import MachineModel
import Synchronization
import TestSupport
import Testing

@testable import Hardware

/// Devices are taken from a made-up host and given back, by a kernel whose answers are a test's.
@Suite struct DriverBindingTests {
  private let card: PCIAddress
  private let sound: PCIAddress

  init() throws {
    card = try PCIAddress(parsing: "0000:01:00.0")
    sound = try PCIAddress(parsing: "0000:01:00.1")
  }

  /// A host, its kernel, and what changes it.
  private struct Bench {
    let kernel: FixtureKernel
    let places: HostPlaces
    let binding: DriverBinding

    init(_ host: HostFixture = .processorAndCard, patience: Duration = .seconds(20)) throws {
      kernel = try FixtureKernel(host)
      places = HostPlaces(
        root: try HostRoot(kernel.path), state: kernel.path + "/state", runtime: kernel.path + "/run/neuron-vm",
        patience: patience, writesInChildren: false)
      binding = DriverBinding(places)
    }

    /// What is left of ours.
    var leftovers: [String] {
      (try? StateFolder(places.state).names()) ?? []
    }
  }

  private func failure(_ body: () throws -> Void) -> BindingError? {
    do {
      try body()
      return nil
    } catch {
      return error as? BindingError
    }
  }

  @Test func `all functions of a card go to vfio-pci, and come back with their nodes`() throws {
    let bench = try Bench()
    let before = bench.kernel.state
    let report = try bench.binding.bind(sound)
    #expect(report.address == card)
    #expect(report.functions.map(\.driver) == ["vfio-pci", "vfio-pci"])
    #expect(bench.kernel.driverOverride("0000:01:00.1") == "vfio-pci")
    // The sound first: it hangs on the picture. By address, and never by number (new_id).
    #expect(
      bench.kernel.writes == [
        "unbind snd_hda_intel 0000:01:00.1", "probe 0000:01:00.1", "unbind nouveau 0000:01:00.0", "probe 0000:01:00.0",
      ])
    #expect(try bench.binding.records().map(\.address) == [card])
    let again = try bench.binding.bind(card)
    #expect(again.steps.isEmpty)
    let back = try bench.binding.release(card)
    #expect(back.functions.map(\.driver) == ["nouveau", "snd_hda_intel"])
    #expect(bench.kernel.state == before)
    #expect(bench.leftovers.isEmpty)
    #expect(try bench.binding.release(card).steps.isEmpty)
  }

  @Test func `everything is given back by undo`() throws {
    let bench = try Bench(.twoEqualCards)
    let before = bench.kernel.state
    _ = try bench.binding.bind(try PCIAddress(parsing: "0000:08:00.0"))
    // Its twin has the same numbers.
    #expect(bench.kernel.driver("0000:08:00.0") == "vfio-pci" && bench.kernel.driver("0000:01:00.0") == "nouveau")
    let done = try bench.binding.undo()
    #expect(done.count == 1)
    #expect(bench.kernel.state == before)
    #expect(try bench.binding.undo().isEmpty)
    #expect(bench.leftovers.isEmpty)
  }

  @Test(arguments: [
    (HostFixture.onlyOneCard, "display.only"), (.groupWithRootDisk, "disk.vital"),
    (.groupWithSpareNetwork, "group.shared"), (.keyboardInGroup, "input.keyboard"),
  ])
  func `what the host needs is refused, and nothing is written`(host: HostFixture, code: String) throws {
    let bench = try Bench(host)
    let before = bench.kernel.state
    let error = failure { _ = try bench.binding.bind(card) }
    guard case .refused(let problems, _) = error else {
      Issue.record("\(error?.message ?? "it was done")")
      return
    }
    #expect(problems.contains { $0.code == code }, "\(problems.map(\.code))")
    #expect(bench.kernel.state == before)
    #expect(bench.kernel.writes.isEmpty)
    #expect(bench.leftovers.isEmpty)
  }

  @Test func `who holds the card is named, and no other way in makes up for it`() throws {
    var host = HostFixture.processorAndCard
    host.process(4711, "blender", ["/dev/dri/card1"])
    let bench = try Bench(host)
    let error = failure { _ = try bench.binding.bind(card, anotherWayIn: [card]) }
    #expect(error?.message.contains("blender (pid 4711)") == true)
    #expect(error?.exitCode == 4)
    #expect(bench.kernel.writes.isEmpty)
  }

  @Test func `an address where nothing is`() throws {
    let bench = try Bench()
    let error = failure { _ = try bench.binding.bind(try PCIAddress(parsing: "0000:7f:00.0")) }
    #expect(error?.exitCode == 3)
  }

  @Test(arguments: [
    "drivers_probe", "drivers/snd_hda_intel/unbind", "drivers/nouveau/unbind",
    "devices/0000:01:00.0/driver_override", "devices/0000:01:00.1/driver_override",
  ])
  func `a write that the kernel refuses undoes all before it`(file: String) throws {
    let bench = try Bench()
    let before = bench.kernel.state
    let path = bench.kernel.path + "/sys/bus/pci/" + file
    #expect(unlink(path) == 0)
    // A folder cannot be written, not by root either; what is given back needs none of the two first.
    if file != "drivers_probe" { #expect(mkdir(path, 0o755) == 0) }
    let error = failure { _ = try bench.binding.bind(card) }
    #expect(error?.code == "bindingFailed", "\(error?.message ?? "")")
    #expect(bench.kernel.state == before)
    #expect(bench.leftovers.isEmpty)
  }

  @Test func `a driver that does not take its device leaves it to the old one`() throws {
    let bench = try Bench(patience: .milliseconds(400))
    let before = bench.kernel.state
    bench.kernel.ignore("vfio-pci")
    let error = failure { _ = try bench.binding.bind(card) }
    #expect(error?.code == "bindingFailed")
    #expect(bench.kernel.state == before)
    #expect(bench.leftovers.isEmpty)
  }

  @Test func `a wish to stop is heard between two steps`() throws {
    let bench = try Bench()
    let before = bench.kernel.state
    let steps = Mutex(0)
    let binding = DriverBinding(
      bench.places, say: { _ in steps.withLock { $0 += 1 } }, isCancelled: { steps.withLock { $0 > 2 } })
    #expect(failure { _ = try binding.bind(card) }?.code == "cancelled")
    #expect(bench.kernel.state == before)
    #expect(bench.leftovers.isEmpty)
  }

  @Test func `a device that is still a machine's is not given back`() throws {
    let bench = try Bench()
    _ = try bench.binding.bind(card)
    let process = bench.kernel.path + "/proc/4712"
    #expect(mkdir(process, 0o755) == 0 && mkdir(process + "/fd", 0o755) == 0)
    #expect(symlink("/dev/vfio/1", process + "/fd/9") == 0)
    let error = failure { _ = try bench.binding.release(card) }
    #expect(error?.exitCode == 4)
    #expect(error?.message.contains("pid 4712") == true)
    #expect(bench.kernel.driver("0000:01:00.0") == "vfio-pci")
    #expect(try bench.binding.records().count == 1)
    #expect(failure { _ = try bench.binding.undo() } != nil)
  }

  @Test func `what others have taken is given back to the driver that the kernel chooses`() throws {
    let bench = try Bench()
    let before = bench.kernel.state
    _ = try bench.binding.bind(card)
    #expect(unlink(bench.places.bound + "/0000:01:00.0.json") == 0)
    let report = try bench.binding.release(card)
    #expect(report.functions.map(\.driver) == ["nouveau", "snd_hda_intel"])
    #expect(bench.kernel.state == before)
  }
}
