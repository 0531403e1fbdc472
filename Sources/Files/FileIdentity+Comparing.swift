extension FileIdentity {
  /// Whether this is the same file with the same content, by the system's word.
  ///
  /// Another name or other rights make no difference, though they change ``changed``.
  public func hasContent(of other: FileIdentity) -> Bool {
    device == other.device && number == other.number && size == other.size && modified == other.modified
  }
}
