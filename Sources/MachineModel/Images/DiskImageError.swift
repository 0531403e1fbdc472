import Text

/// Why a file cannot be taken in as a disk.
public enum DiskImageError: Error, Hashable, Sendable {
  /// There is nothing in it.
  case empty
  /// It needs another file, whose name it gives: that could be any file of this computer.
  case standsOnAnother(String?)
  /// Its data is in another file.
  case dataElsewhere
  /// It only lists the files that hold the data.
  case descriptorOnly
  /// It is encrypted.
  case encrypted
  /// It is packed by this program.
  case compressed(with: String)
  /// It is an installation medium.
  case installationMedium
  /// It is a page of the web, saved under a disk's name.
  case webPage
  /// It is a format that is not taken in.
  case unsupported(String)
  /// It is nothing that could be a disk.
  case noDisk
  /// Its name promises one format, and its content is none.
  case notWhatItsNameSays(DiskImageFormat)
  /// Its header contradicts itself or is cut off.
  case damaged(DiskImageFormat)
}

extension DiskImageError {
  /// What is wrong, as the end of “FILE …”.
  public var reason: String {
    switch self {
    case .empty: tr("is empty")
    case .standsOnAnother(let name?): tr("holds only the changes to another image, “%1$@”", name)
    case .standsOnAnother(nil): tr("holds only the changes to another image")
    case .dataElsewhere: tr("keeps its data in another file")
    case .descriptorOnly: tr("only lists the files that hold the disk")
    case .encrypted: tr("is encrypted")
    case .compressed(let program): tr("is packed with %1$@", program)
    case .installationMedium: tr("is an installation medium, not a disk")
    case .webPage: tr("is a web page: the download went wrong")
    case .unsupported(let name): tr("is in the format %1$@, which is not taken in", name)
    case .noDisk: tr("is no disk image")
    case .notWhatItsNameSays(let format): tr("is no %1$@ image, whatever its name says", format.title)
    case .damaged(let format): tr("is a damaged %1$@ image", format.title)
    }
  }

  /// What to do about it; nil where nothing helps.
  ///
  /// - Parameter file: The file as a shell's word.
  public func remedy(_ file: String) -> String? {
    switch self {
    case .standsOnAnother, .dataElsewhere, .descriptorOnly:
      tr(
        "Make one whole image of it where it comes from, if you trust it: qemu-img convert -O qcow2 %1$@ whole.qcow2",
        file)
    case .encrypted: tr("Decrypt it first: qemu-img convert does that with the key.")
    case .compressed(let program): tr("Unpack it first, with %1$@.", program)
    case .installationMedium: tr("Install from it: neuron-vm create NAME --template linux --iso %1$@", file)
    case .webPage, .empty, .damaged: tr("Fetch it again, and compare its checksum with the publisher's.")
    case .unsupported: tr("Convert it first: qemu-img convert -O qcow2 %1$@ new.qcow2", file)
    case .noDisk: nil
    case .notWhatItsNameSays:
      tr("Look what it is: file %1$@ – raw data is taken in under a name that ends in .img.", file)
    }
  }
}
