import Foundation
import Glibc
import TestSupport
import Testing

extension `The program` {
  /// The same libvirtd, reached by a command as another computer is: nothing of its files may be touched from here.
  @Suite(.serialized, .enabled(if: access(helper, X_OK) == 0, "\(helper) is not installed"))
  struct `copies on a hypervisor elsewhere` {
    @Test func `by libvirt, which finishes what it has begun, and then it is removed`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("near"))
        try await CopyFixtures.done(
          CopyFixtures.writer, "-c", "write -q -P 7 0 200M", hypervisor.images + "/near.qcow2")
        let far = ["--connect", try tunnel(hypervisor)]
        try await hypervisor.expect(0, ["clone", "near", "whole"] + far)
        let new = try #require(hypervisor.disks("whole-").first)
        #expect(try await CopyFixtures.areAlike(hypervisor.images + "/near.qcow2", new))
        let before = Set(hypervisor.disks(""))

        let (_, stopped) = try await hypervisor.neuronVM.whileRunning(["clone", "near", "stopped"] + far) { clone in
          #expect(await clone.says("Copy "))
          clone.send(SIGINT)
        }
        #expect(stopped.exitCode == 1 || stopped.exitCode == 0, "\(stopped)")
        if stopped.exitCode == 0 { try await hypervisor.expect(0, "delete", "stopped", "--yes") }
        #expect(Set(hypervisor.disks("")) == before)

        _ = try await hypervisor.neuronVM.whileRunning(["clone", "near", "dead"] + far) { clone in
          #expect(await clone.says("Copy "))
          clone.send(SIGKILL)
        }
        // libvirtd goes on for a while; once it is over, the next repair finds the copy.
        let isGone = try await eventually {
          _ = try await hypervisor.neuronVM.run(["repair"] + far)
          return Set(hypervisor.disks("")) == before
        }
        #expect(isGone)
        #expect(try await hypervisor.state(of: "dead") == nil)
      }
    }

    @Test func `by sending what was converted here, and there and back in an export`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("near"))
        try await CopyFixtures.done(CopyFixtures.writer, "-c", "write -q -P 7 0 9M", hypervisor.images + "/near.qcow2")
        let far = ["--connect", try tunnel(hypervisor)]
        let file = hypervisor.folder + "/h/near.nvm"
        try await hypervisor.expect(0, ["export", "near", file] + far)
        try await hypervisor.expect(0, ["import", file, "--name", "back", "--accel", "none"] + far)
        let new = try #require(hypervisor.disks("back-").first)
        #expect(try await CopyFixtures.areAlike(hypervisor.images + "/near.qcow2", new))
        try await hypervisor.expect(0, "start", "back")
        try await hypervisor.expect(0, "force-stop", "back")
        // Nothing is left of what was on its way.
        #expect(try FileManager.default.contentsOfDirectory(atPath: hypervisor.folder + "/k/neuron-vm").isEmpty)
        #expect(hypervisor.disks("export").isEmpty)
      }
    }

    private func tunnel(_ hypervisor: PrivateHypervisor) throws -> String {
      let path = hypervisor.folder + "/h/tunnel"
      let variables = ["XDG_RUNTIME_DIR": "r", "XDG_CONFIG_HOME": "c", "XDG_CACHE_HOME": "k", "XDG_DATA_HOME": "d"]
        .map { "export \($0)='\(hypervisor.folder)/\($1)'" }.joined(separator: "\n")
      try Data("#!/bin/sh\n\(variables)\nexec \(helper) qemu:///session\n".utf8).write(to: URL(filePath: path))
      chmod(path, 0o700)
      return "qemu+ext:///session?command=" + path
    }
  }
}

/// libvirt's own end of a connection through SSH.
private let helper = "/usr/bin/virt-ssh-helper"
