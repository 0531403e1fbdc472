import FoundationEssentials
import MachineModel
import NeuronVM
import Text

/// A line of `usb watch`, as docs/json.md says.
struct USBChangeRecord: Encodable {
  let time: String
  let change: String
  let device: USBDeviceRecord
  /// The same for a person.
  let text: String

  private enum CodingKeys: String, CodingKey { case time, change, device }

  init(_ change: USBChange, at moment: Date = .now) {
    time = moment.formatted(.iso8601)
    let words: String
    switch change {
    case .plugged(let new):
      self.change = "plugged"
      device = USBDeviceRecord(new, among: [new])
      words = tr("plugged in: %1$@ (%2$@, port:%3$@)", new.title, device.device, new.port)
    case .pulled(let old):
      self.change = "pulled"
      device = USBDeviceRecord(old, among: [old])
      words = tr("pulled out: %1$@ (%2$@, port:%3$@)", old.title, device.device, old.port)
    }
    text = time + "  " + words
  }
}
