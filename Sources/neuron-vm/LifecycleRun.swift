import MachineModel
import NeuronVM
import Text

/// One lifecycle verb from the command line: perform it and say what came of it.
struct LifecycleRun {
  private let target: LifecycleTarget
  private let verb: LifecycleVerb
  private let limit: Duration?

  init(_ target: LifecycleTarget, _ verb: LifecycleVerb, limit: Duration? = nil) {
    self.target = target
    self.verb = verb
    self.limit = limit
  }

  func perform() async throws {
    let machine = try await target.target.find()
    let outcome = try await Interruption.cancelling { () async throws in
      try await machine.perform(verb, within: limit)
    }
    if target.json {
      Output.print(LifecycleRecord(machine, outcome, state: try await machine.stateOrGone()))
      return
    }
    switch outcome {
    case .done(let wasSaved): Output.line(done(machine.name, wasSaved: wasSaved))
    case .alreadyThere(let state): Output.line(tr("“%1$@” is already %2$@.", machine.name, state.title))
    }
  }

  private func done(_ name: String, wasSaved: Bool) -> String {
    switch verb {
    case .start where wasSaved: tr("“%1$@” goes on where it was saved.", name)
    case .start: tr("“%1$@” is running.", name)
    case .startPaused: tr("“%1$@” is started and paused.", name)
    case .stop, .forceStop: tr("“%1$@” is shut off.", name)
    case .pause: tr("“%1$@” is paused.", name)
    case .resume: tr("“%1$@” goes on.", name)
    case .reboot: tr("“%1$@” restarts.", name)
    case .reset: tr("“%1$@” was reset.", name)
    case .save: tr("“%1$@” is saved and shut off.", name)
    case .restore: tr("“%1$@” goes on where it was saved.", name)
    }
  }
}
