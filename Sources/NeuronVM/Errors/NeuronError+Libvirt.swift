import Libvirt
import MachineModel
import Text

extension NeuronError {
  /// A failed call, by libvirt's code; its text is kept, and looked at only to explain it.
  ///
  /// - Parameter machine: The machine it is about; nil where there is none.
  init(_ error: LibvirtError, at uri: String, doing: String, machine: String? = nil) {
    self =
      switch error.code {
      case .operationDenied, .accessDenied, .authFailed, .authUnavailable, .authCancelled:
        .permission(uri: uri, detail: error.message)
      case .deadlineExceeded: .noAnswer(uri: uri, detail: error.message)
      case .closed, .connectionLost, .noConnect, .rpc: .unavailable(uri: uri, detail: error.message)
      case .cancelled, .operationAborted: .cancelled
      case .systemError where error.systemError == noSpaceLeft: .diskFull(detail: error.message)
      default:
        .hypervisor(
          doing: doing, detail: error.message, about: MessageContext(machine: machine, libvirtCode: error.code.rawValue)
        )
      }
  }

  /// A failed connect: whatever is not a matter of rights or time means that nobody is there.
  init(connecting error: LibvirtError, to uri: String) {
    switch error.code {
    case .systemError where error.systemError == accessDenied || error.systemError == notPermitted:
      self = .permission(uri: uri, detail: error.message)
    case .invalidArgument, .noConnect, .xmlError: self = .badAddress(uri: uri, detail: error.message)
    default:
      let known = NeuronError(error, at: uri, doing: tr("Connecting"))
      if case .hypervisor = known { self = .unavailable(uri: uri, detail: error.message) } else { self = known }
    }
  }
}

/// Linux's numbers of the errors that we tell apart.
private let notPermitted: Int32 = 1
private let accessDenied: Int32 = 13
private let noSpaceLeft: Int32 = 28
