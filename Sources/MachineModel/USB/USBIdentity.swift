/// A pair of vendor and product, `046d:c31c`: a model, of which there may be several.
public struct USBIdentity: Hashable, Sendable, CustomStringConvertible {
  /// Who made it, by the USB-IF's numbers.
  public let vendor: UInt16
  /// What it is, by the vendor's numbers.
  public let product: UInt16

  /// Joins the two numbers.
  public init(vendor: UInt16, product: UInt16) {
    self.vendor = vendor
    self.product = product
  }

  /// Reads four hexadecimal digits each; nil for any other form.
  public init?(vendor: some StringProtocol, product: some StringProtocol) {
    guard let vendor = Self.number(vendor), let product = Self.number(product) else { return nil }
    self.init(vendor: vendor, product: product)
  }

  /// The pair as `lsusb` prints it.
  public var description: String {
    hexadecimal(UInt64(vendor), digits: 4) + ":" + hexadecimal(UInt64(product), digits: 4)
  }

  private static func number(_ text: some StringProtocol) -> UInt16? {
    guard text.utf8.count == 4, text.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    return UInt16(text, radix: 16)
  }
}
