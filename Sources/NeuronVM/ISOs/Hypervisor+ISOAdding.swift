import Files
import MachineModel
import Text

extension Hypervisor {
  /// Copies an ISO into a storage pool, where every machine can use it; the same content is not copied twice.
  ///
  /// What an interrupted call has copied stays, marked as unfinished, and the next call with the same file goes on there.
  ///
  /// - Parameters:
  ///   - path: The file, on this computer.
  ///   - name: What to call it; nil for the file's own name.
  ///   - pool: The storage pool; nil for the one that we keep for ISOs.
  ///   - progress: Called after each piece, from any thread.
  public func addISO(
    _ path: String, named name: String? = nil, pool: String? = nil,
    progress: @escaping @Sendable (ISOCopyProgress) -> Void = { _ in }
  ) async throws(NeuronError) -> ISOAddition {
    var problems: [Problem] = []
    var isoName: ISOName?
    do throws(ISONameError) {
      isoName = try ISOName(parsing: name ?? path.split(separator: "/").last.map(String.init) ?? "")
    } catch {
      problems.append(
        Problem(code: "name", message: "\(error)", remedy: name == nil ? tr("Name it with --name.") : nil))
    }
    let source: InputFile
    do throws(FileError) {
      source = try InputFile(path: path)
    } catch {
      // Without a name there is nothing more to say.
      if !path.isEmpty {
        problems.append(
          Problem(
            code: "file", message: tr("%1$@ cannot be read: %2$@.", error.path, error.reason),
            kind: error.isMissing ? .notFound : .obstacle))
      }
      throw .refused(problems)
    }
    let found = try await recognise(source)
    problems += found.problems(for: .drive, name: path)
    guard problems.isEmpty, let isoName else { throw .refused(problems) }
    return try await ISOAdding(library: ISOLibrary(hypervisor: self), source: source, name: isoName, progress: progress)
      .perform(pool: pool)
  }

  /// Recognises a file of this computer.
  func recognise(_ file: InputFile) async throws(NeuronError) -> RecognisedMedium {
    try await MediumRecognition(directories: directories).recognise(size: file.size) { range throws(NeuronError) in
      do throws(FileError) {
        return try file.read(at: range.lowerBound, count: range.count)
      } catch {
        throw NeuronError(error)
      }
    }
  }
}
