import MachineModel
import NeuronVM

/// What a medium was recognised as, as docs/json.md says.
struct MediumRecord: Encodable {
  let title: String
  let kind: String
  let label: String?
  let bootable: Bool?
  let architectures: [String]?
  let build: Int?
  let editions: [String]?
  let driversFor: [String]?
  let missingBytes: UInt64?
  let system: SystemRecord?
  let template: String?
  let templateReason: String

  struct SystemRecord: Encodable {
    let id: String
    let name: String
    let version: String?
    let minimum: ResourcesRecord?
    let recommended: ResourcesRecord?
  }

  struct ResourcesRecord: Encodable {
    let memoryMiB: UInt64?
    let diskBytes: UInt64?
    let vcpus: Int?

    init(_ resources: SystemResources) {
      memoryMiB = resources.memory.map { $0 >> 20 }
      diskBytes = resources.disk
      vcpus = resources.processors
    }
  }

  init(_ recognised: RecognisedMedium) {
    title = recognised.title
    let medium = recognised.medium
    switch recognised.content {
    case .notAnImage(let kind): self.kind = kind.rawValue
    case .medium(let medium): kind = medium.kind.code
    }
    label = medium?.label
    bootable = medium?.isBootable
    architectures = medium.map { $0.architectures.map(\.rawValue).sorted() }
    var (build, editions, driversFor): (Int?, [String]?, [String]?)
    switch medium?.kind {
    case .windows(let windows):
      build = windows.build
      editions = windows.editions
    case .virtioDrivers(let drivers): driversFor = drivers.systems.map(\.rawValue).sorted()
    case .linux, .other, nil: break
    }
    (self.build, self.editions, self.driversFor) = (build, editions, driversFor)
    missingBytes = medium.flatMap { $0.missingBytes > 0 ? $0.missingBytes : nil }
    system = recognised.system.map {
      SystemRecord(
        id: $0.id, name: $0.name, version: $0.version, minimum: $0.minimum.map(ResourcesRecord.init),
        recommended: $0.recommended.map(ResourcesRecord.init))
    }
    let advice = TemplateAdvice(recognised)
    template = advice.template
    templateReason = advice.reason
  }
}

extension Medium.Kind {
  fileprivate var code: String {
    switch self {
    case .windows: "windows"
    case .virtioDrivers: "virtioDrivers"
    case .linux: "linux"
    case .other: "other"
    }
  }
}
