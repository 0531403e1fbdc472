import FoundationEssentials
import Glibc
import Journal
import MachineModel
import TestSupport
import Testing

@testable import Hardware

/// Whatever ends the privileged program, and wherever: the next call gives back what was begun.
@Suite struct DriverBindingCrashTests {
  private let card: PCIAddress

  init() throws { card = try PCIAddress(parsing: "0000:01:00.0") }

  private func places(
    _ kernel: FixtureKernel, patience: Duration = .seconds(20), writesInChildren: Bool = false
  ) throws -> HostPlaces {
    HostPlaces(
      root: try HostRoot(kernel.path), state: kernel.path + "/state", runtime: kernel.path + "/run/neuron-vm",
      patience: patience, writesInChildren: writesInChildren)
  }

  /// What a process leaves behind that has announced so many steps, and ended before or after the last one was taken.
  private func leave(
    _ kernel: FixtureKernel, _ places: HostPlaces, announced: Int, lastTaken: Bool
  ) throws -> Bool {
    let host = HostReader(places.root).hardware(.judgement, about: [card])
    let plan = BindingPlan(try #require(host.subject(at: card)), on: host)
    #expect(plan.problems.isEmpty && plan.steps.count == 6)
    guard announced <= plan.steps.count else { return false }
    let functions = plan.functions.map { device in
      BoundFunction(
        address: device.address, identity: device.identity?.description,
        owner: .driver(DriverName(device.driver ?? "") ?? .vfio),
        nodes: CardNodes(places.root).nodes(of: device.address))
    }
    #expect(mkdir(places.state, 0o700) == 0)
    let transaction = try Journal<BindingAction>(directory: places.journal).begin("a test")
    try transaction.willPerform(undoneBy: .card(BoundCard(address: card, functions: functions, boot: places.boot)))
    for (number, step) in plan.steps.prefix(announced).enumerated() {
      let write = try #require(step.write)
      try transaction.willPerform(undoneBy: .write(try #require(step.change)))
      guard number + 1 < announced || lastTaken else { break }
      if write.path.hasSuffix("driver_override") {
        let file = try #require(KernelFile(write.path, in: places.root))
        try file.write(write.text)
      } else {
        kernel.perform("/" + write.path, write.text)
      }
    }
    return true
  }

  @Test(arguments: 0...6, [false, true])
  func `a binding that was cut off is undone by the next call`(announced: Int, lastTaken: Bool) throws {
    let kernel = try FixtureKernel(.processorAndCard)
    let places = try places(kernel)
    let before = kernel.state
    #expect(try leave(kernel, places, announced: announced, lastTaken: lastTaken))
    let done = try DriverBinding(places).undo()
    #expect(done.isEmpty == (announced == 0))
    #expect(kernel.state == before)
    #expect(try StateFolder(places.state).names().isEmpty)
  }

  @Test func `any other verb undoes it as well`() throws {
    let kernel = try FixtureKernel(.processorAndCard)
    let places = try places(kernel)
    let before = kernel.state
    #expect(try leave(kernel, places, announced: 4, lastTaken: true))
    let report = try DriverBinding(places).release(card)
    #expect(report.notes.contains { $0.contains("a test") }, "\(report.notes)")
    #expect(kernel.state == before)
  }

  @Test func `after a restart of the computer nothing of it holds, and nothing is written`() throws {
    let kernel = try FixtureKernel(.processorAndCard)
    let places = try places(kernel)
    #expect(try leave(kernel, places, announced: 6, lastTaken: true))
    _ = try DriverBinding(places).bind(card)
    try kernel.restart("2")
    let writes = kernel.writes
    #expect(try DriverBinding(places).records().isEmpty)
    #expect(try DriverBinding(places).undo().isEmpty)
    #expect(kernel.writes == writes)
    #expect(try StateFolder(places.state).names() == [])
  }

  @Test func `another device at the address is left alone`() throws {
    let kernel = try FixtureKernel(.processorAndCard)
    let places = try places(kernel)
    _ = try DriverBinding(places).bind(card)
    let folder = kernel.path + "/sys/bus/pci/devices/0000:01:00.0"
    let event = try #require(HostReader(places.root).root.bytes("sys/bus/pci/devices/0000:01:00.0/uevent"))
    let other = String(decoding: event, as: UTF8.self).replacing("10DE:1B80", with: "10DE:1B81")
    try other.write(toFile: folder + "/uevent", atomically: false, encoding: .utf8)
    let report = try DriverBinding(places).release(card)
    #expect(report.notes.contains { $0.contains("Another device is at 0000:01:00.0") }, "\(report.notes)")
    #expect(kernel.driver("0000:01:00.0") == "vfio-pci")
    #expect(kernel.driver("0000:01:00.1") == "snd_hda_intel")
  }

  @Test func `a driver that does not let go is named, nothing hangs, and undo mends it when it has`() throws {
    let kernel = try FixtureKernel(.processorAndCard)
    let places = try places(kernel, patience: .seconds(2), writesInChildren: true)
    let before = kernel.state
    // Nobody reads it, so that its writer is kept waiting.
    let file = kernel.path + "/sys/bus/pci/drivers/nouveau/unbind"
    #expect(unlink(file) == 0 && mkfifo(file, 0o600) == 0)
    var error: BindingError?
    do { _ = try DriverBinding(places).bind(card) } catch let thrown { error = thrown }
    #expect(error?.exitCode == 7)
    #expect(error?.message.contains("nouveau") == true)
    // What had gone before is back.
    #expect(kernel.driver("0000:01:00.1") == "snd_hda_intel")
    let marker = kernel.path + "/run/neuron-vm/stuck/0000:01:00.0"
    let child = try #require(pid_t(String(contentsOfFile: marker, encoding: .utf8).prefix { $0 != " " }))
    // Whoever asks this kernel about the device waits, too; so nobody does.
    let override = kernel.path + "/sys/bus/pci/devices/0000:01:00.0/driver_override"
    #expect(rename(override, override + ".kept") == 0 && mkfifo(override, 0o600) == 0)
    let host = HostReader(places.root).hardware(.judgement, about: [card])
    #expect(host.device(at: card)?.stuckDriver == "nouveau")
    let report = PassthroughCheck(host).report(try #require(host.subject(at: card)))
    let problem = try #require(report.problems.first { $0.code == "driver.stuck" })
    #expect(report.verdict == .refused)
    #expect(problem.message.contains("nouveau") && problem.remedy?.contains("neuron-vm host undo") == true)
    var busy: BindingError?
    do { _ = try DriverBinding(places).release(card) } catch let thrown { busy = thrown }
    #expect(busy?.code == "driverStuck")

    #expect(unlink(override) == 0 && rename(override + ".kept", override) == 0)
    #expect(unlink(file) == 0)
    kill(child, SIGKILL)
    waitpid(child, nil, 0)
    try kernel.addDriver("nouveau")
    #expect(try DriverBinding(places).undo().count == 1)
    #expect(kernel.state == before)
    #expect(try StateFolder(places.state).names().isEmpty)
  }

  @Test func `a folder that others can write to is not used`() throws {
    let kernel = try FixtureKernel(.processorAndCard)
    let places = try places(kernel)
    #expect(mkdir(places.state, 0o777) == 0 && chmod(places.state, 0o777) == 0)
    #expect(throws: BindingError.self) { try DriverBinding(places).bind(card) }
    #expect(kernel.writes.isEmpty)
  }

  @Test func `a link in sysfs' place leads to no file outside of it`() throws {
    let kernel = try FixtureKernel(.processorAndCard)
    let places = try places(kernel)
    let outside = kernel.path + "/etc/outside"
    try "as it was".write(toFile: outside, atomically: false, encoding: .utf8)
    for target in [outside, "/etc/outside", "../../../../etc/outside"] {
      let file = kernel.path + "/sys/bus/pci/drivers_probe"
      #expect(unlink(file) == 0 && symlink(target, file) == 0)
      #expect(throws: BindingError.self) { try DriverBinding(places).bind(card) }
    }
    #expect(try String(contentsOfFile: outside, encoding: .utf8) == "as it was")
  }
}
