import FoundationEssentials
import Libvirt
import MachineModel
import Text

extension Machine {
  /// Makes a snapshot as planned.
  ///
  /// libvirt makes it whole or not at all, whatever becomes of this process. When the task is cancelled it is finished,
  /// and removed again.
  ///
  /// Throws `cancelled` then; `refused` when somebody else was faster; else what failed.
  public func createSnapshot(_ plan: SnapshotCreationPlan) async throws(NeuronError) {
    try await locked(for: tr("make the snapshot “%1$@”", plan.name)) { () async throws(NeuronError) in
      if Task.isCancelled { throw .cancelled }
      try await toItsEnd { () async throws(NeuronError) in
        do throws(NeuronError) {
          try await asking(tr("Making the snapshot"), .long, deadline: Self.longestSnapshot) {
            domain throws(LibvirtError) in
            var options: SnapshotCreationOptions = plan.kind.hasLayers ? [.atomic] : []
            if plan.kind == .layers { options.insert(.diskOnly) }
            if plan.quiesces { options.insert(.quiesce) }
            _ = try domain.createSnapshot(plan.xml, options)
          }
        } catch {
          throw await explained(error, name: plan.name.description)
        }
      }
      guard Task.isCancelled else { return }
      try await toItsEnd { () async throws(NeuronError) in
        try await remove(plan.name.description, with: [])
      }
      throw .cancelled
    }
  }

  /// Goes back to a snapshot as planned.
  ///
  /// Once begun it is finished, whatever happens to the task.
  ///
  /// - Parameter keepingNow: A snapshot to make of the machine as it is, just before; nil for none.
  public func revert(
    _ plan: SnapshotRevertPlan, keepingNow: SnapshotCreationPlan? = nil
  ) async throws(NeuronError) {
    if let keepingNow { try await createSnapshot(keepingNow) }
    let title = tr("go back to the snapshot “%1$@”", plan.snapshot)
    _ = try await changing(title) { _ throws(NeuronError) in
      guard try await revertPlan(to: plan.snapshot).isAsExpected(plan) else { throw changedMeanwhile }
      try await toItsEnd { () async throws(NeuronError) in
        try await goBack(to: plan)
      }
    }
  }

  private func goBack(to plan: SnapshotRevertPlan) async throws(NeuronError) {
    let dropsSave = plan.effects.contains(.savedMemory)
    let isAsAgreed: Bool
    do throws(NeuronError) {
      isAsAgreed = try await asking(tr("Going back to the snapshot"), .long, deadline: Self.longestSnapshot) {
        domain throws(LibvirtError) in
        // Another tool may have started or saved it in the meantime.
        guard try domain.isActive == plan.state.isActive, try domain.hasManagedSave == dropsSave else { return false }
        return try domain.withSnapshot(named: plan.snapshot) { snapshot throws(LibvirtError) in
          // Memory that goes on with other disks than its own destroys them: it must be gone before they change.
          if dropsSave { try domain.removeManagedSave() }
          do throws(LibvirtError) {
            try snapshot.revert()
          } catch {
            guard error.code == .snapshotRevertRisky else { throw error }
            // A new emulator takes the place of the one that runs, which the user agreed to lose.
            try snapshot.revert(.force)
          }
          return true
        }
      }
    } catch {
      throw await explained(error, snapshot: plan.snapshot, from: plan.state)
    }
    guard isAsAgreed else { throw changedMeanwhile }
  }

  /// Removes a snapshot as planned, and returns what was left behind, in sentences; the machine stays as it is.
  ///
  /// Once begun it is finished, whatever happens to the task.
  ///
  /// - Parameter progress: Called with the part that is merged, from 0 to 1; not at all where nothing is, or libvirt does
  ///   not tell.
  public func deleteSnapshot(
    _ plan: SnapshotDeletionPlan, progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws(NeuronError) -> [String] {
    try await locked(for: tr("remove the snapshot “%1$@”", plan.snapshot)) { () async throws(NeuronError) in
      let withChildren = plan.removes.count > 1
      guard try await deletionPlan(ofSnapshot: plan.snapshot, withChildren: withChildren) == plan else {
        throw changedMeanwhile
      }
      let watch = plan.merges ? Task { await watchMerging(plan.mergedDisks, progress) } : nil
      defer { watch?.cancel() }
      try await toItsEnd { () async throws(NeuronError) in
        try await remove(plan.snapshot, with: withChildren ? .children : [])
      }
    }
    // libvirt 9.0 leaves the memory's file where it is. What a document names is not ours to remove.
    let isLocal = hypervisor.choice.isLocal
    return plan.memoryFiles.filter { !isLocal || FileManager.default.fileExists(atPath: $0) }.map { file in
      isLocal
        ? tr("The file with the snapshot's memory is left: remove %1$@ when nothing needs it.", file)
        : tr("The file with the snapshot's memory may be left there: %1$@", file)
    }
  }

  private func remove(_ snapshot: String, with options: SnapshotDeletionOptions) async throws(NeuronError) {
    do throws(NeuronError) {
      try await asking(tr("Removing the snapshot"), .long, deadline: Self.longestSnapshot) {
        domain throws(LibvirtError) in
        try domain.withSnapshot(named: snapshot) { snapshot throws(LibvirtError) in try snapshot.delete(options) }
      }
    } catch {
      throw await explained(error, snapshot: snapshot, from: nil)
    }
  }

  /// How long libvirt may take: memory and merged files are written at the disk's speed.
  private static var longestSnapshot: Duration { .seconds(4 * 3600) }
}
