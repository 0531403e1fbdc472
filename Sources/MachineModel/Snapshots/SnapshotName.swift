import Text

/// The name of a snapshot that we make: a file's name, and a tag in every disk.
///
/// Snapshots made by other tools may have other names; those are addressed by their text.
public struct SnapshotName: Hashable, Sendable, CustomStringConvertible {
  /// The name as text.
  public let description: String

  /// The longest name, in UTF-8 bytes.
  ///
  /// libvirt 9.0 makes the tags of a longer name first and then fails to write the file that describes them.
  public static let longest = 100

  /// Accepts letters and digits of any script, spaces inside, and `- _ . + : @ ( )`.
  public init(parsing text: String) throws(SnapshotNameError) {
    if text.isEmpty { throw .empty }
    if text.utf8.count > Self.longest { throw .tooLong(text.utf8.count) }
    for character in text where !Self.isAllowed(character) { throw .character(character) }
    if let first = text.first, first == "-" || first == "." || first == " " { throw .start(first) }
    if text.last == " " { throw .trailingSpace }
    if Self.isNumber(text) { throw .number }
    description = text
  }

  /// Whether the name is a number: a disk numbers its snapshots itself, and QEMU looks for a number before it looks for a
  /// name, so that one called “1” is mistaken for the first, whatever that is called.
  ///
  /// Source: QEMU, `find_snapshot_by_id_or_name` in block/qcow2-snapshot.c.
  public static func isNumber(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy { 0x30...0x39 ~= $0 } }

  private static func isAllowed(_ character: Character) -> Bool {
    if "-_.+:@() ".contains(character) { return true }
    // One scalar a character: combining marks and joiners make names that look alike.
    guard character.unicodeScalars.count == 1, let scalar = character.unicodeScalars.first else { return false }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }
}

/// Why a text is not a name for a new snapshot.
public enum SnapshotNameError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text is empty.
  case empty
  /// The text has this many UTF-8 bytes, too many.
  case tooLong(Int)
  /// The text holds this character, which names may not have.
  case character(Character)
  /// The text starts with this character.
  case start(Character)
  /// The text ends with a space.
  case trailingSpace
  /// The text is a number.
  case number

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .empty: tr("A snapshot needs a name; leave it out, and it is named by the time.")
    case .tooLong(let bytes):
      tr("The snapshot's name is too long: %1$@ bytes, and %2$@ are allowed.", bytes, SnapshotName.longest)
    case .character(let character):
      tr(
        "The snapshot's name may not contain %1$@. Letters, digits, spaces and - _ . + : @ ( ) are allowed.",
        character.named)
    case .start(let character): tr("The snapshot's name may not start with %1$@.", character.named)
    case .trailingSpace: tr("The snapshot's name may not end with a space.")
    case .number:
      tr("The snapshot's name may not be a number: QEMU would take it for the number of another snapshot.")
    }
  }
}
