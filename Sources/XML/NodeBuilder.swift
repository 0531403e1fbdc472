/// Builds the inside of an element from elements, texts, conditions and loops.
@resultBuilder
public enum NodeBuilder {
  /// One element.
  public static func buildExpression(_ element: Element) -> [Node] { [.element(element)] }
  /// An element that may be missing.
  public static func buildExpression(_ element: Element?) -> [Node] { element.map { [.element($0)] } ?? [] }
  /// Several elements.
  public static func buildExpression(_ elements: [Element]) -> [Node] { elements.map(Node.element) }
  /// Characters.
  public static func buildExpression(_ text: String) -> [Node] { [.text(text)] }
  /// Any node.
  public static func buildExpression(_ node: Node) -> [Node] { [node] }
  /// One after the other.
  public static func buildBlock(_ parts: [Node]...) -> [Node] { parts.flatMap { $0 } }
  /// The nodes of an `if` without `else`.
  public static func buildOptional(_ nodes: [Node]?) -> [Node] { nodes ?? [] }
  /// The nodes of the first branch.
  public static func buildEither(first nodes: [Node]) -> [Node] { nodes }
  /// The nodes of the second branch.
  public static func buildEither(second nodes: [Node]) -> [Node] { nodes }
  /// The nodes of a loop.
  public static func buildArray(_ parts: [[Node]]) -> [Node] { parts.flatMap { $0 } }
}

extension Element {
  /// An element in no namespace, `Element("hostdev", ["mode": "subsystem"]) { Element("driver") }`.
  public init(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], @NodeBuilder children: () -> [Node] = { [] }
  ) {
    self.init(name: name, attributes: attributes.map { Attribute($0.key, $0.value) }, children: children())
  }

  /// An element in a namespace.
  public init(
    _ name: String, prefix: String, namespace: String, _ attributes: KeyValuePairs<String, String> = [:],
    @NodeBuilder children: () -> [Node] = { [] }
  ) {
    self.init(
      name: name, prefix: prefix, namespace: namespace, attributes: attributes.map { Attribute($0.key, $0.value) },
      children: children())
  }
}
