internal import CLibvirt

/// How the guest is asked to shut down or reboot.
public enum ShutdownMode: Sendable, Hashable, CaseIterable {
  /// The hypervisor chooses.
  case automatic
  /// The power button.
  case powerButton
  /// The QEMU guest agent; throws ``LibvirtError/Code-swift.struct/agentUnresponsive`` when it does not answer.
  case guestAgent

  var shutdownFlags: UInt32 {
    switch self {
    case .automatic: VIR_DOMAIN_SHUTDOWN_DEFAULT.rawValue
    case .powerButton: VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN.rawValue
    case .guestAgent: VIR_DOMAIN_SHUTDOWN_GUEST_AGENT.rawValue
    }
  }

  var rebootFlags: UInt32 {
    switch self {
    case .automatic: VIR_DOMAIN_REBOOT_DEFAULT.rawValue
    case .powerButton: VIR_DOMAIN_REBOOT_ACPI_POWER_BTN.rawValue
    case .guestAgent: VIR_DOMAIN_REBOOT_GUEST_AGENT.rawValue
    }
  }
}
