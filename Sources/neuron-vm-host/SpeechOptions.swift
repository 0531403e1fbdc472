import ArgumentParser
import Hardware
import Text

/// How a verb speaks.
struct SpeechOptions: ParsableArguments {
  @Flag(help: "Print JSON.")
  var json = false

  /// What does the work on this computer; throws without root's rights.
  func binding() throws -> DriverBinding {
    guard PrivilegedProcess.isRoot else {
      Speech.error(
        code: "permission", tr("Only root may do this."), remedy: tr("Run it by: neuron-vm host --help"))
      throw ExitCode(6)
    }
    Signals.keep()
    do {
      return DriverBinding(try HostPlaces.standard(), say: Speech.step, isCancelled: { Signals.hasCome })
    } catch {
      throw BindingError.file("/sys", "\(error)")
    }
  }
}
