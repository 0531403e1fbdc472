internal import CLibvirt

/// A version as libvirt counts: major, minor, release.
public struct LibvirtVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The first number.
  public let major: Int
  /// The second number.
  public let minor: Int
  /// The third number.
  public let release: Int

  /// A version by its numbers.
  public init(major: Int, minor: Int, release: Int) {
    self.major = major
    self.minor = minor
    self.release = release
  }

  /// Reads libvirt's number: major × 1,000,000 + minor × 1,000 + release.
  init(_ number: UInt) {
    major = Int(number / 1_000_000)
    minor = Int(number / 1_000 % 1_000)
    release = Int(number % 1_000)
  }

  /// The version of the libvirt library in this process.
  public static var client: LibvirtVersion {
    var number: UInt = 0
    virGetVersion(&number, nil, nil)
    return LibvirtVersion(number)
  }

  /// By major, then minor, then release.
  public static func < (left: Self, right: Self) -> Bool {
    (left.major, left.minor, left.release) < (right.major, right.minor, right.release)
  }

  /// The three numbers with points.
  public var description: String { "\(major).\(minor).\(release)" }
}
