/// What can be asked of a machine's state.
public enum LifecycleVerb: String, Hashable, Sendable, CaseIterable {
  /// Switch on; a saved machine continues where it was.
  case start
  /// Switch on and stop before the first instruction.
  case startPaused
  /// Ask the guest to shut down.
  case stop
  /// Pull the plug.
  case forceStop
  /// Stop in place.
  case pause
  /// Continue after a pause, or wake a sleeping guest.
  case resume
  /// Ask the guest to restart.
  case reboot
  /// Press the reset button.
  case reset
  /// Write the memory to disk and switch off.
  case save
  /// Continue from the memory on disk.
  case restore

  /// What asking for this means for a machine in `state`.
  ///
  /// - Parameter isSaved: Whether the machine's memory is on disk.
  public func transition(from state: MachineState, isSaved: Bool) -> LifecycleTransition {
    switch (self, state) {
    case (.start, .running), (.start, .blocked), (.startPaused, .paused): .alreadyThere
    case (.start, .paused): .impossible(.resume)
    case (.startPaused, .running), (.startPaused, .blocked): .impossible(.pause)
    case (.start, .shuttingDown), (.startPaused, .shuttingDown): .impossible(nil)
    case (.start, .suspended), (.startPaused, .suspended): .impossible(.resume)
    case (.start, _), (.startPaused, _): .perform

    case (.stop, .shutOff), (.stop, .crashed), (.forceStop, .shutOff): .alreadyThere
    case (.stop, .paused), (.stop, .suspended): .impossible(.resume)
    case (.stop, _), (.forceStop, _): .perform

    case (.pause, .paused), (.resume, .running), (.resume, .blocked): .alreadyThere
    case (.pause, .running), (.pause, .blocked), (.pause, .shuttingDown): .perform
    case (.pause, .suspended): .impossible(.resume)
    case (.resume, .paused), (.resume, .suspended): .perform
    case (.resume, .shuttingDown): .alreadyThere
    case (.pause, _), (.resume, _): .impossible(isSaved ? .restore : .start)

    case (.reboot, .running), (.reboot, .blocked), (.reset, .running), (.reset, .blocked): .perform
    case (.reset, .paused), (.reset, .shuttingDown): .perform
    case (.reboot, .paused), (.reboot, .suspended), (.reset, .suspended): .impossible(.resume)
    case (.reboot, .shuttingDown): .impossible(nil)
    case (.reboot, _), (.reset, _): .impossible(.start)

    case (.save, .running), (.save, .blocked), (.save, .paused): .perform
    case (.save, .suspended): .impossible(.resume)
    case (.save, .shuttingDown): .impossible(nil)
    case (.save, _): isSaved ? .alreadyThere : .impossible(.start)

    case (.restore, .running), (.restore, .blocked): .alreadyThere
    case (.restore, .paused), (.restore, .suspended): .impossible(.resume)
    case (.restore, .shuttingDown): .impossible(nil)
    case (.restore, _): isSaved ? .perform : .impossible(.start)
    }
  }
}
