import NeuronVM
import Text

/// The progress of making a machine, on standard error.
enum CreationReport {
  static func say(_ progress: CreationProgress) {
    switch progress {
    case .begins(let step): ProgressLine.begin(step.title + " …")
    case .copied(let step, let bytes): ProgressLine.say(bytes, of: step.bytesToCopy)
    case .done: ProgressLine.end()
    case .finishing: sayFinishing()
    case .undoing: ProgressLine.begin(tr("Undoing what was begun …"))
    }
  }

  /// libvirt goes on with what it has begun.
  static func sayFinishing() {
    ProgressLine.begin(
      tr(
        "libvirt cannot stop a copy; it is removed when it is whole. Press Ctrl-C again to leave now: “neuron-vm repair” then removes it later."
      ))
  }
}
