import NeuronVM
import Text

/// Whether a command that asks before it does something can ask.
enum Confirmation {
  /// Throws `refused` where nobody can be asked: with `--json`, without `--yes` or `--dry-run`.
  static func check(json: Bool, yes: Bool, dryRun: Bool) throws(NeuronError) {
    guard json, !yes, !dryRun else { return }
    throw .refused([
      Problem(
        code: "confirmation", message: tr("Nobody can be asked with --json, so nothing was changed."),
        remedy: tr("Add --yes to do it, or --dry-run to see what would happen."))
    ])
  }
}
