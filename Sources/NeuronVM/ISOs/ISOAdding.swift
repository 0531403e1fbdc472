import Files
import FoundationEssentials
import Libvirt
import MachineModel
import Text
import XML

/// Decides what becomes of a file that is to be added to the library, and has it copied.
struct ISOAdding: Sendable {
  let library: ISOLibrary
  let source: InputFile
  let name: ISOName
  let progress: @Sendable (ISOCopyProgress) -> Void

  private var hypervisor: Hypervisor { library.hypervisor }
  private var file: String { name.description }

  func perform(pool: String?) async throws(NeuronError) -> ISOAddition {
    let pool = try await library.readyPool(pool)
    // Of two processes of this user one waits for nothing: it is told so.
    return try await library.locked(file, in: pool, for: tr("copy %1$@", file)) { () async throws(NeuronError) in
      try await perform(in: pool)
    }
  }

  private func perform(in pool: String) async throws(NeuronError) -> ISOAddition {
    let shelves = try await library.shelves()
    guard let shelf = shelves.first(where: { $0.pool == pool }) else { throw .refused([.poolKind(pool)]) }
    let note = shelf.volumes[file + ISONote.ending]
    var read: ISONote?
    if let note { read = await library.note(note) }
    let start = ISOCopyStart(
      size: shelf.volumes[file]?.size, hasNote: note != nil, note: read, source: source.identity)
    switch start {
    case .busy: throw .refused([.isoBusy(file)])
    case .foreign:
      throw .refused([
        Problem(
          code: "iso.foreign",
          message: tr("“%1$@” is being copied from another computer, or was left so.", file),
          remedy: tr(
            "Wait for it; when nobody is at it any more, remove it first: neuron-vm iso remove %1$@ %2$@",
            ShellWord(option: "--pool", pool), ShellWord(file)))
      ])
    case .fresh, .taken:
      if let same = try await same(on: shelves, first: shelf) { return same }
      if start == .taken { throw .refused([taken(pool)]) }
    case .resume, .replace: break
    }
    let present = if case .resume(let place) = start { place } else { UInt64(0) }
    try await checkSpace(pool, needed: source.size - min(present, source.size))
    let copy = ISOCopy(library: library, source: source, pool: pool, name: file, progress: progress)
    let (_, resumedAt) = try await copy.perform(start)
    return ISOAddition(iso: try await record(file, in: pool), wasCopied: true, resumedAt: resumedAt)
  }

  private func record(_ name: String, in pool: String) async throws(NeuronError) -> ISORecord {
    guard let shelf = try await library.shelf(pool),
      let found = await library.records(of: shelf, only: name).first
    else { throw .hypervisor(doing: tr("Copying “%1$@”", name), detail: tr("it is gone")) }
    return found
  }

  /// An ISO with the same content; the file is only summed up when one has its size.
  private func same(
    on shelves: [ISOLibrary.Shelf], first: ISOLibrary.Shelf
  ) async throws(NeuronError) -> ISOAddition? {
    var own: SHA256Digest?
    for shelf in [first] + shelves.filter({ $0.pool != first.pool }) {
      for facts in shelf.isos where facts.size == source.size && !shelf.isUnfinished(facts.name) {
        guard let kept = await library.checksum(of: facts, on: shelf) else { continue }
        if own == nil {
          let reader = ISOSource(source)
          let report = progress
          let total = source.size
          try await reader.skip(to: total) { report(.init(phase: .comparing, done: $0, total: total)) }
          own = await reader.digest
        }
        guard kept == own else { continue }
        return ISOAddition(iso: try await record(facts.name, in: shelf.pool), wasCopied: false, resumedAt: 0)
      }
    }
    return nil
  }

  private func checkSpace(_ pool: String, needed: UInt64) async throws(NeuronError) {
    let free = try await PoolVolumes(hypervisor: hypervisor, pool: pool).available()
    guard free < needed else { return }
    throw .refused([
      Problem(
        code: "pool.full",
        message: tr(
          "The storage pool “%1$@” has %2$@ free, and %3$@ are needed.", pool, ByteCount(bytes: free).rounded,
          ByteCount(bytes: needed).rounded),
        remedy: tr("Free some space there, or choose another pool with --pool."))
    ])
  }

  private func taken(_ pool: String) -> Problem {
    Problem(
      code: "name.taken",
      message: tr("There is an ISO “%1$@” in the storage pool “%2$@” already.", file, pool),
      remedy: tr("Give this one another name with --name."))
  }
}

extension Problem {
  /// Another process copies to this name.
  static func isoBusy(_ name: String) -> Problem {
    Problem(
      code: "iso.busy", message: tr("“%1$@” is being copied right now.", name),
      remedy: tr("“neuron-vm iso list” shows how far it is."))
  }
}
