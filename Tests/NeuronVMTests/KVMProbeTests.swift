import FoundationEssentials
import Glibc
import TestSupport
import Testing

@testable import NeuronVM

/// The emulator is replaced by programs of a few lines; the real one is asked by `host check` in the private session.
@Suite struct KVMProbeTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    _ = FileManager.default.createFile(atPath: directory.path("kvm"), contents: nil)
    _ = FileManager.default.createFile(atPath: directory.path("vmlinuz"), contents: nil)
  }

  private func probe(_ script: String, device: String = "kvm", kernel: String = "vmlinuz") async throws -> KVMVerdict {
    let emulator = directory.path("qemu")
    try Data(("#!/bin/sh\n" + script).utf8).write(to: URL(filePath: emulator))
    chmod(emulator, 0o755)
    return await KVMProbe(
      emulator: emulator, kernels: [directory.path(kernel)], device: directory.path(device)
    ).run()
  }

  @Test func `a kernel that names itself proves KVM, and the emulator is ended`() async throws {
    let verdict = try await probe(
      "echo $$ > \(directory.path("pid")); echo '[    0.000000] Linux version 6.1.0'; exec sleep 600")
    #expect(verdict == .works)
    let pid = try #require(Int32(try String(contentsOfFile: directory.path("pid"), encoding: .utf8).filter(\.isNumber)))
    #expect(kill(pid, 0) != 0, "the emulator still runs")
  }

  @Test func `an emulator that ends tells why`() async throws {
    let verdict = try await probe("echo 'qemu: failed to set MSR 0x10a to 0x0' >&2; exit 1")
    guard case .fails(let reason) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(reason.contains("failed to set MSR 0x10a"))
  }

  @Test func `a kernel that says nothing fails when time is up`() async throws {
    let verdict = try await probe("exec sleep 600")
    guard case .fails = verdict else {
      Issue.record("\(verdict)")
      return
    }
  }

  @Test func `without a readable kernel nothing is proven`() async throws {
    let verdict = try await probe("exit 0", kernel: "missing")
    guard case .notProven = verdict else {
      Issue.record("\(verdict)")
      return
    }
  }

  @Test func `without the device KVM fails`() async throws {
    guard case .fails = try await probe("exit 0", device: "missing") else {
      Issue.record("no device was taken for one")
      return
    }
  }
}
