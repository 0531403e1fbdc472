internal import CLibvirt

extension DomainReference {
  /// The element that stands under `namespace` in the domain's `<metadata>`, as XML; nil when there is none.
  ///
  /// - Parameter target: ``DomainTarget/live`` or ``DomainTarget/config``; empty means what is current.
  public func metadata(namespace: String, in target: DomainTarget = []) throws(LibvirtError) -> String? {
    let kind = CInt(VIR_DOMAIN_METADATA_ELEMENT.rawValue)
    guard let text = virDomainGetMetadata(pointer, kind, namespace, target.rawValue) else {
      let error = LibvirtError.last
      guard error.code != .noDomainMetadata else { return nil }
      throw error
    }
    return try takeString(text)
  }

  /// Replaces the element under `namespace` in the domain's `<metadata>`; nil removes it.
  ///
  /// - Parameters:
  ///   - xml: One element, without the prefix: libvirt adds `prefix`.
  ///   - prefix: The prefix it gets in the document.
  public func setMetadata(
    _ xml: String?, prefix: String, namespace: String, in target: DomainTarget
  ) throws(LibvirtError) {
    let kind = CInt(VIR_DOMAIN_METADATA_ELEMENT.rawValue)
    try check(virDomainSetMetadata(pointer, kind, xml, prefix, namespace, target.rawValue))
  }

  /// The title a person gave it; nil when there is none.
  public func title(in target: DomainTarget = []) throws(LibvirtError) -> String? {
    let kind = CInt(VIR_DOMAIN_METADATA_TITLE.rawValue)
    guard let text = virDomainGetMetadata(pointer, kind, nil, target.rawValue) else {
      let error = LibvirtError.last
      guard error.code != .noDomainMetadata else { return nil }
      throw error
    }
    return try takeString(text)
  }
}

extension DomainReference {
  /// Gives it a title, of one line; an empty one removes it.
  public func setTitle(_ text: String, in target: DomainTarget) throws(LibvirtError) {
    let kind = CInt(VIR_DOMAIN_METADATA_TITLE.rawValue)
    try check(virDomainSetMetadata(pointer, kind, text.isEmpty ? nil : text, nil, nil, target.rawValue))
  }

  /// Gives it a description, of any number of lines; an empty one removes it.
  public func setDescription(_ text: String, in target: DomainTarget) throws(LibvirtError) {
    let kind = CInt(VIR_DOMAIN_METADATA_DESCRIPTION.rawValue)
    try check(virDomainSetMetadata(pointer, kind, text.isEmpty ? nil : text, nil, nil, target.rawValue))
  }
}
