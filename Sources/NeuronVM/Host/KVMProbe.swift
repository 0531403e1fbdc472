import FoundationEssentials
import Subprocess
import SystemPackage
import Text

/// Starts a real kernel under KVM and waits until it speaks, at most eight seconds.
///
/// Nested and software-virtualised hosts have a `/dev/kvm` that opens, answers, and cannot run a kernel.
public struct KVMProbe: Sendable {
  /// The QEMU program to try.
  let emulator: String
  /// Where kernels may be, best first.
  let kernels: [String]
  /// The device.
  let device: String

  /// How long a kernel may take to its first line.
  ///
  /// A real host needs well under a second.
  static let limit = Duration.seconds(8)

  /// A probe of this host.
  ///
  /// - Parameter emulator: The QEMU program that libvirt would use.
  public init(emulator: String) {
    self.init(emulator: emulator, kernels: Self.installedKernels(), device: "/dev/kvm")
  }

  init(emulator: String, kernels: [String], device: String) {
    self.emulator = emulator
    self.kernels = kernels
    self.device = device
  }

  /// Tries it.
  public func run() async -> KVMVerdict {
    let files = FileManager.default
    guard files.fileExists(atPath: device) else {
      return .fails(
        reason: tr(
          "there is no %1$@: the processor's virtualisation is off in the firmware, or its module is not loaded", device
        ))
    }
    guard files.isReadableFile(atPath: device), files.isWritableFile(atPath: device) else {
      return .notProven(reason: tr("this user may not open %1$@; join the kvm group", device))
    }
    guard files.isExecutableFile(atPath: emulator) else {
      return .notProven(reason: tr("%1$@ is not installed", emulator))
    }
    guard let kernel = kernels.first(where: files.isReadableFile(atPath:)) else {
      return .notProven(reason: tr("no kernel under /boot is readable to try with"))
    }
    return await boot(kernel)
  }

  private func boot(_ kernel: String) async -> KVMVerdict {
    let arguments = [
      "-machine", "q35", "-accel", "kvm", "-cpu", "host", "-m", "512", "-nodefaults", "-no-user-config",
      "-display", "none", "-no-reboot", "-serial", "stdio", "-kernel", kernel,
      "-append", "console=ttyS0 panic=-1",
    ]
    do {
      let result = try await Subprocess.run(
        .path(FilePath(emulator)), arguments: Arguments(arguments), input: .none, output: .sequence,
        error: .combinedWithOutput
      ) { execution in
        await Self.firstWords(of: execution.standardOutput) { await execution.teardown(using: []) }
      }
      return result.closureResult
    } catch {
      return .notProven(reason: tr("%1$@ could not be started: %2$@", emulator, "\(error)"))
    }
  }

  /// Reads until the kernel names itself, the program ends, or time is up; then ends the program, so that the reader
  /// ends too.
  private static func firstWords(
    of output: SubprocessOutputSequence, end: @escaping @Sendable () async -> Void
  ) async -> KVMVerdict {
    await withTaskGroup(of: KVMVerdict.self) { group in
      group.addTask {
        var last: String?
        do {
          for try await line in output.strings() {
            if line.contains("Linux version") { return .works }
            last = line
          }
        } catch {}
        return .fails(reason: last.map { tr("QEMU said: %1$@", $0) } ?? tr("QEMU ended without a word"))
      }
      group.addTask {
        try? await Task.sleep(for: limit)
        return .fails(reason: tr("a kernel started under KVM said nothing within %1$@", limit.inWords))
      }
      let first = await group.next() ?? .notProven(reason: tr("it was stopped"))
      group.cancelAll()
      await end()
      return Task.isCancelled ? .notProven(reason: tr("it was stopped")) : first
    }
  }

  /// The running kernel first, then any other: Fedora and Arch keep theirs under `/usr/lib/modules`.
  private static func installedKernels() -> [String] {
    let files = FileManager.default
    let release =
      (try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8))?
      .split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    let others = ((try? files.contentsOfDirectory(atPath: "/boot")) ?? []).filter { $0.hasPrefix("vmlinuz") }
    return ["/boot/vmlinuz-\(release)", "/usr/lib/modules/\(release)/vmlinuz"] + others.sorted().map { "/boot/" + $0 }
  }
}
