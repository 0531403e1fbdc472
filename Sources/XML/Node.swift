/// What stands inside an element.
public enum Node: Hashable, Sendable {
  /// A child element.
  case element(Element)
  /// Characters, with entities and CDATA sections already resolved.
  case text(String)
  /// A comment, without its delimiters.
  case comment(String)
}

extension Node {
  /// The element, or nil when this is text or a comment.
  public var element: Element? {
    if case .element(let element) = self { element } else { nil }
  }

  /// The characters, or nil when this is an element or a comment.
  public var text: String? {
    if case .text(let text) = self { text } else { nil }
  }
}
