import Foundation
import Glibc
import TestSupport
import Testing

extension `The program` {
  /// Between two computers that are namespaces of this one, each with a network and a libvirt of its own.
  @Suite(
    .serialized, .enabled(if: TwoHosts.obstacle == nil, Comment(rawValue: TwoHosts.obstacle ?? "")),
    .timeLimit(.minutes(5)))
  struct `moves a machine` {
    @Test func `that counts, and counts on at the other computer, with its disk`() async throws {
      try await TwoHosts.with { hosts in
        try await hosts.makePools()
        let create = ["--pool", "images", "--disk", "64M"]
        let made = try await hosts.neuronVM.run(
          Machines.linux("counter").map { $0.hasPrefix("console=") ? $0 + " neuron.count=disk" : $0 } + create)
        #expect(made.exitCode == 0, "\(made)")
        try await hosts.expect(0, "autostart", "counter", "on")
        try await hosts.expect(0, "start", "counter")
        try await hosts.expect(0, "console", "counter", "--until", "count 3,", "--timeout", "120s")

        // Nothing is at the target but what the plan says, and a plan does nothing.
        let refused = try await hosts.expect(4, "migrate", "counter", hosts.beta)
        #expect(refused.error.contains("--copy-storage"), "\(refused)")
        try await hosts.expect(0, "migrate", "counter", hosts.beta, "--copy-storage", "--dry-run")
        try await hosts.expect(4, "migrate", "counter", hosts.beta, "--copy-storage", "--offline")
        #expect(hosts.images(at: "beta").isEmpty)

        try await hosts.expect(0, "connections", "add", "office", TwoHosts.betaBySSH)
        let moved = try await hosts.expect(0, "migrate", "counter", "office", "--copy-storage", "--live")
        #expect(moved.error.contains(hosts.images + "/counter.qcow2"), "\(moved)")
        #expect(try await hosts.state(of: "counter", at: hosts.alpha) == nil)
        #expect(try await hosts.state(of: "counter", at: hosts.beta) == "running")
        let info = try await hosts.virsh(hosts.beta)("dominfo", "counter")
        #expect(info.output.contains("Autostart:      enable"), "\(info)")
        #expect(hosts.journals().isEmpty)

        // It is the same guest: it goes on from where it was, and what it writes is there.
        let first = try await hosts.expect(
          0, "console", "counter", "-c", "office", "--until", "0, on the disk", "--timeout", "120s")
        let numbers = first.lines.filter { $0.hasPrefix("count ") }.map { line in
          line.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
        }
        #expect(!numbers.isEmpty && numbers.allSatisfy { ($0.first ?? 0) > 3 }, "\(first)")
        #expect(numbers.allSatisfy { $0.count < 2 || $0[0] == $0[1] }, "\(first)")
        #expect(!first.output.contains("Linux version"), "\(first)")

        // Off, and back; its former disk is in the way there first.
        try await hosts.expect(0, "force-stop", "counter", "-c", "office")
        let blocked = try await hosts.expect(4, "migrate", "counter", hosts.alpha, "-c", "office", "--copy-storage")
        #expect(blocked.error.contains("already"), "\(blocked)")
        let former = hosts.folder + "/alpha/images/counter.qcow2"
        try FileManager.default.removeItem(atPath: former)
        let record = try await hosts.expect(
          0, "migrate", "counter", hosts.alpha, "-c", "office", "--copy-storage", "--offline", "--json")
        #expect((try record.json() as? [String: Any])?["state"] as? String == "shutOff")
        #expect(try await hosts.state(of: "counter", at: hosts.beta) == nil)
        #expect(try await hosts.state(of: "counter", at: hosts.alpha) == "shut off")
        #expect(FileManager.default.contentsEqual(atPath: former, andPath: hosts.folder + "/beta/images/counter.qcow2"))
        #expect(hosts.journals().isEmpty)

        // Ctrl-C about the moment of its arrival: it is at one place, with all that belongs to it.
        try FileManager.default.removeItem(atPath: hosts.folder + "/beta/images/counter.qcow2")
        let (_, stopped) = try await hosts.neuronVM.whileRunning(["migrate", "counter", "office", "--copy-storage"]) {
          running in
          #expect(await running.says("Move the definition"))
          running.send(SIGINT)
        }
        let isThere = try await hosts.state(of: "counter", at: hosts.beta) != nil
        #expect(try await (hosts.state(of: "counter", at: hosts.alpha) == nil) == isThere, "\(stopped)")
        let place = try await hosts.virsh(isThere ? hosts.beta : hosts.alpha)("dominfo", "counter")
        #expect(place.output.contains("Autostart:      enable"), "\(place)")
        #expect(hosts.journals().isEmpty)
      }
    }

