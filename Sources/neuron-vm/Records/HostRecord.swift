import MachineModel

/// What was read of a host besides its PCI devices, as docs/json.md says.
struct HostRecord: Encodable {
  let kernel: KernelRecord
  let boot: BootRecord
  let processor: ProcessorRecord
  let iommuGroups: Int?
  let disks: [DiskRecord]?
  let networkCards: [NetworkRecord]?
  let inputDevices: [InputRecord]?
  let displays: [DisplayRecord]?
  let holders: [HolderRecord]?
  let unseenProcesses: Int?
  let hugePages: [PagesRecord]?

  struct KernelRecord: Encodable {
    let release: String?
    let parameters: [String]?
    let vfio: String?
  }

  struct BootRecord: Encodable {
    let loader: String?
    let initramfs: String?
    let distribution: String?
    let uefi: Bool?
  }

  struct ProcessorRecord: Encodable {
    let name: String?
    let sockets: Int?
    let cores: [CoreRecord]?
    let cacheGroups: [[Int]]?
  }

  struct CoreRecord: Encodable {
    let threads: [Int]
    let socket: Int?
    let efficient: Bool?
  }

  struct DiskRecord: Encodable {
    let place: String
    let controllers: [String]?
    let vital: Bool
  }

  struct NetworkRecord: Encodable {
    let name: String
    let controllers: [String]
    let up: Bool?
    let defaultRoute: Bool?
  }

  struct InputRecord: Encodable {
    let kind: String
    let controllers: [String]
    let certain: Bool
  }

  struct DisplayRecord: Encodable {
    let device: String?
    let nodes: [String]
    let connectors: [PassthroughRecord.ConnectorRecord]
  }

  struct HolderRecord: Encodable {
    let pid: Int
    let name: String
    let nodes: [String]
    let devices: [String]
  }

  struct PagesRecord: Encodable {
    let sizeKiB: UInt64
    let total: Int?
    let free: Int?
  }

  init(_ host: HostHardware) {
    kernel = KernelRecord(
      release: host.kernel.release, parameters: host.kernel.parameters, vfio: host.kernel.vfio?.rawValue)
    boot = BootRecord(
      loader: host.boot.loader?.rawValue, initramfs: host.boot.initramfs?.rawValue,
      distribution: host.boot.distribution, uefi: host.boot.isUEFI)
    let topology = host.processor.topology
    processor = ProcessorRecord(
      name: host.processor.name, sockets: topology?.sockets,
      cores: topology?.cores.map { CoreRecord(threads: $0.threads, socket: $0.socket, efficient: $0.isEfficient) },
      cacheGroups: topology?.cacheGroups)
    iommuGroups = host.iommu.groups
    disks = host.disks?.map {
      DiskRecord(place: $0.place, controllers: $0.controllers?.texts, vital: $0.isVital)
    }
    networkCards = host.networkCards?.map {
      NetworkRecord(name: $0.name, controllers: $0.controllers.texts, up: $0.isUp, defaultRoute: $0.hasDefaultRoute)
    }
    inputDevices = host.inputDevices?.map {
      InputRecord(kind: $0.kind.rawValue, controllers: $0.controllers.texts, certain: $0.isCertain)
    }
    displays = host.adapters?.map { adapter in
      DisplayRecord(
        device: adapter.device?.description, nodes: adapter.nodes,
        connectors: adapter.connectors.map {
          PassthroughRecord.ConnectorRecord(name: $0.socket, connected: $0.isConnected, enabled: $0.isEnabled)
        })
    }
    holders = host.use?.holders.map {
      HolderRecord(pid: $0.process, name: $0.name, nodes: $0.nodes, devices: $0.devices.texts)
    }
    unseenProcesses = host.use?.unseen
    hugePages = host.hugePages?.map {
      PagesRecord(sizeKiB: $0.pageSize.bytes >> 10, total: $0.total, free: $0.free)
    }
  }
}

extension Set<PCIAddress> {
  fileprivate var texts: [String] { sorted().map { "\($0)" } }
}
