import Text

extension PendingChange {
  /// What differs, in the user's words.
  public var title: String {
    guard let subject else { return aspect.title }
    return tr("%1$@ %2$@", aspect.title, subject)
  }
}

extension PendingChange.Aspect {
  /// The aspect in the user's words.
  public var title: String {
    switch self {
    case .title: tr("title")
    case .description: tr("description")
    case .memory: tr("memory")
    case .maximumMemory: tr("largest memory")
    case .vcpus: tr("processors")
    case .maximumVcpus: tr("most processors")
    case .topology: tr("processor topology")
    case .cpu: tr("processor model")
    case .machineType: tr("machine type")
    case .firmware: tr("firmware")
    case .bootOrder: tr("boot order")
    case .disk: tr("disk")
    case .network: tr("network card")
    case .graphics: tr("display")
    case .video: tr("graphics card")
    case .sound: tr("sound")
    case .tpm: tr("TPM")
    case .pciDevice: tr("PCI device")
    case .usbDevice: tr("USB device")
    case .sharedMemory: tr("shared memory")
    case .sharedFolder: tr("shared folder")
    case .channel: tr("channel")
    case .serial: tr("serial ports")
    case .input: tr("input devices")
    case .watchdog: tr("watchdog")
    case .random: tr("random numbers")
    }
  }
}
