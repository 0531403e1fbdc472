/// The version of the product.
public let version = "0.1.0"
