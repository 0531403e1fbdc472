public import FoundationEssentials
import Text
import XML

extension HistoryEntry {
  /// The most bytes that an entry's file may have.
  public static let largestFile = 4 << 20

  /// The times that an entry may have, in seconds since 1970: until the end of the year 9999.
  private static let yearsOfFiles: Range<Double> = 0..<253_402_300_800

  /// Reads an entry's file, of which nothing is believed: it may be damaged, or put there by somebody.
  ///
  /// Throws what is wrong with it, as words that follow “cannot be used:”.
  ///
  /// - Parameters:
  ///   - bytes: What is in the file.
  ///   - id: The number that the file's name says.
  ///   - machine: The machine whose history it stands in.
  public init(parsing bytes: [UInt8], id: Int, machine: UUID) throws(HistoryEntryError) {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    guard bytes.count <= Self.largestFile, let entry = try? decoder.decode(Self.self, from: Data(bytes)) else {
      throw .unreadable
    }
    // Files are written in whole seconds, by hosts of this age: what reads differently would not be written as it was.
    let seconds = entry.time.timeIntervalSince1970
    guard Self.yearsOfFiles.contains(seconds), seconds == seconds.rounded() else { throw .unreadable }
    guard entry.id == id, entry.machine == machine else { throw .misplaced }
    for definition in [entry.before, entry.after].compactMap({ $0 }) {
      guard let domain = try? Element(parsing: definition.xml), domain.name == "domain",
        let uuid = domain.first("uuid")?.text, UUID(uuidString: uuid) == machine
      else { throw .otherMachine }
    }
    self = entry
  }

  /// What stands in its file; nil for a time that has no form there.
  public func encoded() -> [UInt8]? {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map(Array.init)
  }
}

/// Why a file is no entry of a machine's history.
public enum HistoryEntryError: Error, Hashable, Sendable {
  /// It is not in our form.
  case unreadable
  /// It belongs to another place.
  case misplaced
  /// Its definition is of another machine, or none.
  case otherMachine

  /// The reason, in words that follow “cannot be used:”.
  public var reason: String {
    switch self {
    case .unreadable: tr("this entry of the history is damaged; look at it and remove it")
    case .misplaced: tr("this entry of the history does not belong here; look at it and remove it")
    case .otherMachine:
      tr("this entry of the history holds no definition of its machine; look at it and remove it")
    }
  }
}
