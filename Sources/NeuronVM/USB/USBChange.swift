public import MachineModel

/// A USB device that came or went.
public enum USBChange: Hashable, Sendable {
  /// It has been plugged in.
  case plugged(USBDevice)
  /// It has been pulled out.
  case pulled(USBDevice)

  /// What happened between two looks; what went comes first.
  ///
  /// A device that was replugged in between is told as both.
  static func all(from old: [USBDevice], to new: [USBDevice]) -> [USBChange] {
    func isIn(_ devices: [USBDevice], _ device: USBDevice) -> Bool {
      devices.contains {
        $0.port == device.port && $0.address == device.address && $0.identity == device.identity
          && $0.serial == device.serial
      }
    }
    return old.filter { !isIn(new, $0) }.map(USBChange.pulled) + new.filter { !isIn(old, $0) }.map(USBChange.plugged)
  }
}
