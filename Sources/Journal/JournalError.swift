/// Why a journal cannot be written or read.
public enum JournalError: Error, Hashable, Sendable {
  /// A system call on `path` failed with this `errno` and its text.
  case inaccessible(path: String, reason: String)
  /// A line of the journal at `path` cannot be read; the journal is left as it is for a person to look at.
  case damaged(path: String, line: Int)
}
