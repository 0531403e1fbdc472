import MachineModel
import NeuronVM
import Text

/// What adding an ISO came to, for a person.
enum ISOReport {
  static func lines(_ addition: ISOAddition) -> [String] {
    let iso = addition.iso
    var lines: [String] = []
    if !addition.wasCopied {
      lines.append(tr("The same content is there already, as “%1$@” in the storage pool “%2$@”.", iso.name, iso.pool))
    } else if addition.resumedAt > 0 {
      lines.append(
        tr("“%1$@” is added; %2$@ had been copied before.", iso.name, ByteCount(bytes: addition.resumedAt).rounded))
    } else {
      lines.append(tr("“%1$@” is added.", iso.name))
    }
    if let checksum = iso.checksum { lines.append(tr("SHA-256: %1$@", checksum)) }
    guard let recognised = iso.recognised else { return lines }
    lines.append(tr("Content: %1$@", recognised.title))
    if let needs = recognised.system.flatMap({ $0.recommended ?? $0.minimum }), let text = text(needs) {
      lines.append(tr("A machine for it should have %1$@.", text))
    }
    let advice = TemplateAdvice(recognised)
    lines.append(advice.template.map { tr("Template: %1$@. %2$@", $0, advice.reason) } ?? advice.reason)
    return lines
  }

  private static func text(_ needs: SystemResources) -> String? {
    let parts = [
      needs.memory.map { tr("%1$@ of memory", ByteCount(bytes: $0).rounded) },
      needs.disk.map { tr("%1$@ of disk space", ByteCount(bytes: $0).rounded) },
      needs.processors.map { trn("%1$@ processor", "%1$@ processors", $0) },
    ].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}
