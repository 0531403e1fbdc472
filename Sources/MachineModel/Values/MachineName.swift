import Text

/// The name of a machine that we create: also the name of its disk, so it must do as a file name everywhere.
///
/// Machines made by other tools may have other names; those are addressed by `MachineReference`.
public struct MachineName: Hashable, Sendable, CustomStringConvertible {
  /// The name as text.
  public let description: String

  /// The longest name, in UTF-8 bytes: libvirt appends endings up to a file name's limit of 255.
  public static let longest = 100

  /// Accepts letters and digits of any script, spaces inside, and `- _ . + @ ( )`.
  public init(parsing text: String) throws(MachineNameError) {
    if text.isEmpty { throw .empty }
    if text.utf8.count > Self.longest { throw .tooLong(text.utf8.count) }
    for character in text where !Self.isAllowed(character) { throw .character(character) }
    if let first = text.first, first == "-" || first == "." || first == " " { throw .start(first) }
    if text.last == " " { throw .trailingSpace }
    if Self.looksLikeUUID(text) { throw .isUUID }
    description = text
  }

  private static func isAllowed(_ character: Character) -> Bool {
    if "-_.+@() ".contains(character) { return true }
    // One scalar a character: combining marks and joiners make names that look alike.
    guard character.unicodeScalars.count == 1, let scalar = character.unicodeScalars.first else { return false }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  private static func looksLikeUUID(_ text: String) -> Bool {
    text.split(separator: "-", omittingEmptySubsequences: false).map(\.count) == [8, 4, 4, 4, 12]
      && text.allSatisfy { $0 == "-" || $0.isHexDigit }
  }
}

/// Why a text is not a name for a new machine.
public enum MachineNameError: Error, Hashable, Sendable, CustomStringConvertible {
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
  /// The text is a UUID, so that a command could not tell which is meant.
  case isUUID

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .empty: tr("A machine needs a name.")
    case .tooLong(let bytes): tr("The name is too long: %1$@ bytes, and %2$@ are allowed.", bytes, MachineName.longest)
    case .character(let character):
      tr("The name may not contain %1$@. Letters, digits, spaces and - _ . + @ ( ) are allowed.", character.named)
    case .start(let character): tr("The name may not start with %1$@.", character.named)
    case .trailingSpace: tr("The name may not end with a space.")
    case .isUUID: tr("The name may not be a UUID: commands could not tell which of the two is meant.")
    }
  }
}
