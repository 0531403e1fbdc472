import ArgumentParser
import Hardware
import MachineModel
import Text
import XML

struct Hook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook", abstract: "What libvirt's hook asks when a machine starts or has ended.",
    discussion: """
      The machine's XML stands on standard input; libvirt is not asked anything, for it waits for this. Ends with 4 when
      the machine must not start.
      """, shouldDisplay: false)

  @Argument(help: "The machine's name.")
  var machine: String

  @Argument(help: "prepare or release; anything else is nothing to us.")
  var operation: String

  @Argument(help: "begin or end.")
  var phase: String

  @Argument(help: "Whatever libvirt says besides.")
  var rest: [String] = []

  func run() throws {
    let domain: Element
    do throws(XMLError) {
      domain = try Element(parsing: try StandardInput.text(limit: 16 << 20))
    } catch {
      Speech.error(code: "hook", tr("The machine's XML cannot be read: %1$@.", "\(error)"), remedy: nil)
      throw ExitCode(1)
    }
    let given = GivenDevice.all(in: domain)
    guard !given.isEmpty else { return }
    switch operation + "/" + phase {
    case "prepare/begin": try look(at: given, in: domain)
    case "release/end": HandBack.begin(given)
    default: break
    }
  }

  /// Refuses in the words that the user will see, whoever starts the machine.
  private func look(at given: [GivenDevice], in domain: Element) throws {
    let use = MachineUse(machine, definition: domain, running: nil)
    let host = HostReader(try HostRoot()).hardware(.judgement, about: use.devices)
    let problems = HandOverCheck(host, machine: use, given: given).problems(onlyGiven: true)
      // libvirt is about to say it, and knows the other machine's name.
      .filter { $0.code != "held.machine" }
    guard !problems.isEmpty else { return }
    for problem in problems { Speech.error(code: problem.code, problem.message, remedy: problem.remedy) }
    throw ExitCode(4)
  }
}
