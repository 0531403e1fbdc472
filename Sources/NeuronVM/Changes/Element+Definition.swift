import Text
import XML

extension Element {
  /// Reads a definition that libvirt gave.
  init(definition xml: String) throws(NeuronError) {
    do {
      self = try Element(parsing: xml)
    } catch {
      throw .hypervisor(doing: tr("Reading the definition"), detail: "\(error)")
    }
  }

  /// The XML for libvirt.
  func definitionText() throws(NeuronError) -> String {
    do {
      return try xmlText()
    } catch {
      throw .hypervisor(doing: tr("Writing the definition"), detail: "\(error)")
    }
  }
}
