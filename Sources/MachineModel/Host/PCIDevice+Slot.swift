extension PCIDevice {
  /// Where it is plugged in: the port at the processor, then the way through each bridge, as in `0000:00:10.0/00.0`.
  ///
  /// A bus gets its number anew at each start of the computer, and so an address may mean another slot after a change in
  /// the firmware or a new disk; the ways through the bridges stay. Nil when the kernel does not tell of the bridges.
  /// Source: the same way of naming a device is in the ACPI table DMAR, “Device Scope”, of the VT-d specification.
  public var slotPath: String? {
    guard let bridges else { return nil }
    var parts = (bridges + [address])[...]
    guard let first = parts.popFirst() else { return nil }
    return ([first.description] + parts.map { hexadecimal(UInt64($0.slot), digits: 2) + ".\($0.function)" })
      .joined(separator: "/")
  }
}
