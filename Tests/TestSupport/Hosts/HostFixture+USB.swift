extension HostFixture {
  /// A computer with USB: a keyboard, two equal sticks of which one is mounted, a hub with a mouse and a phone, and a
  /// device that means harm.
  public static let usbDevices = with(HostFixture("usb-devices")) { host in
    host.pci("0000:00:14.0", "0c03", "8086:a12f Sunrise Point USB 3.0 xHCI Controller", driver: "xhci_hcd", group: 5)
    host.pci("0000:00:17.0", "0106", "8086:a102 SATA Controller", driver: "ahci", group: 6)
    host.file(host.place("0000:00:17.0") + "/ata1/host0/block/sda/sda1/partition", "1\n")
    host.node("8:1", host.place("0000:00:17.0") + "/ata1/host0/block/sda/sda1", isBlock: true)
    host.mount("/", "8:1", source: "/dev/sda1")
    host.device("1-1", 2, "046d:c31c", "Logitech", "USB Keyboard", speed: "1.5", interfaces: ["03 01 01"])
    host.keys(0, of: "1-1", HostFixture.keyboardBits)
    host.device(
      "1-2", 3, "0781:5581", "SanDisk", "Ultra", serial: "4C530001", speed: "480", interfaces: ["08 06 50"])
    host.device(
      "1-3", 4, "0781:5581", "SanDisk", "Ultra", serial: "4C530002", speed: "480", interfaces: ["08 06 50"])
    let disk = host.usbPlace("1-3") + "/1-3:1.0/host4/target4:0:0/4:0:0:0/block/sdb"
    host.node("8:16", disk, isBlock: true)
    host.file(disk + "/sdb1/partition", "1\n")
    host.node("8:17", disk + "/sdb1", isBlock: true)
    host.mount("/media/alice/Photos\\040of\\0402026", "8:17", type: "vfat", source: "/dev/sdb1")
    host.device("1-4", 5, "05e3:0608", nil, "USB2.0 Hub", speed: "480", interfaces: ["09 00 00"], isHub: true)
    host.device("1-4.1", 6, "046d:c077", "Logitech", "USB Optical Mouse", speed: "1.5", interfaces: ["03 01 02"])
    host.keys(1, of: "1-4.1", HostFixture.mouseBits)
    host.device(
      "1-4.2", 7, "18d1:4ee2", "Google", "Pixel 8", serial: "3A0", speed: "480", interfaces: ["06 01 01", "FF 42 01"])
    host.file(host.usbPlace("1-4.2") + "/1-4.2:1.0/interface", "MTP\n")
    host.node("189:6", host.usbPlace("1-4.2"))
    host.process(812, "gvfsd-mtp", ["/dev/null", "/dev/bus/usb/001/007"])
    host.device(
      "1-5", 8, "dead:beef", "\u{1B}]0;owned\u{07}", "a\nb\u{202E}c", serial: String(repeating: "x", count: 400),
      speed: "12", interfaces: ["FF 00 00"])
    host.file(
      "usr/share/misc/usb.ids",
      "# names\n046d  Logitech, Inc.\n\tc077  Mouse\n\tc31c  Keyboard K120\n05e3  Genesys Logic, Inc.\n\t0608  Hub\n"
        + "0781  SanDisk Corp.\n\t5581  Ultra\n\nC 03  Human Interface Device\n\t01  Boot Interface Subclass\n")
  }

  /// The place of a USB device in sysfs, by its port.
  public func usbPlace(_ port: String) -> String {
    let parts = port.split(separator: ".")
    var place = place("0000:00:14.0") + "/usb1"
    for count in parts.indices { place += "/" + parts[...count].joined(separator: ".") }
    return place
  }

  /// A USB device; an interface is its class, subclass and protocol.
  mutating func device(
    _ port: String, _ number: Int, _ ids: String, _ vendor: String?, _ product: String?, serial: String? = nil,
    speed: String, interfaces: [String], isHub: Bool = false
  ) {
    let folder = usbPlace(port)
    linkAbove("sys/bus/usb/devices/\(port)", folder)
    let numbers = ids.split(separator: ":")
    var files = [
      "idVendor": "\(numbers[0])", "idProduct": "\(numbers[1])", "busnum": "1", "devnum": "\(number)", "speed": speed,
      "bDeviceClass": isHub ? "09" : "00", "bNumInterfaces": " \(interfaces.count)",
    ]
    files["manufacturer"] = vendor
    files["product"] = product
    files["serial"] = serial
    for (name, text) in files { file("\(folder)/\(name)", text + "\n") }
    for (index, interface) in interfaces.enumerated() {
      let place = "\(folder)/\(port):1.\(index)"
      linkAbove("sys/bus/usb/devices/\(port):1.\(index)", place)
      let parts = interface.split(separator: " ")
      for (name, text) in zip(["bInterfaceClass", "bInterfaceSubClass", "bInterfaceProtocol"], parts) {
        file("\(place)/\(name)", text + "\n")
      }
    }
  }

  /// The keys and axes that the first interface of a USB device has.
  mutating func keys(_ number: Int, of port: String, _ bits: String) {
    let hid = usbPlace(port) + "/\(port):1.0/0003:046D:C31C.000\(number)"
    tree(hid + "/report_descriptor", [0x05, 0x01, 0x09])
    input(number, bits, ids: "046D:C31C", at: hid + "/input/input\(number)")
    for line in bits.split(separator: "\n") {
      let parts = line.dropFirst(3).split(separator: "=")
      file("\(hid)/input/input\(number)/capabilities/\(parts[0].lowercased())", parts[1] + "\n")
    }
  }
}
