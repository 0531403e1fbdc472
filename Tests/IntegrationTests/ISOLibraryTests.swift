import Foundation
import Glibc
import TestSupport
import Testing

extension `The program` {
  @Suite(.serialized) struct `keeps ISOs` {
    @Test func `that are added, shown, found by name, and removed`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let folder = hypervisor.folder + "/h"
        try StandInISO.windows().write(to: folder + "/Win11 24H2.iso")
        try StandInISO.virtioDrivers.write(to: folder + "/stable.iso")
        try StandInISO.linux.write(to: folder + "/debian.iso")
        let empty = try await hypervisor.expect(0, "iso", "list")
        #expect(empty.error.contains("neuron-vm iso add"))

        let added = try await hypervisor.expect(0, "iso", "add", folder + "/Win11 24H2.iso")
        #expect(
          added.output.contains("Windows 11 (build 22631)") && added.output.contains("windows11-basic"), "\(added)")
        let drivers = try await hypervisor.expect(0, "iso", "add", folder + "/stable.iso", "--name", "virtio-win")
        #expect(drivers.output.contains("virtio drivers for Windows 10, Windows 11"), "\(drivers)")
        // A medium that another program has made, and that really starts.
        let real = try await hypervisor.expect(0, "iso", "add", Guests.secureBootCD, "--json")
        let medium = try #require((try real.json() as? [String: Any])?["medium"] as? [String: Any])
        #expect(medium["kind"] as? String == "linux" && medium["bootable"] as? Bool == true, "\(real)")
        try await hypervisor.expect(0, "iso", "remove", "secure-boot", "--yes")
        // The same content under another name is not copied again; another content under the same name is refused.
        let again = try await hypervisor.expect(
          0, "iso", "add", folder + "/Win11 24H2.iso", "--name", "other", "--json")
        let twin = try #require(try again.json() as? [String: Any])
        #expect(twin["copied"] as? Bool == false && twin["name"] as? String == "Win11 24H2.iso", "\(again)")
        let taken = try await hypervisor.expect(4, "iso", "add", folder + "/debian.iso", "--name", "virtio-win.iso")
        #expect(taken.error.contains("--name"), "\(taken)")

        let list = try #require(try await hypervisor.expect(0, "iso", "list", "--json").json() as? [[String: Any]])
        #expect(list.map { $0["name"] as? String } == ["Win11 24H2.iso", "virtio-win.iso"])
        for iso in list {
          #expect(iso["state"] as? String == "complete" && iso["isOurs"] as? Bool == true)
          let path = try #require(iso["path"] as? String)
          #expect(try await Self.sum(path) == iso["sha256"] as? String)
        }
        // What another tool put into another pool is shown too, and is not ours.
        try await hypervisor.expect(0, Machines.deaf("first"))
        try StandInISO.linux.write(to: hypervisor.images + "/theirs.iso")
        let all = try #require(try await hypervisor.expect(0, "iso", "list", "--json").json() as? [[String: Any]])
        let theirs = try #require(all.first { $0["name"] as? String == "theirs.iso" })
        #expect(theirs["isOurs"] as? Bool == false && theirs["pool"] as? String == "default" && theirs["sha256"] == nil)
        #expect((theirs["medium"] as? [String: Any])?["template"] as? String == "linux")

