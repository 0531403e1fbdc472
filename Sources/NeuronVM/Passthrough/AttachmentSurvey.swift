import Files
import FoundationEssentials
import Hardware
import Libvirt
import MachineModel
import Text

/// Asks this computer and the hypervisor what the planning of giving a device has to know.
struct AttachmentSurvey {
  let machine: Machine
  let request: AttachmentRequest
  let forms: DeviceForms
  /// The host that is looked at.
  let root: HostRoot

  private var hypervisor: Hypervisor { machine.hypervisor }

  func facts() async throws(NeuronError) -> AttachmentFacts {
    let host = HostReader(root).hardware(.judgement, about: [request.address])
    guard let subject = host.subject(at: request.address), subject.isGraphics || !request.onlyGraphics else {
      throw .deviceNotFound(request.address, isGraphics: request.onlyGraphics)
    }
    var uses = try await hypervisor.machineUses()
    uses[machine.id] = nil
    let use = MachineUse(forms.name, definition: forms.definition, running: forms.running)
    let report = PassthroughCheck(
      host, anotherWayIn: request.anotherWayIn, machine: use, otherMachines: uses.values.sorted { $0.name < $1.name }
    ).report(subject)
    var facts = AttachmentFacts(report: report, typed: request.address)
    facts.hasAnotherWayIn = report.problems.contains(where: \.isOverridden)
    facts.isSession = hypervisor.choice.isSession
    facts.isSaved = try await machine.asking(tr("Reading the state")) { domain throws(LibvirtError) in
      (try? domain.hasManagedSave) ?? false
    }
    if let rom = request.rom { try await look(at: rom, for: subject, &facts) }
    return facts
  }

  /// Whether the file is the ROM of this card, and the hypervisor can read it.
  private func look(
    at rom: String, for subject: PassthroughSubject, _ facts: inout AttachmentFacts
  ) async throws(NeuronError) {
    let path = rom.hasPrefix("/") ? rom : FileManager.default.currentDirectoryPath + "/" + rom
    facts.romPath = URL(filePath: path).standardized.path
    facts.romProblems = try await HypervisorFiles(hypervisor: hypervisor).problems(withROM: path)
    guard facts.romProblems.isEmpty else { return }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try InputFile(path: path).read(at: 0, count: PCIROM.largest + 1)
    } catch {
      facts.romProblems.append(Problem(code: "rom", message: tr("%1$@ cannot be used: %2$@.", rom, error.reason)))
      return
    }
    do throws(PCIROMError) {
      let found = try PCIROM(parsing: bytes)
      guard let wanted = subject.primary.identity, !found.devices.contains(wanted) else { return }
      let names = found.devices.map(\.description).sorted().joined(separator: ", ")
      facts.romProblems.append(
        Problem(
          code: "rom.other",
          message: tr("“%1$@” is the ROM of another card: it is for %2$@, and this card is %3$@.", rom, names, wanted),
          remedy: tr("Take the ROM of exactly this card, or leave --rom out: most cards need none.")))
    } catch {
      facts.romProblems.append(
        Problem(
          code: "rom", message: tr("%1$@ cannot be used: %2$@.", rom, error.description),
          remedy: tr("Leave --rom out: most cards need none.")))
    }
  }
}
