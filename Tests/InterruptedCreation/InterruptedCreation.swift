import FoundationEssentials
import Glibc
import MachineModel
import NeuronVM
import Synchronization

/// Creates and starts a machine, and has something happen on the way; the connection comes from the environment.
///
///     interrupted-creation NAME EVENT kill [MILLISECONDS]     this process dies at the event, or so long after it
///     interrupted-creation NAME EVENT remove FILE             a file vanishes at the event
///
/// Events count from 1: the first step begins, it is done, the second begins … KERNEL names the kernel to boot.
/// Prints the event at which it happens. Exit code 2 means that there were fewer events; 1 that the creation failed.
@main
struct InterruptedCreation {
  static func main() async {
    let words = CommandLine.arguments
    guard words.count >= 4, let wanted = Int(words[2]) else { exit(64) }
    let action = Array(words[3...])
    var request = CreationRequest(name: words[1], template: "linux")
    request.memory = "64M"
    request.processors = 1
    request.disk = "1G"
    request.network = "none"
    request.firmware = .bios
    request.acceleration = .none
    request.kernel = ProcessInfo.processInfo.environment["KERNEL"]
    request.starts = true
    do throws(NeuronError) {
      let hypervisor = try await Hypervisor.connect(to: ConnectionChoice(named: nil))
      let plan = try await hypervisor.plan(request)
      let count = Mutex(0)
      _ = try await hypervisor.create(plan) { event in
        let number = count.withLock { count in
          count += 1
          return count
        }
        guard number == wanted else { return }
        report(event)
        act(action)
      }
      exit(count.withLock { $0 } < wanted ? 2 : 0)
    } catch {
      print(error.message, error.detail ?? "")
      exit(1)
    }
  }

  private static func report(_ event: CreationProgress) {
    print(event)
    // The process may die right after.
    fflush(nil)
  }

  private static func act(_ action: [String]) {
    switch action.first {
    case "kill":
      guard action.count > 1, let milliseconds = UInt32(action[1]) else {
        kill(getpid(), SIGKILL)
        return
      }
      Task.detached {
        try? await Task.sleep(for: .milliseconds(milliseconds))
        kill(getpid(), SIGKILL)
      }
    case "remove": try? FileManager.default.removeItem(atPath: action.last ?? "")
    default: exit(64)
    }
  }
}
