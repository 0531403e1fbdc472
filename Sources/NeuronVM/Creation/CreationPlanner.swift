import FoundationEssentials
import MachineModel
import Text
import XML

/// Decides, from values alone, how a machine is made, or why not.
struct CreationPlanner {
  let input: CreationInput
  let template: DomainTemplate
  let facts: CreationFacts

  /// The plan, or everything that stands in the way.
  func plan() throws(NeuronError) -> CreationPlan {
    var problems = input.problems + facts.problems + ownProblems
    var values = input.values
    // Without a name there is still everything else to judge.
    let name = input.name?.description ?? "machine"
    values[.name] = name
    values[.diskPath] = facts.pool.path + "/" + volume
    // A template that knows nothing of BIOS has UEFI anyway.
    if input.request.firmware == .uefi, template.usedVariables.contains(.uefi) { values.set(.uefi, to: true) }
    let size = diskSize(values)
    // A disk that is taken in is as large as it is.
    if input.request.images.isEmpty { values.set(.diskSizeGB, to: size) }
    let answers = HostAnswers(
      for: template, values: values, capabilities: facts.capabilities, domainType: facts.domainType,
      hasSMM: facts.hasSMM)
    values.answers = answers.values
    // A value that could not be read is not missing too.
    let unread = Set(input.problems.map(\.code))
    problems += template.problems(with: values).filter { problem in
      guard case .missing(let variable) = problem else { return true }
      return !unread.contains(CreationInput.field(of: variable))
    }.map(Problem.init)
    guard problems.isEmpty, let machine = input.name else { throw .refused(problems) }
    do {
      var domain = try template.filled(with: values)
      addDisks(to: &domain)
      addNetworkCards(to: &domain)
      return CreationPlan(
        name: machine, id: input.id, xml: try domain.xmlText(), steps: steps(size),
        warnings: facts.warnings + LeftOut.sentences(for: answers.leftOut) + spaceWarning(size) + driverWarning)
    } catch let error as TemplateProblems {
      throw .refused(error.problems.map(Problem.init))
    } catch {
      throw .refused([Problem(code: "template.xml", message: "\(error)")])
    }
  }

  private var volume: String { input.volume }

  private func diskSize(_ values: TemplateValues) -> ByteCount {
    if let disk = input.disk { return disk }
    let standard = template.parameter(.diskSizeGB)?.defaultValue.flatMap(UInt64.init)
    return .gibibytes(standard ?? 32)
  }

  private func steps(_ size: ByteCount) -> [CreationStep] {
    var steps: [CreationStep] = []
    if !facts.pool.exists {
      steps.append(.definePool(id: UUID(), name: facts.pool.name, path: facts.pool.path))
    }
    if !facts.pool.isActive || !facts.pool.exists { steps.append(.startPool(name: facts.pool.name)) }
    if let network = facts.network, network.exists, !network.isActive {
      steps.append(.startNetwork(name: network.name))
    }
    if input.request.images.isEmpty {
      steps.append(.createDisk(pool: facts.pool.name, volume: volume, size: size))
    } else {
      steps += imageSteps
    }
    steps.append(.define(id: input.id))
    guard input.request.starts else { return steps }
    steps.append(.start(id: input.id))
    if template.system.isWindows, input.request.iso != nil {
      // Emulation takes about a minute to the boot loader's question, KVM a few seconds.
      steps.append(.pressKey(during: facts.domainType == .kvm ? .seconds(15) : .seconds(75)))
    }
    return steps
  }

  private var ownProblems: [Problem] {
    var problems: [Problem] = []
    if let name = input.name?.description, facts.nameIsTaken {
      problems.append(
        Problem(
          code: "name.taken", message: tr("There is a machine “%1$@” already.", name),
          remedy: tr("Choose another name, or delete that machine first.")))
    }
    if let disk = input.disk, disk < .mebibytes(1) || disk.bytes % 512 != 0 {
      problems.append(
        Problem(code: "disk", message: tr("A disk has at least 1 MiB, in whole sectors of 512 bytes.")))
    }
    let pool = facts.pool
    problems += imageProblems
    if !pool.isFolder {
      problems.append(
        Problem(
          code: "pool.kind",
          message: tr("The storage pool “%1$@” holds no files, so it takes no disk of ours.", pool.name),
          remedy: tr("Choose a pool that is a folder with --pool.")))
    }
    if input.name != nil, pool.volumes.contains(volume) {
      problems.append(.diskTaken(volume, pool: pool.name))
    }
    if let network = facts.network, !network.exists {
      problems.append(
        Problem(
          code: "network.missing", message: tr("There is no network “%1$@”.", network.name),
          remedy: tr("Choose --network user, or define that network (“neuron-vm host check” tells how)."),
          kind: .notFound))
    }
    if input.request.firmware == .bios, template.system.isWindows {
      problems.append(
        Problem(
          code: "firmware", message: tr("Windows is installed with UEFI here; BIOS is for Linux only."),
          remedy: tr("Leave --firmware out.")))
    }
    problems += missingParts
    if let count = input.processors, let most = facts.capabilities.maximumProcessors, count > most {
      problems.append(
        Problem(code: "vcpus", message: tr("A machine can have at most %1$@ processors here.", most)))
    }
    return problems
  }

  /// What the system cannot be installed without.
  private var missingParts: [Problem] {
    let capabilities = facts.capabilities
    // A connection that tells nothing, as the test driver's, runs nothing either.
    guard capabilities.isKnown else { return [] }
    let remedy = tr("“neuron-vm host check” says how to get it.")
    let needsUEFI = template.system.isWindows || input.request.firmware == .uefi
    if needsUEFI, !capabilities.firmwares.contains("efi") {
      return [Problem(code: "firmware.missing", message: tr("There is no UEFI firmware on this host."), remedy: remedy)]
    }
    guard template.system == .windows11 else { return [] }
    var problems: [Problem] = []
    if !capabilities.hasSecureFirmware {
      problems.append(
        Problem(
          code: "secureBoot.missing",
          message: tr("There is no UEFI firmware with Secure Boot on this host, which Windows 11 asks for."),
          remedy: remedy))
    }
    if !capabilities.tpmBackends.contains("emulator") {
      problems.append(
        Problem(
          code: "tpm.missing", message: tr("There is no TPM emulator on this host, which Windows 11 asks for."),
          remedy: remedy))
    }
    return problems
  }

  private func spaceWarning(_ size: ByteCount) -> [String] {
    guard input.request.images.isEmpty, let available = facts.pool.available, available < size.bytes else { return [] }
    let free = ByteCount.mebibytes(available >> 20)
    return [
      tr("The disk may grow to %1$@, and the storage pool “%2$@” has %3$@ free.", size, facts.pool.name, free)
    ]
  }
}

extension Problem {
  /// A disk of the new machine's name is there already.
  static func diskTaken(_ volume: String, pool: String) -> Problem {
    Problem(
      code: "disk.taken", message: tr("There is a disk “%1$@” in the storage pool “%2$@” already.", volume, pool),
      remedy: tr(
        "Look first whether a machine needs that disk: “neuron-vm show” names a machine's disks. Then choose another name, or remove the disk if nothing needs it: virsh vol-delete %1$@ %2$@",
        ShellWord(option: "--pool", pool), ShellWord(volume)))
  }
}
