extension StandInISO {
  /// Stands in for Windows' installation ISO: the files by which it is known, in UDF, and an image without content.
  public static func windows(
    build: Int = 22631, architecture: Int = 9, editions: [String] = ["Windows 11 Home", "Windows 11 Pro"],
    image: String = "install.wim"
  ) -> StandInISO {
    var iso = StandInISO(
      label: "CCCOMA_X64FRE_EN-US_DV9",
      files: [
        "bootmgr": [0], "bootmgr.efi": [0], "setup.exe": [0], "sources/boot.wim": [0],
        "sources/cversion.ini": Array("[HostBuild]\r\nMinClient=10240.0\r\n".utf8),
        "efi/boot/boot\(architecture == 12 ? "aa64" : "x64").efi": [0],
        "sources/\(image)": windowsImage(build: build, architecture: architecture, editions: editions),
      ])
    iso.publisher = "MICROSOFT CORPORATION"
    iso.isUDF = true
    iso.hasJoliet = false
    iso.platforms = [0, 0xEF]
    return iso
  }

  /// Stands in for the ISO of the virtio-win project: the names of its drivers.
  public static var virtioDrivers: StandInISO {
    var files: [String: [UInt8]] = [
      "virtio-win_license.txt": [0], "guest-agent/qemu-ga-x86_64.msi": [0], "vioserial/w11/amd64/vioser.inf": [0],
    ]
    for system in ["w10", "w11", "2k22"] {
      files["viostor/\(system)/amd64/viostor.inf"] = [0]
      files["NetKVM/\(system)/amd64/netkvm.inf"] = [0]
    }
    var iso = StandInISO(label: "virtio-win-0.1.240", files: files)
    iso.platforms = []
    return iso
  }

  /// Stands in for a Linux' installation ISO.
  public static var linux: StandInISO {
    StandInISO(
      label: "Debian 12.5.0 amd64 n",
      files: [
        ".disk/info": Array("Debian GNU/Linux 12.5.0 \"Bookworm\" - Official amd64 NETINST\n".utf8),
        "install.amd/vmlinuz": [0], "EFI/boot/bootx64.efi": [0],
      ])
  }

  /// A header and the document that tells the editions, as Microsoft's format has them.
  private static func windowsImage(build: Int, architecture: Int, editions: [String]) -> [UInt8] {
    let images = editions.enumerated().map { number, name in
      """
      <IMAGE INDEX="\(number + 1)"><WINDOWS><ARCH>\(architecture)</ARCH><PRODUCTTYPE>WinNT</PRODUCTTYPE>\
      <INSTALLATIONTYPE>Client</INSTALLATIONTYPE><VERSION><MAJOR>10</MAJOR><BUILD>\(build)</BUILD></VERSION></WINDOWS>\
      <NAME>\(name)</NAME></IMAGE>
      """
    }
    let text = "\u{FEFF}<WIM>" + images.joined() + "</WIM>"
    let document = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    var header = StandInBlock(208)
    header.put(Array("MSWIM\0\0\0".utf8), at: 0)
    header.put(208, at: 8, size: 4)
    // The document stands behind other content.
    let place = 5000
    header.put(document.count, at: 0x48, size: 7)
    header.put(place, at: 0x50, size: 8)
    header.put(document.count, at: 0x58, size: 8)
    return header.bytes + [UInt8](repeating: 0xAB, count: place - 208) + document
  }
}
