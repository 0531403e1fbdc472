import FoundationEssentials
import MachineModel
import XML

/// Fills and prints a Windows template, as on a host with KVM, for one second, and says how often that went in it.
///
///     template-rate TEMPLATE.xml DOMAIN-CAPABILITIES.xml
///
/// Prints the number a second and the size of one text in bytes.
@main
struct TemplateRate {
  static func main() throws {
    let template = try DomainTemplate(parsing: text(ofArgument: 1), named: "benchmark")
    let capabilities = try HostCapabilities(domainCapabilities: Element(parsing: text(ofArgument: 2)))
    let clock = ContinuousClock()
    let begin = clock.now
    var count = 0
    var bytes = 0
    while clock.now < begin + .seconds(1) {
      var values = values(number: count)
      values.answers =
        HostAnswers(for: template, values: values, capabilities: capabilities, domainType: .kvm, hasSMM: true).values
      bytes += try template.filled(with: values).xmlText().utf8.count
      count += 1
    }
    let seconds = (clock.now - begin) / .seconds(1)
    print(Int(Double(count) / seconds), bytes / count)
  }

  private static func text(ofArgument number: Int) throws -> String {
    try String(contentsOfFile: CommandLine.arguments[number], encoding: .utf8)
  }

  /// The values of one machine, another each time.
  private static func values(number: Int) -> TemplateValues {
    var values = TemplateValues()
    values[.name] = "windows-\(number)"
    values[.uuid] = "12345678-1234-1234-1234-123456789abc"
    values[.macAddress] = "52:54:00:12:34:56"
    values[.diskPath] = "/var/lib/libvirt/images/windows-\(number).qcow2"
    values[.isoPath] = "/srv/iso/windows.iso"
    values.set(.memoryMB, to: ByteCount.gibibytes(8))
    values.set(.diskSizeGB, to: ByteCount.gibibytes(64))
    values.set(.vcpus, to: 4)
    values.set(NetworkAttachment.network("default"))
    return values
  }
}
