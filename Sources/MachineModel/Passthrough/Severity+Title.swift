import Text

extension PassthroughProblem.Severity {
  /// The word before a problem.
  public var title: String {
    switch self {
    case .impossible: tr("impossible")
    case .refused: tr("refused")
    case .fixable: tr("to mend")
    case .warning: tr("note")
    }
  }
}
