import Files
import FoundationEssentials
import MachineModel
import Text
import XML

/// A file that is to become a machine, looked at: what it is, and where its disks lie in it.
///
/// Every byte is a stranger's.
struct ImportedFile: Sendable {
  /// What the file is.
  enum Kind: Sendable {
    /// A disk image.
    case disk
    /// An OVA: a machine that another program packed.
    case appliance(OVFDescription)
    /// What `export` wrote.
    case export(ExportManifest, definition: Element)
  }

  /// The file's absolute path.
  let path: String
  /// What it is.
  let kind: Kind
  /// Its disks, in their order.
  let images: [ImageSource]
  /// The parts of an archive with their checksums, to be compared before anything is made.
  var checked: [CheckedPart] = []
  /// What the user should know.
  var warnings: [String] = []
  /// The members of an archive.
  var index = TarIndex(size: 0)

  /// The largest text that is read from an archive.
  private static let mostText: UInt64 = 4 << 20

  /// Reads a file.
  init(path: String, staging: String) async throws(NeuronError) {
    let file: InputFile
    let start: [UInt8]
    do throws(FileError) {
      file = try InputFile(path: path)
      start = try file.read(at: 0, count: DiskImageHeader.headSize)
    } catch {
      throw NeuronError(error)
    }
    self.path = path
    let reader = PartReader(file: file, staging: staging)
    guard reader.isArchive(start) else {
      let text = String(decoding: start.prefix(4096), as: UTF8.self)
      if text.contains("<Envelope") || text.contains(":Envelope") { throw Self.ovfAlone(path) }
      kind = .disk
      images = [try await reader.image(nil)]
      return
    }
    do throws(TarError) {
      index = try reader.index()
    } catch {
      throw .refused([Problem(code: "archive", message: tr("“%1$@” %2$@.", path, error))])
    }
    if let member = index[ExportManifest.member] {
      let manifest = try ExportManifest(parsing: try reader.bytes(member, atMost: Self.mostText), path: path)
      (kind, images, checked) = try await Self.export(manifest, index, reader, path)
      return
    }
    guard let member = index.members.first(where: { $0.name.lowercased().hasSuffix(".ovf") }) else {
      throw .refused([
        Problem(
          code: "archive", message: tr("“%1$@” holds neither a description of a machine (OVF) nor an export.", path),
          remedy: tr("When it holds a disk, unpack it and import that."))
      ])
    }
    let text = String(decoding: try reader.bytes(member, atMost: Self.mostText), as: UTF8.self)
    guard let element = try? Element(parsing: text), let description = OVFDescription(envelope: element) else {
      throw .refused([
        Problem(code: "ovf", message: tr("“%1$@” in “%2$@” cannot be read as OVF.", member.name, path))
      ])
    }
    kind = .appliance(description)
    (images, checked, warnings) = try await Self.appliance(description, index, reader, path)
  }

  // MARK: - Kinds

  private static func appliance(
    _ description: OVFDescription, _ index: TarIndex, _ reader: PartReader, _ path: String
  ) async throws(NeuronError) -> ([ImageSource], [CheckedPart], [String]) {
    var problems: [Problem] = []
    var images: [ImageSource] = []
    if description.disks.isEmpty {
      problems.append(Problem(code: "ovf.disks", message: tr("“%1$@” describes a machine without disks.", path)))
    }
    for name in description.disks {
      guard let member = index[name] else {
        problems.append(Problem(code: "ovf.disks", message: tr("The disk “%1$@” is not in “%2$@”.", name, path)))
        continue
      }
      images.append(try await reader.image(member))
    }
    guard problems.isEmpty else { throw .refused(problems) }
    var warnings: [String] = []
    if description.machines > 1 {
      warnings.append(tr("“%1$@” describes %2$@ machines; the first one is taken.", path, description.machines))
    }
    var checked: [CheckedPart] = []
    if let list = index.members.first(where: { $0.name.lowercased().hasSuffix(".mf") }) {
      let checksums = ChecksumList(
        String(decoding: try reader.bytes(list, atMost: UInt64(ChecksumList.mostBytes)), as: UTF8.self))
      for member in index.members {
        guard let checksum = checksums.checksums[member.name] else { continue }
        checked.append(CheckedPart(path: path, member: member, checksum: checksum))
      }
      let unchecked = description.disks.filter { checksums.checksums[$0] == nil }
      for name in unchecked { warnings.append(tr("“%1$@” has no checksum, so damage would not be noticed.", name)) }
    } else {
      warnings.append(tr("“%1$@” has no checksums, so damage would not be noticed.", path))
    }
    return (images, checked, warnings)
  }

  private static func export(
    _ manifest: ExportManifest, _ index: TarIndex, _ reader: PartReader, _ path: String
  ) async throws(NeuronError) -> (Kind, [ImageSource], [CheckedPart]) {
    var checked: [CheckedPart] = []
    var images: [ImageSource] = []
    for part in manifest.members {
      guard let member = index[part.name], member.size == part.sizeBytes else {
        throw .refused([
          Problem(
            code: "export.incomplete",
            message: tr("“%1$@” is not whole: “%2$@” is missing or cut off.", path, part.name),
            remedy: tr("Copy it again from where it was exported."))
        ])
      }
      checked.append(
        CheckedPart(
          path: path, member: member, checksum: .init(algorithm: .sha256, hexadecimal: part.sha256)))
      if part.kind == .disk { images.append(try await reader.image(member)) }
    }
    guard let part = manifest.members.first(where: { $0.kind == .definition }), let member = index[part.name],
      let definition = try? Element(
        parsing: String(decoding: try reader.bytes(member, atMost: mostText), as: UTF8.self)),
      definition.name == "domain"
    else {
      throw .refused([
        Problem(code: "export.definition", message: tr("The definition in “%1$@” cannot be read.", path))
      ])
    }
    return (.export(manifest, definition: definition), images, checked)
  }

  private static func ovfAlone(_ path: String) -> NeuronError {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    return .refused([
      Problem(
        code: "ovf.alone", message: tr("“%1$@” describes a machine whose disks are in other files.", path),
        remedy: tr(
          "Pack them together, the description first: tar -C %1$@ -cf machine.ova NAME.ovf DISK.vmdk", ShellWord(folder)
        ))
    ])
  }
}
