import MachineModel
import Text

extension DiskOwners {
  /// Who needs what.
  struct Answer: Sendable {
    /// Who needs a file, by its key: the machines' disks, the images that those stand on, and what starts them.
    private var uses: [String: [FileUse]] = [:]
    /// The running machines that may write to a file, by its key.
    private var writers: [String: String] = [:]
    /// Machines with a disk of which it cannot be told what it stands on: they may need any other.
    var unknown: [String] = []
    /// Machines whose memory is on disk, where it cannot be told with which files it goes on.
    var unreadableSaves: [String] = []

    /// Adds a use; of two of one kind one counts.
    mutating func add(_ use: FileUse, of key: String) {
      if uses[key]?.contains(use) != true { uses[key, default: []].append(use) }
    }

    /// Adds a running machine that may write.
    mutating func add(writer machine: String, of key: String) { writers[key] = machine }

    /// All who need the file with these keys.
    func uses(of keys: [String]) -> [FileUse] {
      var found: [FileUse] = []
      for use in keys.flatMap({ uses[$0] ?? [] }) where !found.contains(use) { found.append(use) }
      return found
    }

    /// The machine that needs the disk with these keys, or an image that stands on it; nil when none is known.
    func owner(of keys: [String]) -> String? { uses(of: keys).first?.machine }

    /// The running machine that may write to the disk with these keys; nil when none is known.
    func writer(of keys: [String]) -> String? { keys.compactMap { writers[$0] }.first }

    /// Why the disk with these keys must stay; nil when nobody needs it.
    ///
    /// - Parameter isNew: Whether we made it just now, so that nothing can stand on it yet.
    func reasonToKeep(_ keys: [String], isNew: Bool = false) -> String? {
      if let use = uses(of: keys).first { return use.reason }
      if isNew { return nil }
      return (unknown + unreadableSaves).first.map {
        tr("it cannot be told whether a disk of the machine “%1$@” stands on it", $0)
      }
    }
  }
}

extension FileUse {
  /// The use as a reason to keep the file, the end of a sentence.
  var reason: String {
    switch role {
    case .device: tr("the machine “%1$@” uses it", machine)
    case .savedMemory: tr("the saved memory of the machine “%1$@” goes on with it", machine)
    case .snapshot(let name): tr("the snapshot “%1$@” of the machine “%2$@” needs it", name, machine)
    }
  }
}
