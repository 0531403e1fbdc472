internal import Glibc

/// What this process holds now, as the kernel counts it.
public struct ProcessUsage: Sendable, Hashable {
  /// Open descriptors.
  public let descriptors: Int
  /// Threads.
  public let threads: Int

  /// Counts.
  public static var now: ProcessUsage {
    // The listing itself holds one descriptor.
    ProcessUsage(descriptors: entries("/proc/self/fd") - 1, threads: entries("/proc/self/task"))
  }

  private static func entries(_ path: String) -> Int {
    guard let directory = opendir(path) else { return 0 }
    defer { closedir(directory) }
    var count = 0
    while let entry = readdir(directory) {
      if entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) { count += 1 }
    }
    return count
  }
}
