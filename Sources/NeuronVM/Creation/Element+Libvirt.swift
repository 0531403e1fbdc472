import Libvirt
import XML

extension Element {
  /// The XML, with libvirt's own error for a character that XML cannot hold.
  func textForLibvirt() throws(LibvirtError) -> String {
    do {
      return try xmlText()
    } catch {
      throw LibvirtError(code: .xmlError, message: "\(error)")
    }
  }
}
