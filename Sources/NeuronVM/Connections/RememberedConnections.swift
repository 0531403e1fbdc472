import FoundationEssentials
import Journal
public import MachineModel
import Text

/// The hypervisors that the user has given names, in one small file of the user's.
public struct RememberedConnections: Sendable {
  private let file: StateFile
  private let folder: StateFolder
  private let lock: String

  /// Those of a user.
  public init(_ directories: Directories = .current) {
    // A link is the user's own wish, as with other settings: what it leads to is read and replaced.
    let path = URL(filePath: directories.configuration + "/neuron-vm/connections").resolvingSymlinksInPath().path
    file = StateFile(path)
    folder = StateFolder(URL(filePath: path).deletingLastPathComponent().path)
    lock = directories.state + "/locks/connections.lock"
  }

  /// All of them; a book without entries when there is no file.
  public func book() throws(NeuronError) -> ConnectionBook {
    try read(try writing { () throws(JournalError) in try file.contents(limit: ConnectionBook.largest) })
  }

  /// Remembers a hypervisor; returns the address that had the name before, nil where there was none.
  ///
  /// - Parameter replaces: Whether a name that is taken gets the new address; refused otherwise.
  public func add(_ name: String, _ address: String, replaces: Bool) async throws(NeuronError)
    -> ConnectionAddress?
  {
    let (name, address) = try Self.values(name, address)
    var former: ConnectionAddress?
    try await change { book throws(NeuronError) in
      former = book[name]
      if let former, former != address, !replaces {
        throw .refused([
          Problem(
            code: "name.taken", message: tr("The name “%1$@” is taken: %2$@.", name, former),
            remedy: tr("Choose another name, or add --replace."))
        ])
      }
      book[name] = address
    }
    return former
  }

  /// Forgets a hypervisor; returns its address.
  public func remove(_ name: String) async throws(NeuronError) -> ConnectionAddress {
    var former: ConnectionAddress?
    try await change { book throws(NeuronError) in
      let known = book.entries.map(\.name.description)
      guard let name = try? ConnectionName(parsing: name), let address = book[name] else {
        throw .connectionNotFound(name, known: known)
      }
      former = address
      book[name] = nil
    }
    guard let former else { throw .connectionNotFound(name, known: []) }
    return former
  }

  /// Texts as typed, as values; everything that is wrong with them at once.
  private static func values(
    _ name: String, _ address: String
  ) throws(NeuronError) -> (ConnectionName, ConnectionAddress) {
    var problems: [Problem] = []
    var values: (ConnectionName?, ConnectionAddress?)
    do { values.0 = try ConnectionName(parsing: name) } catch {
      problems.append(Problem(code: "name", message: error.description))
    }
    do throws(ConnectionAddressError) {
      let address = try ConnectionAddress(parsing: address)
      guard address.isKnown else { throw ConnectionAddressError.unknown }
      values.1 = address
    } catch {
      problems.append(Problem(code: "address", message: error.description))
    }
    guard let name = values.0, let address = values.1 else { throw .refused(problems) }
    return (name, address)
  }

  /// Reads, changes and replaces the list, one command after the other.
  private func change(_ body: (inout ConnectionBook) throws(NeuronError) -> Void) async throws(NeuronError) {
    let title = tr("change the list of connections")
    let taken: FileLock?
    do throws(JournalError) {
      taken = try await FileLock.take(lock, for: title, within: .seconds(10))
    } catch {
      throw NeuronError(error)
    }
    guard let taken else { throw .file(path: file.path, reason: tr("another neuron-vm is changing it")) }
    defer { taken.release() }
    var book = try book()
    let before = book
    try body(&book)
    guard book != before else { return }
    let bytes = Array(book.text.utf8)
    let isWritten = try writing { () throws(JournalError) in
      try folder.make()
      return try file.replace(with: bytes)
    }
    guard isWritten else { throw .file(path: file.path, reason: tr("its folder has gone")) }
  }

  private func read(_ bytes: [UInt8]?) throws(NeuronError) -> ConnectionBook {
    do {
      return try ConnectionBook(parsing: bytes ?? [])
    } catch {
      switch error {
      case .tooLarge: throw .file(path: file.path, reason: tr("it is too large for a list of connections"))
      case .line(let number, let reason): throw .file(path: file.path, reason: tr("line %1$@: %2$@", number, reason))
      }
    }
  }
}
