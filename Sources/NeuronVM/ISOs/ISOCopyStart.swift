import Files

/// How the copying of an ISO begins, decided by what is in the pool; see ``ISONote``.
enum ISOCopyStart: Hashable, Sendable {
  /// Nothing of that name is there.
  case fresh
  /// An earlier copy of the same file goes on here.
  case resume(at: UInt64)
  /// What an earlier copy left is of another file, or of another state of it, and goes first.
  case replace
  /// A finished ISO has the name.
  case taken
  /// Another process is at it.
  case busy
  /// Whoever began it cannot be asked: another computer, or a note that cannot be read.
  case foreign

  /// Resuming begins at a multiple of this, in bytes.
  static let granularity: UInt64 = 1 << 20

  /// - Parameters:
  ///   - size: How many bytes of the volume are there; nil without one.
  ///   - hasNote: Whether there is a note about a copy.
  ///   - note: The note, if it can be read.
  init(size: UInt64?, hasNote: Bool, note: ISONote?, source: FileIdentity) {
    switch (size, hasNote, note) {
    case (nil, false, _): self = .fresh
    case (_?, false, _): self = .taken
    // It was killed before it had written its note, and so before it had copied anything.
    case (nil, true, nil): self = .replace
    case (_?, true, nil): self = .foreign
    case (let size, true, let note?):
      if note.isUnderWay {
        self = .busy
      } else if !note.isOfThisComputer {
        self = .foreign
      } else if note.source.hasContent(of: source), let size, size <= source.size {
        self = .resume(at: size / Self.granularity * Self.granularity)
      } else {
        self = .replace
      }
    }
  }
}