        try await hypervisor.expect(0, Machines.deaf("second", "--iso", "theirs"))
        let used = try await hypervisor.expect(4, "iso", "remove", "theirs", "--yes")
        #expect(used.error.contains("“second”") && used.error.contains("cdrom second eject"), "\(used)")
        try await hypervisor.expect(0, "delete", "second", "--yes")
        // A disk with another program's file beside it is no ISO, and what is beside an ISO may be another's too.
        let others = ["disk.qcow2", "disk.qcow2.part", "theirs.iso.part", "theirs.iso.sha256"]
        for name in others { try Data("theirs".utf8).write(to: URL(filePath: hypervisor.images + "/" + name)) }
        try await hypervisor.expect(3, "iso", "remove", "disk.qcow2", "--yes")
        try await hypervisor.expect(0, "iso", "remove", "theirs", "--yes")
        for name in others { #expect(FileManager.default.fileExists(atPath: hypervisor.images + "/" + name)) }
        try await hypervisor.expect(4, "iso", "remove", "virtio-win", "--json")
        let removed = try await hypervisor.expect(0, "iso", "remove", "virtio-win", "--yes", "--json")
        #expect((try removed.json() as? [String: Any])?["name"] as? String == "virtio-win.iso")
        try await hypervisor.expect(0, "iso", "remove", "Win11 24H2.iso", "--yes")
        try await hypervisor.expect(3, "iso", "remove", "Win11 24H2.iso", "--yes")
        #expect(try FileManager.default.contentsOfDirectory(atPath: Self.library(hypervisor)).isEmpty)
      }
    }

    @Test func `but nothing that is none, before anything is touched`() async throws {
      try await PrivateHypervisor.with { hypervisor in
        let folder = hypervisor.folder + "/h"
        let page = folder + "/virtio-win.iso"
        try Data("<!DOCTYPE html><html><title>404".utf8).write(to: URL(filePath: page))
        var long = StandInISO.linux
        long.files["pool/packages"] = [UInt8](repeating: 1, count: 1 << 20)
        try Data(long.bytes.dropLast(500 << 10)).write(to: URL(filePath: folder + "/short.iso"))
        try StandInISO.windows(architecture: 12).write(to: folder + "/arm.iso")
        try StandInISO.virtioDrivers.write(to: folder + "/drivers.iso")
        try StandInISO.windows().write(to: folder + "/win.iso")
        var files: [(name: String, words: String)] = [("short.iso", "is not whole"), ("none.iso", "No such file")]
        files += [("", "directory"), ("virtio-win.iso", "it is a web page (HTML)")]
        for file in files {
          let code: Int32 = file.name == "none.iso" ? 3 : 4
          let refused = try await hypervisor.expect(code, "iso", "add", folder + "/" + file.name)
          #expect(refused.error.contains(file.words), "\(refused)")
        }
        try await hypervisor.expect(4, "iso", "add", folder + "/win.iso", "--name", "../win.iso")
        try await hypervisor.expect(3, "iso", "add", folder + "/win.iso", "--pool", "nothing")
        // The same is said before a machine is made.
        let creations: [(option: String, file: String, words: String)] = [
          ("--iso", page, "it is a web page (HTML)"), ("--iso", folder + "/arm.iso", "ARM64"),
          ("--iso", folder + "/drivers.iso", "--drivers-iso"),
          ("--drivers-iso", folder + "/win.iso", "no virtio drivers"),
          ("--iso", "unheard-of", "neuron-vm iso add"),
        ]
        for creation in creations {
          let template = creation.option == "--iso" ? "linux" : "windows10-basic"
          let words = ["create", "new", "--template", template, "--memory", "2G", "--vcpus", "1", "--accel", "none"]
          let code: Int32 = creation.file == "unheard-of" ? 3 : 4
          let refused = try await hypervisor.expect(code, words + [creation.option, creation.file])
          #expect(refused.error.contains(creation.words), "\(refused)")
          #expect(refused.error.components(separatedBy: "error: ").count == 2, "\(refused)")
        }
        #expect(hypervisor.filesOfMachines().isEmpty)
        #expect(hypervisor.files().isEmpty, "\(hypervisor.files())")
        let unlikely = try await hypervisor.expect(0, Machines.deaf("new", "--iso", folder + "/win.iso", "--dry-run"))
        #expect(unlikely.error.contains("the template is for Linux"), "\(unlikely)")
      }
    }

    /// Where the library's own pool is.
    static func library(_ hypervisor: PrivateHypervisor) -> String { hypervisor.folder + "/d/libvirt/isos" }

    /// What coreutils make of a file.
    static func sum(_ path: String) async throws -> String {
      let outcome = try await CommandLineProgram("/usr/bin/sha256sum")(path)
      return outcome.output.split(separator: " ").first.map(String.init) ?? ""
    }
  }
}
