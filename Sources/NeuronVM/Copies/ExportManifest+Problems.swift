import MachineModel
import Text

extension ExportManifest {
  /// Reads the manifest of an archive, and says why it cannot be read.
  init(parsing bytes: [UInt8], path: String) throws(NeuronError) {
    do throws(ExportManifestError) {
      self = try ExportManifest(parsing: bytes)
    } catch {
      switch error {
      case .unreadable:
        throw .refused([Problem(code: "export.manifest", message: tr("The manifest in “%1$@” cannot be read.", path))])
      case .laterVersion:
        throw .refused([
          Problem(
            code: "export.version", message: tr("“%1$@” was written by a later version of this program.", path),
            remedy: tr("Update this program."))
        ])
      }
    }
  }
}
