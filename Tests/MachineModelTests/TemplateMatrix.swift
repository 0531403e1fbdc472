import MachineModel
import XML

/// Every combination of what a user can ask of a shipped template.
struct TemplateMatrix {
  struct Combination {
    let name: String
    let values: TemplateValues
    let devices: [Element]
    /// How many questions have another answer than the plain one.
    let choices: Int
  }

  /// A choice is a name and what it sets; each list is one question, and one answer of each makes a combination.
  private typealias Choice = (name: String, set: (inout TemplateValues) -> Void)

  static func combinations(of template: DomainTemplate) throws -> [Combination] {
    let card = try Fixtures.card()?.elements ?? []
    let romCard = try Fixtures.card(romPath: "/srv/rom/card.rom")?.elements ?? []
    return questions(for: template).reduce([("", TemplateValues(given: required))]) { combinations, choices in
      combinations.flatMap { combination in
        choices.map { choice in
          var values = combination.1
          choice.set(&values)
          return ([combination.0, choice.name].filter { !$0.isEmpty }.joined(separator: "-"), values)
        }
      }
    }.map { name, values in
      let devices = values.isOn(.romPath) ? romCard : values.isOn(.gpu) ? card : []
      return Combination(
        name: name.isEmpty ? "plain" : name, values: values, devices: devices, choices: name.split(separator: "-").count
      )
    }
  }

  private static let required = [
    "name": "Büro PC 2", "memory_mb": "8192", "vcpus": "6",
  ]

  private static func questions(for template: DomainTemplate) -> [[Choice]] {
    var questions: [[Choice]] = [
      [("", { _ in }), ("iso", { $0[.isoPath] = "/srv/iso/Install & Go.iso" })],
      [
        ("", { _ in }), ("user", { $0.set(.user) }), ("bridge", { $0.set(.bridge("br0")) }),
        ("nonet", { $0.set(.none) }),
        ("mac", { $0[.macAddress] = "52:54:00:ab:cd:ef" }),
      ],
    ]
    if template.system.isWindows {
      questions.append([
        ("", { $0[.diskPath] = "/var/lib/libvirt/images/win.qcow2" }),
        (
          "drivers",
          {
            $0[.diskPath] = "/var/lib/libvirt/images/win.qcow2"
            $0[.driversISOPath] = "/srv/iso/virtio-win.iso"
          }
        ),
      ])
    } else {
      questions.append([("", { $0[.diskPath] = "/var/lib/libvirt/images/linux.qcow2" }), ("diskless", { _ in })])
      questions.append([("", { _ in }), ("bios", { $0.set(.bios, to: true) })])
      questions.append([
        ("", { _ in }), ("kernel", { $0[.kernelPath] = "/boot/vmlinuz" }),
        (
          "boot",
          {
            $0[.kernelPath] = "/boot/vmlinuz"
            $0[.initrdPath] = "/boot/initrd.img"
            $0[.cmdline] = "console=ttyS0 root=\"LABEL=a b\" <quiet>"
          }
        ),
      ])
    }
    if template.usedVariables.contains(.gpu) {
      questions.append([
        ("", { _ in }), ("gpu", { $0.set(.gpu, to: true) }),
        (
          "rom",
          {
            $0.set(.gpu, to: true)
            $0[.romPath] = "/srv/rom/card.rom"
          }
        ),
      ])
      questions.append([("", { _ in }), ("shared", { $0.set(.sharedMemoryMB, to: 64) })])
      questions.append([("", { _ in }), ("huge", { $0.set(.hugePages, to: true) })])
      questions.append([("", { _ in }), ("pinned", { $0[.cpuset] = "2-5,^3" })])
    }
    return questions
  }
}
