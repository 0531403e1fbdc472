/// Why a text is not XML that we accept, or a tree cannot be written as XML.
public enum XMLError: Error, Hashable, Sendable {
  /// The text is empty or nothing but white space.
  case empty
  /// The text is not well-formed; `line` counts from 1, `reason` is libxml2's sentence.
  case malformed(line: Int, reason: String)
  /// The text has a document type declaration, which is never accepted: it could declare entities.
  case documentType
  /// The text has more bytes than libxml2 can count (2 GiB).
  case tooLarge
  /// The text or tree holds a character that XML 1.0 cannot hold.
  ///
  /// `place` is the path of the element or attribute, `domain/devices/disk/source/@file`; empty while parsing.
  case character(Unicode.Scalar, place: String)
  /// A name in the tree is not a name of XML, or one prefix stands for two namespaces.
  case name(String, place: String)
  /// A comment in the tree holds `--` or ends with `-`.
  case comment(place: String)
}
