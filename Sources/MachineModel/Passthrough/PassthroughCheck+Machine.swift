import Text

extension PassthroughCheck {
  /// What the machine lacks, and who else has the device.
  func machineProblems(_ subject: PassthroughSubject) -> [PassthroughProblem] {
    var problems: [PassthroughProblem] = []
    for other in otherMachines where !other.devices.isDisjoint(with: subject.addresses) {
      problems.append(
        other.isRunning
          ? PassthroughProblem(
            "machine.taken", .refused, tr("The running machine “%1$@” has it.", other.name),
            tr("Shut “%1$@” down first.", other.name),
            step: PassthroughStep(.free, tr("Shut “%1$@” down.", other.name)))
          : PassthroughProblem(
            "machine.shared", .warning,
            tr("The machine “%1$@” has it too: only one of them can run at a time.", other.name)))
    }
    guard let machine else { return problems }
    if let board = machine.board, !board.contains("q35"), !board.contains("virt") {
      problems.append(
        PassthroughProblem(
          "machine.board", .fixable,
          tr("“%1$@” has the board %2$@, which knows no PCI Express.", machine.name, board),
          tr("Make a new machine of the type q35: neuron-vm create does."),
          step: PassthroughStep(.machine, tr("Use a machine of the type q35."))))
    }
    if subject.isGraphics, !machine.isUEFI {
      problems.append(
        PassthroughProblem(
          "machine.firmware", .warning,
          tr(
            "“%1$@” boots by BIOS: on most cards of the last ten years it shows nothing before its driver runs.",
            machine.name)))
    }
    let some = subject.addresses.intersection(machine.devices)
    if !some.isEmpty, some.count < subject.functions.count {
      let missing = subject.addresses.subtracting(some).sorted().map { "\($0)" }.joined(separator: ", ")
      problems.append(
        PassthroughProblem(
          "machine.partly", .fixable, tr("“%1$@” has only a part of it: %2$@ is missing.", machine.name, missing),
          tr("Give the machine all functions of the card."),
          step: PassthroughStep(.machine, tr("Give “%1$@” these as well: %2$@.", machine.name, missing))))
    }
    return problems
  }
}
