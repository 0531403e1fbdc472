// USB devices that say anything: their texts and numbers, their interfaces, the repository of names, and names that
// people type. Reading never fails, and nothing that a terminal obeys comes out.
#if canImport(Hardware)
  import Glibc
  @testable import Hardware
  import MachineModel
#endif

/// A folder beside what a run finds, made once.
private let folder: String = {
  let path = ".build/fuzz/usb/tree"
  let place = "sys/devices/pci0000:00/0000:00:14.0/usb1/1-1"
  var made = ""
  for part in (path + "/" + place + "/1-1:1.0").split(separator: "/") {
    made += (made.isEmpty ? "" : "/") + part
    mkdir(made, 0o700)
  }
  for part in ["sys/bus", "sys/bus/usb", "sys/bus/usb/devices", "proc", "usr", "usr/share", "usr/share/misc"] {
    mkdir(path + "/" + part, 0o700)
  }
  symlink("../../../../" + place.dropFirst(4), path + "/sys/bus/usb/devices/1-1")
  return path
}()

/// The files that an input fills, one after the other; parts of an input are divided by a zero byte.
private let files =
  [
    "manufacturer", "product", "serial", "speed", "devnum", "bDeviceClass", "1-1:1.0/bInterfaceClass",
    "1-1:1.0/bInterfaceSubClass", "1-1:1.0/bInterfaceProtocol", "1-1:1.0/interface", "idProduct",
  ].map { "sys/bus/usb/devices/1-1/" + $0 } + ["usr/share/misc/usb.ids"]

private func write(_ bytes: some Collection<UInt8>, to file: String) {
  let descriptor = open(folder + "/" + file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  _ = Array(bytes).withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
  close(descriptor)
}

/// Called by libFuzzer with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  if let name = try? USBDeviceName(parsing: String(decoding: bytes, as: UTF8.self)) {
    precondition((try? USBDeviceName(parsing: "\(name)")) == name)
  }
  let parts = bytes.split(separator: 0, maxSplits: files.count - 1, omittingEmptySubsequences: false)
  for (file, text) in [("idVendor", "0781"), ("idProduct", "5581"), ("busnum", "1"), ("devnum", "3")] {
    write(text.utf8, to: "sys/bus/usb/devices/1-1/" + file)
  }
  for (file, part) in zip(files, parts) where !part.isEmpty { write(part, to: file) }
  guard let root = try? HostRoot(folder) else { return 0 }
  for device in HostReader(root).usb().devices ?? [] {
    for text in [device.title, device.vendor, device.serial, device.database.product].compactMap(\.self) {
      precondition(!text.unicodeScalars.contains { $0.value < 0x20 || $0.properties.generalCategory == .format })
      precondition(text.unicodeScalars.count <= 300)
    }
    precondition(!device.kinds.isEmpty)
    precondition(device.name(among: [device]).matches(device))
  }
  return 0
}