    @Test func `that its user had paused, and which is at one place when the move is cut off at its end`() async throws
    {
      try await TwoHosts.with { hosts in
        try await hosts.makePools()
        for words in [Machines.deaf("idle", "--pool", "images", "--start"), ["pause", "idle"]] {
          let made = try await hosts.neuronVM.run(words)
          #expect(made.exitCode == 0, "\(made)")
        }
        // A disk that is gone is not said to be hard to read.
        try await hosts.expect(0, Machines.deaf("lost", "--pool", "images"))
        try FileManager.default.removeItem(atPath: hosts.folder + "/alpha/images/lost.qcow2")
        let lost = try await hosts.expect(4, "migrate", "lost", hosts.beta, "--copy-storage", "--dry-run")
        #expect(lost.error.contains("lost.qcow2 is not there"), "\(lost)")

        _ = try await hosts.virsh(hosts.alpha)("migrate-setspeed", "idle", "1")
        let (_, killed) = try await hosts.neuronVM.whileRunning(["migrate", "idle", hosts.beta, "--copy-storage"]) {
          running in
          #expect(await running.says("Copy the memory"))
          let isCopying = try await eventually {
            try await hosts.virsh(hosts.alpha)("domjobinfo", "idle").output.contains("Outgoing migration")
          }
          #expect(isCopying)
          running.send(SIGKILL)
        }
        #expect(killed.signal == SIGKILL, "\(killed)")
        #expect(!hosts.journals().isEmpty)
        let isEnded = try await eventually { try await hosts.state(of: "idle", at: hosts.beta) == nil }
        #expect(isEnded)
        // What libvirt leaves between the arrival and the end: it says itself that somebody has to clean up by hand.
        let file = hosts.folder + "/idle.xml"
        try await hosts.virsh(hosts.alpha)("dumpxml", "--migratable", "idle").output
          .write(toFile: file, atomically: true, encoding: .utf8)
        for words in [["define", file], ["start", "--paused", "idle"]] {
          let arrived = try await hosts.virsh(hosts.beta).run(words)
          #expect(arrived.exitCode == 0, "\(arrived)")
        }
        #expect(try await hosts.state(of: "idle", at: hosts.alpha) == "paused")
        try await hosts.expect(0, "repair")
        #expect(try await hosts.state(of: "idle", at: hosts.alpha) == nil)
        #expect(try await hosts.state(of: "idle", at: hosts.beta) == "paused")
        #expect(hosts.images(at: "beta") == ["idle.qcow2"])
        #expect(hosts.journals().isEmpty)
      }
    }

    @Test func `or leaves it as it was, whatever breaks off the move`() async throws {
      try await TwoHosts.with { hosts in
        try await hosts.makePools()
        let made = try await hosts.neuronVM.run(Machines.deaf("mail", "--pool", "images", "--start"))
        #expect(made.exitCode == 0, "\(made)")
        // As slow as libvirt can: a mebibyte a second.
        _ = try await hosts.virsh(hosts.alpha)("migrate-setspeed", "mail", "1")
        let move = ["migrate", "mail", hosts.beta, "--copy-storage"]

        func expectAtSource(_ outcome: ProgramOutcome, isClean: Bool = true) async throws {
          #expect(try await hosts.state(of: "mail", at: hosts.alpha) == "running", "\(outcome)")
          guard isClean else { return }
          #expect(try await hosts.state(of: "mail", at: hosts.beta) == nil, "\(outcome)")
          #expect(hosts.images(at: "beta").isEmpty, "\(outcome)")
          #expect(hosts.journals().isEmpty, "\(outcome)")
        }

        let late = try await hosts.neuronVM.run(move + ["--timeout", "2s"])
        #expect(late.exitCode == 7, "\(late)")
        try await expectAtSource(late)

        let (_, stopped) = try await hosts.neuronVM.whileRunning(move) { running in
          #expect(await running.says("Copy the memory"))
          #expect(await eventually { !hosts.images(at: "beta").isEmpty })
          running.send(SIGINT)
        }
        #expect(stopped.exitCode == 1, "\(stopped)")
        #expect(stopped.error.contains("It stays where it was and is running"), "\(stopped)")
        try await expectAtSource(stopped)

        // nsenter becomes the program, so this is the program's process.
        let (_, killed) = try await hosts.neuronVM.whileRunning(move) { running in
          #expect(await running.says("Copy the memory"))
          let isCopying = try await eventually {
            try await hosts.virsh(hosts.alpha)("domjobinfo", "mail").output.contains("Outgoing migration")
          }
          #expect(isCopying)
          running.send(SIGKILL)
        }
        #expect(killed.signal == SIGKILL, "\(killed)")
        #expect(!hosts.journals().isEmpty)
        let isWhole = try await eventually {
          _ = try await hosts.neuronVM("repair")
          return try await hosts.state(of: "mail", at: hosts.beta) == nil && hosts.images(at: "beta").isEmpty
        }
        #expect(isWhole)
        try await expectAtSource(killed)

        let (_, lost) = try await hosts.neuronVM.whileRunning(move) { running in
          #expect(await running.says("Copy the memory"))
          let isCopying = try await eventually {
            try await hosts.virsh(hosts.alpha)("domjobinfo", "mail").output.contains("Outgoing migration")
          }
          #expect(isCopying)
          if let daemon = hosts.betaDaemon { kill(daemon, SIGKILL) }
        }
        #expect(lost.exitCode == 5, "\(lost)")
        try await expectAtSource(lost, isClean: false)
        // It says what could not be undone, and does not forget it.
        #expect(lost.error.contains("neuron-vm repair"), "\(lost)")
        #expect(!hosts.journals().isEmpty)
        try await hosts.expect(0, "force-stop", "mail")
      }
    }
  }
}
