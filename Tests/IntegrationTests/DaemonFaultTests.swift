import Foundation
import Glibc
import TestSupport
import Testing

extension `The program` {
  @Suite(.serialized) struct `meets a daemon` {
    @Test func `that is killed again and again, and a watch goes on without a leak`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("clock"))
        let (_, watch) = try await hypervisor.neuronVM.whileRunning(["watch"], deadline: .seconds(240)) { watch in
          #expect(await watch.says("connected, 1 machine"))
          let rounds = 20
          var held: (descriptors: Int?, threads: Int?) = (nil, nil)
          for round in 1...rounds {
            #expect(hypervisor.signalDaemon(round.isMultiple(of: 4) ? SIGTERM : SIGKILL))
            #expect(await watch.says("the connection is lost", count: round))
            // Made while nobody listens; told after.
            if round == rounds { try await hypervisor.expect(0, Machines.deaf("calendar")) }
            #expect(await watch.says("connected, ", count: round + 1))
            if round == 5 { held = (watch.descriptorCount, watch.threadCount) }
          }
          #expect(await watch.says("“calendar” is new"))
          let most = try #require(held.descriptors)
          #expect(
            await eventually { (watch.descriptorCount ?? .max) <= most }, "\(most) → \(watch.descriptorCount ?? 0)")
          let threads = try #require(held.threads)
          #expect(await eventually { (watch.threadCount ?? .max) <= threads }, "\(threads) → \(watch.threadCount ?? 0)")
          watch.send(SIGINT)
        }
        #expect(watch.signal == SIGINT || watch.exitCode == 0, "\(watch)")
      }
    }

    @Test func `that stops answering: a watch says so and comes back, a list ends in words`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("printer"))
        let (_, watch) = try await hypervisor.neuronVM.whileRunning(["watch"]) { watch in
          #expect(await watch.says("connected, 1 machine"))
          try await withThrowingTaskGroup(of: ProgramOutcome.self) { group in
            // Lists at every stage: some have not connected yet, some have just asked.
            for number in 0..<6 {
              group.addTask {
                try await Task.sleep(for: .milliseconds(number * 12))
                return try await hypervisor.neuronVM("list", "--devices")
              }
            }
            try await Task.sleep(for: .milliseconds(60))
            #expect(hypervisor.signalDaemon(SIGSTOP))
            async let late = hypervisor.neuronVM("list")
            for try await list in group { expectEnd(list) }
            expectEnd(try await late, isLate: true)
          }
          #expect(await watch.says("the connection is lost"), "\(watch.output)")
          #expect(hypervisor.signalDaemon(SIGCONT))
          try await hypervisor.expect(0, Machines.deaf("scanner"))
          #expect(await watch.says("“scanner” is new"), "\(watch.output)")
          watch.send(SIGINT)
        }
        #expect(watch.output.components(separatedBy: "connected, ").count > 2, "\(watch)")
      }
    }

    @Test func `that ends or is restarted under a list, which ends in words`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("printer"))
        for number in 0..<24 {
          let (_, list) = try await hypervisor.neuronVM.whileRunning(["list", "--devices"]) { _ in
            try await Task.sleep(for: .milliseconds(number * 3))
            hypervisor.signalDaemon(number.isMultiple(of: 2) ? SIGKILL : SIGTERM)
          }
          expectEnd(list)
        }
        #expect(try await eventually { try await hypervisor.neuronVM("list").output.contains("printer") })
      }
    }

    @Test func `that ends while a guest is waited for`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        try await hypervisor.expect(0, Machines.deaf("printer", "--start"))
        for words in [["stop", "printer"], ["console", "printer", "--until", "never said"]] {
          let (_, waiting) = try await hypervisor.neuronVM.whileRunning(words) { waiting in
            // Whoever has not connected yet would start the daemon anew: it is killed until that is over.
            let isOver = try await eventually {
              try await Task.sleep(for: .seconds(1))
              hypervisor.signalDaemon(SIGKILL)
              return waiting.hasEnded
            }
            #expect(isOver)
          }
          #expect(waiting.exitCode == 5, "\(waiting)")
          #expect(waiting.error.contains("libvirt cannot be reached"), "\(waiting)")
          // The machine runs on without its daemon, and the next one takes it over.
          #expect(try await eventually { try await hypervisor.neuronVM("list").output.contains("running") })
        }
        try await hypervisor.expect(0, "force-stop", "printer")
      }
    }

    @Test func `that ends in the middle of a creation, which the next command undoes`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        for step in ["Define the storage pool", "Create the disk", "Define the machine", "Start the machine"] {
          let (_, create) = try await hypervisor.neuronVM.whileRunning(Machines.deaf("forum", "--start")) { create in
            #expect(await create.says(step))
            hypervisor.signalDaemon(SIGKILL)
          }
          if create.exitCode == 0 {
            try await hypervisor.expect(0, "force-stop", "forum")
            try await hypervisor.expect(0, "delete", "forum", "--yes")
          } else {
            #expect([1, 5].contains(create.exitCode), "\(create)")
            #expect(!create.error.isEmpty)
          }
          try await hypervisor.expect(0, "repair")
          // But for empty folders of a start that libvirtd died in.
          try await hypervisor.expectNothingLeft(journals: true)
          for words in [["pool-destroy", "default"], ["pool-undefine", "default"]] {
            _ = try await hypervisor.virsh.run(words)
          }
        }
      }
    }

    @Test func `that is not there`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let nowhere = PrivateHypervisor.uri + "?socket=" + hypervisor.folder + "/nowhere"
        for words in [["list"], ["watch"], ["start", "x"], Machines.deaf("x")] {
          let outcome = try await hypervisor.expect(5, words + ["--connect", nowhere])
          #expect(
            outcome.error.contains("libvirt cannot be reached") && outcome.error.contains("host check"), "\(outcome)")
        }
      }
    }

    /// A list that lost its daemon says so with the exit code for it; one that was quicker is complete.
    private func expectEnd(
      _ list: ProgramOutcome, isLate: Bool = false, location: SourceLocation = #_sourceLocation
    ) {
      switch list.exitCode {
      case 0: #expect(!isLate && list.output.contains("printer"), "\(list)", sourceLocation: location)
      case 5: #expect(list.error.contains("libvirt cannot be reached"), "\(list)", sourceLocation: location)
      case 7: #expect(list.error.contains("did not answer in time"), "\(list)", sourceLocation: location)
      default: Issue.record("\(list)", sourceLocation: location)
      }
    }
  }
}
