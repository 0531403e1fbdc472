/// The files of a medium, by whichever of its file systems tells their names best.
struct MediumFiles {
  private let image: ImageBytes
  private let kind: Kind
  private let root: MediumFile

  private enum Kind {
    case iso(isJoliet: Bool)
    case udf(UDFVolume)
  }

  /// A folder with more is not read to its end: what is looked for stands in small ones.
  static let mostEntries = 4096
  /// The longest folder that is read, in bytes.
  static let longestFolder: UInt64 = 1 << 20

  /// Finds the best file system; nil where there is none that can be read.
  init?(_ volume: ISOVolume, _ image: ImageBytes) throws(ImageReading) {
    self.image = image
    // Windows' media have all in UDF, and only a note in ISO 9660.
    if volume.hasUDF, let udf = try UDFVolume(image), let root = try udf.root(of: image) {
      (kind, self.root) = (.udf(udf), root)
    } else if let root = volume.jolietRoot {
      (kind, self.root) = (.iso(isJoliet: true), root)
    } else if let root = volume.root {
      (kind, self.root) = (.iso(isJoliet: false), root)
    } else {
      return nil
    }
  }

  /// What is at a path, whose names are compared without regard to case; nil when nothing is.
  func find(_ path: String) throws(ImageReading) -> MediumFile? {
    var found = root
    for name in path.split(separator: "/") {
      guard let entry = try entries(of: found).first(where: { Self.equal($0.name, name) }),
        let file = try described(entry)
      else { return nil }
      found = file
    }
    return found
  }

  /// Whether something is at a path.
  func has(_ path: String) throws(ImageReading) -> Bool { try find(path) != nil }

  /// Whether something is at one of the paths.
  func hasAny(_ paths: String...) throws(ImageReading) -> Bool {
    for path in paths where try has(path) { return true }
    return false
  }

  /// Whether something is at each of the paths.
  func hasAll(_ paths: String...) throws(ImageReading) -> Bool {
    for path in paths {
      guard try has(path) else { return false }
    }
    return true
  }

  /// The beginning of a file; nil when it is not there.
  func text(of path: String, upTo count: Int) throws(ImageReading) -> String? {
    guard let file = try find(path), !file.isFolder else { return nil }
    return try bytes(of: file, at: 0, count: Int(min(UInt64(count), file.size))).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// Bytes of a file; nil when they are not in the image.
  func bytes(of file: MediumFile, at offset: UInt64, count: Int) throws(ImageReading) -> [UInt8]? {
    do throws(ImageReading) {
      return try file.bytes(at: offset, count: count, of: image)
    } catch {
      guard error == .outside else { throw error }
      return nil
    }
  }

  private func described(_ file: MediumFile) throws(ImageReading) -> MediumFile? {
    guard case .udf(let volume) = kind else { return file }
    return try volume.described(file, image)
  }

  private func entries(of folder: MediumFile) throws(ImageReading) -> [MediumFile] {
    guard folder.isFolder else { return [] }
    do throws(ImageReading) {
      switch kind {
      case .iso(let isJoliet): return try ISOFolder(isJoliet: isJoliet).entries(of: folder, image)
      case .udf(let volume): return try volume.entries(of: folder, image)
      }
    } catch {
      // A folder outside of the image is empty for us.
      if case .needs = error { throw error }
      return []
    }
  }

  /// Names of the first file systems are in capitals, whatever the files were called.
  private static func equal(_ name: String, _ wanted: Substring) -> Bool {
    name.utf8.count == wanted.utf8.count && zip(name.utf8, wanted.utf8).allSatisfy { folded($0) == folded($1) }
  }

  /// What we look for is ASCII, and a hostile folder has many names.
  private static func folded(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
