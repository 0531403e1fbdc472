/// Why a text is not XML that we accept, or a tree cannot be written as XML.
public enum XMLError: Error, Hashable, Sendable {
  /// The text is not well-formed; `line` counts from 1.
  case malformed(line: Int, reason: String)
}
