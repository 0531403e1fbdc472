import NeuronVM
import Text

/// The progress of an export, on standard error.
enum ExportReport {
  static func say(_ progress: ExportProgress) {
    switch progress {
    case .copies(let disk): ProgressLine.begin(tr("Copy %1$@, without what is free in it …", disk))
    case .writes(let part): ProgressLine.begin(tr("Write %1$@ …", part))
    case .done(let bytes, let all): ProgressLine.say(bytes, of: all)
    case .finishing: CreationReport.sayFinishing()
    case .undoing: ProgressLine.begin(tr("Undoing what was begun …"))
    }
  }
}
