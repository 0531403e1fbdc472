import Libvirt
import MachineModel
import Text

extension Machine {
  /// Tells how far the merging of disks is, twice a second: libvirt has no event for it.
  func watchMerging(_ disks: [String], _ progress: @Sendable (Double) -> Void) async {
    while !Task.isCancelled {
      let jobs = try? await connection.withDomain(id) { domain throws(LibvirtError) in
        var jobs: [BlockJob] = []
        for disk in disks { if let job = try domain.blockJob(of: disk) { jobs.append(job) } }
        return jobs
      }
      // Disk by disk: those that are over, or have not begun, have no job.
      if let job = jobs?.first, job.total > 0, !Task.isCancelled {
        progress(min(1, Double(job.done) / Double(job.total)))
      }
      try? await Task.sleep(for: .milliseconds(500))
    }
  }

  /// What a failed making of a snapshot means, judged by what is there now.
  func explained(_ error: NeuronError, name: String) async -> NeuronError {
    guard case .hypervisor = error, let now = try? await snapshots() else { return error }
    let isThere = now.tree.entries.contains { $0.snapshot.name == name }
    return isThere ? .refused([.snapshotTaken(name)]) : error
  }

  /// What a failed use of a snapshot means, judged by what is there now.
  ///
  /// - Parameter state: What the machine did before; nil where its state does not matter.
  func explained(_ error: NeuronError, snapshot: String, from state: MachineState?) async -> NeuronError {
    guard case .hypervisor(let doing, let detail, let about) = error, let facts = try? await snapshotFacts() else {
      return error
    }
    do throws(NeuronError) {
      _ = try facts.snapshot(snapshot)
    } catch {
      return error
    }
    guard let state else { return error }
    var words: [String] = []
    if state.isActive, !facts.state.isActive { words.append(tr("The machine was switched off.")) }
    // libvirt goes from disk to disk, and turns none round again.
    words.append(tr("Its disks may be of different times now: mend the cause, and go back once more."))
    return .hypervisor(doing: doing, detail: ([detail] + words).joined(separator: "\n"), about: about)
  }
}

extension SnapshotRevertPlan {
  /// Whether nothing that matters is other than when the user agreed.
  func isAsExpected(_ agreed: SnapshotRevertPlan) -> Bool { self == agreed }
}
