import Libvirt
import MachineModel
import XML

extension Machine {
  /// Writes into the running machine's metadata what its definition says, for whoever looks at it when it ends.
  ///
  /// The definition is what counts; a failure is nobody's business.
  func noteLive() async {
    _ = try? await asking("") { domain throws(LibvirtError) in
      let text = try domain.metadata(namespace: NeuronNamespace.uri, in: .config)
      let bare = text.flatMap { try? Element(parsing: $0) }.flatMap { try? $0.withoutNamespaces.xmlText() }
      guard (text == nil) == (bare == nil) else { return }
      try domain.setMetadata(bare, prefix: NeuronNamespace.prefix, namespace: NeuronNamespace.uri, in: .live)
    }
  }
}

extension Element {
  /// The same without namespaces, which libvirt adds itself to what it is given as metadata.
  fileprivate var withoutNamespaces: Element {
    var element = self
    element.prefix = nil
    element.namespace = nil
    element.children = children.map { node in node.element.map { .element($0.withoutNamespaces) } ?? node }
    return element
  }
}
