extension MessageCatalogue {
  /// USB devices that a machine gets.
  static let devices: [KnownMessage] = [
    KnownMessage(
      "usb.notFound", "Did not find USB device {name}", "failed to find host usb device",
      "Could not open '/dev/bus/usb/{name}': No such file or directory",
      cause: "A USB device that belongs to the machine is not plugged in.",
      consequence: "The machine cannot start without it.",
      remedy:
        "Plug it in, or remove it from the machine's definition (startupPolicy='optional' keeps it as a wish). See:",
      command: "neuron-vm show {machine}"),
    KnownMessage(
      "usb.noBus", "cannot open directory '/sys/bus/usb/devices'",
      cause: "This computer has no USB, and the machine has a USB device of it.",
      consequence: "The machine cannot start.", remedy: "Take the USB device out of the machine. See:",
      command: "neuron-vm show {machine}"),
    KnownMessage(
      "usb.ambiguous", "Multiple USB devices for {name}",
      cause:
        "Two USB devices of the same kind are plugged in, and the machine's definition does not say which is meant.",
      consequence: "The machine cannot start.",
      remedy: "Unplug one, or name the device by its bus and address in the definition."),
    KnownMessage(
      "usb.usedByMachine", "USB device {name} is in use by driver {name}, domain {name}",
      cause: "The USB device %1$@ belongs to the running machine “%3$@”.",
      consequence: "A device can be in one machine at a time.",
      remedy: "Take it out there, or shut that machine down:", command: "neuron-vm stop {3}"),
    KnownMessage(
      "usb.permission", "failed to open /dev/bus/usb/{path}: Permission denied", "libusb_open: -3 [ACCESS]",
      "libusb_detach_kernel_driver: -3 [ACCESS]", "failed to open host usb device",
      cause: "QEMU may not open the USB device.",
      consequence: "The device does not reach the machine.",
      remedy: "Use qemu:///system; for a session machine, let a udev rule give your user the device."),
    KnownMessage(
      "usb.gone", as: .warning, "libusb_handle_events: -4 [NO_DEVICE]", "libusb_release_interface: -4 [NO_DEVICE]",
      cause: "A USB device was pulled out while the machine had it.",
      remedy: "Plug it in again; it may have to be added to the machine anew."),
    KnownMessage(
      "machine.deviceUnknown", "' is not a valid device model name",
      cause: "This QEMU does not know a device that the machine has.",
      consequence: "The machine cannot start.",
      remedy:
        "Install the package of QEMU that has it (graphics and block devices are often apart), or take another model."),
  ]
}
