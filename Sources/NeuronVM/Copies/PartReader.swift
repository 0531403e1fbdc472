import Files
import FoundationEssentials
import MachineModel
import Text

/// Reads parts of a stranger's file.
struct PartReader: Sendable {
  let file: InputFile
  /// A folder for what a child program writes, made when it is needed.
  let staging: String

  /// Whether the file begins as a tar archive does.
  func isArchive(_ start: [UInt8]) -> Bool { TarHeader.begins(start) }

  /// The members of the archive.
  func index() throws(TarError) -> TarIndex {
    var index = TarIndex(size: file.size)
    while case .bytes(let offset, let count) = index.wish {
      guard let bytes = try? file.read(at: offset, count: count) else { throw .cutOff }
      try index.take(bytes)
    }
    return index
  }

  /// All of a small member.
  func bytes(_ member: ArchiveMember, atMost most: UInt64) throws(NeuronError) -> [UInt8] {
    guard member.size <= most else {
      throw .refused([Problem(code: "archive", message: tr("“%1$@” in “%2$@” is too large.", member.name, file.path))])
    }
    do throws(FileError) {
      return try file.read(at: member.offset, count: Int(member.size))
    } catch {
      throw NeuronError(error)
    }
  }

  /// A disk image: the whole file, or a member of the archive that it is.
  ///
  /// First we read its header ourselves; only what needs no other file is then shown to QEMU.
  func image(_ member: ArchiveMember?) async throws(NeuronError) -> ImageSource {
    let offset = member?.offset ?? 0
    let size = member?.size ?? file.size
    let name = member?.name ?? file.path
    let title = member.map { file.path + ": " + $0.name } ?? file.path
    let header: DiskImageHeader
    do {
      let head = try file.read(at: offset, count: Int(min(size, UInt64(DiskImageHeader.headSize))))
      let tail = try file.read(
        at: offset + (size - min(size, UInt64(DiskImageHeader.tailSize))), count: DiskImageHeader.tailSize)
      header = try DiskImageHeader(
        head: head, tail: Array(tail.prefix(Int(min(size, 512)))), size: size, name: name)
    } catch let error as FileError {
      throw NeuronError(error)
    } catch let error as DiskImageError {
      throw .refused([.image(error, title)])
    } catch {
      throw .file(path: title, reason: "\(error)")
    }
    var image = ImageSource(
      path: file.path, offset: offset, size: member?.size, format: header.format, capacity: 0, content: 0, title: title)
    let program = try QEMUImageProgram()
    let node = BlockNode(image)
    // At the same time: each is a process of its own, and both only look.
    async let measured = try? program.needed(node)
    let facts = try await program.facts(node)
    do throws(DiskImageError) {
      try facts.check()
    } catch {
      throw .refused([.image(error, title)])
    }
    image.capacity = facts.virtualSize
    image.content = (await measured).flatMap { $0 } ?? facts.virtualSize
    return image
  }

  /// How the disk in an image is divided.
  static func layout(of image: ImageSource, staging: String) async throws(NeuronError) -> DiskLayout {
    let path = staging + "/" + UUID().uuidString.lowercased() + ".head"
    defer { try? Folder.remove(path) }
    do {
      try FileManager.default.createDirectory(
        atPath: staging, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .file(path: staging, reason: "\(error)")
    }
    try await QEMUImageProgram().head(of: BlockNode(image), count: DiskLayout.size, to: path)
    do throws(FileError) {
      return DiskLayout(try InputFile(path: path).read(at: 0, count: DiskLayout.size))
    } catch {
      throw NeuronError(error)
    }
  }
}
