import Text

/// One step on a device's way to a machine, or back: at most one write to the kernel.
public enum BindingStep: Hashable, Sendable {
  /// Loads a module, unless its driver is there.
  case load(module: DriverName, driver: DriverName)
  /// Says which driver alone may have the function; nil for any.
  case setOverride(PCIAddress, old: DriverName?, new: DriverName?)
  /// Takes the function from its driver.
  case unbind(PCIAddress, from: DriverName)
  /// Gives the function to a driver, which has to be the one that its override names.
  case probe(PCIAddress, to: DriverName)
  /// Gives the function to this driver.
  case bind(PCIAddress, to: DriverName)
  /// Lets the kernel choose a driver for the function.
  case choose(PCIAddress)

  /// What is done, in a sentence.
  public var title: String {
    switch self {
    case .load(let module, _): tr("Loading the driver %1$@", module)
    case .setOverride(let address, _, let driver?): tr("%1$@: only %2$@ may have it", address, driver)
    case .setOverride(let address, _, nil): tr("%1$@: any driver may have it", address)
    case .unbind(let address, let driver): tr("%1$@: taken from %2$@", address, driver)
    case .probe(let address, let driver), .bind(let address, let driver): tr("%1$@: given to %2$@", address, driver)
    case .choose(let address): tr("%1$@: given to the driver that the kernel chooses", address)
    }
  }

  /// A stable name for programs.
  public var code: String {
    switch self {
    case .load: "load"
    case .setOverride: "override"
    case .unbind: "unbind"
    case .probe: "probe"
    case .bind: "bind"
    case .choose: "choose"
    }
  }

  /// The function that it is about; nil for none.
  public var address: PCIAddress? {
    switch self {
    case .load: nil
    case .setOverride(let address, _, _), .unbind(let address, _), .probe(let address, _), .bind(let address, _),
      .choose(let address):
      address
    }
  }

  /// What is written, and to which file below the host's root; nil when nothing is.
  ///
  /// Source: Linux, Documentation/ABI/testing/sysfs-bus-pci.
  public var write: (path: String, text: String)? {
    let bus = "sys/bus/pci"
    switch self {
    case .load: return nil
    case .setOverride(let address, _, let driver):
      // An empty line takes it away.
      return ("\(bus)/devices/\(address)/driver_override", (driver?.description ?? "") + "\n")
    case .unbind(let address, let driver): return ("\(bus)/drivers/\(driver)/unbind", "\(address)")
    case .bind(let address, let driver): return ("\(bus)/drivers/\(driver)/bind", "\(address)")
    case .probe(let address, _), .choose(let address): return ("\(bus)/drivers_probe", "\(address)")
    }
  }

  /// The attribute that changes by it; nil when none does.
  public var change: AttributeChange? {
    guard let address else { return nil }
    let device = "sys/bus/pci/devices/\(address)"
    switch self {
    case .load: return nil
    case .setOverride(_, let old, let new):
      return AttributeChange(path: device + "/driver_override", old: old?.description, new: new?.description)
    case .unbind(_, let driver): return AttributeChange(path: device + "/driver", old: driver.description, new: nil)
    case .probe(_, let driver), .bind(_, let driver):
      return AttributeChange(path: device + "/driver", old: nil, new: driver.description)
    case .choose: return AttributeChange(path: device + "/driver", old: nil, new: nil)
    }
  }
}
