import Text

extension PassthroughVerdict {
  /// The verdict for a person.
  public var title: String {
    switch self {
    case .ready: tr("ready")
    case .fixable: tr("fixable")
    case .refused: tr("refused")
    case .impossible: tr("impossible")
    case .unknown: tr("unknown")
    }
  }
}
