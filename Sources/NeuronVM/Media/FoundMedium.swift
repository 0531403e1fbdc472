/// A medium that a user named, by a path or by its name in the library of ISOs.
public struct FoundMedium: Sendable, Hashable {
  /// What the user wrote.
  public let text: String
  /// Where the hypervisor finds it.
  public let path: String
  /// What it is; nil when it cannot be read from here, or is not there.
  public let recognised: RecognisedMedium?
  /// Whether it is in a storage pool, so that libvirt itself can reach it.
  public let isInPool: Bool
  /// Why it cannot be used at all: nothing of that name, several, or one that is still being copied.
  let obstacles: [Problem]

  /// Everything that keeps it from its purpose; empty when all is well, or when nothing can be said from here.
  public func problems(for purpose: RecognisedMedium.Purpose) -> [Problem] {
    obstacles.isEmpty ? recognised?.problems(for: purpose, name: text) ?? [] : obstacles
  }
}
