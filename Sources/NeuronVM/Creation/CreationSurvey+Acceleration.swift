import Hardware
import MachineModel
import Text

extension CreationSurvey {
  /// What will execute the machine, and what the hypervisor offers for that.
  func acceleration() async throws(NeuronError) -> Finding {
    if choice.isTest { return { $0.domainType = .test } }
    switch input.request.acceleration {
    case .none: return try await emulation()
    case .kvm:
      if let kvm = try await hypervisor.capabilities(.kvm) { return accept(kvm) }
      let problem = Problem(
        code: "accel", message: tr("libvirt at %1$@ offers no KVM.", choice.uri),
        remedy: tr("“neuron-vm host check” says why. With --accel none the machine is emulated, which is slow."))
      return { $0.problems.append(problem) }
    case .automatic:
      guard let kvm = try await hypervisor.capabilities(.kvm) else {
        return try await emulation(
          tr("The machine is emulated, which is slow, because libvirt offers no KVM. “neuron-vm host check” says why."))
      }
      guard choice.isLocal else {
        return accept(kvm, tr("KVM is used because libvirt offers it; whether it works cannot be judged from here."))
      }
      let verdict = await KVMVerdictCache(directories: hypervisor.directories).verdict(emulator: kvm.emulator)
      if verdict.isProven { return accept(kvm) }
      return try await emulation(
        tr(
          "The machine is emulated, which is slow, because KVM is not proven to work here: %1$@. --accel kvm insists.",
          verdict.reason))
    }
  }

  private func accept(_ capabilities: HostCapabilities, _ warning: String? = nil) -> Finding {
    // Where the device cannot be asked, it is as on every computer that can be bought.
    let hasSMM = choice.isLocal ? KVMDevice().hasSystemManagementMode ?? true : true
    return {
      $0.capabilities = capabilities
      $0.domainType = .kvm
      $0.hasSMM = hasSMM
      if let warning { $0.warnings.append(warning) }
    }
  }

  private func emulation(_ warning: String? = nil) async throws(NeuronError) -> Finding {
    let capabilities = try await hypervisor.capabilities(.qemu) ?? .unknown
    return {
      $0.capabilities = capabilities
      $0.domainType = .qemu
      $0.hasSMM = true
      if let warning { $0.warnings.append(warning) }
    }
  }
}
