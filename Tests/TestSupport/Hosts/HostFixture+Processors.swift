// Hosts that differ in their processors and memory; the numbers are those of real ones.

extension HostFixture {
  /// Eight cores of two threads behind one cache: what most people have.
  public static let eightCores = with(HostFixture("eight-cores", "amd")) {
    $0.desktopProcessor(cores: 8, gibibytes: 32)
  }

  /// Two dies of eight cores, each with its own cache (AMD Ryzen 9 5950X).
  public static let twoDies = with(HostFixture("two-dies", "amd")) { $0.desktopProcessor(cores: 16, dies: 2) }

  /// The same where the first die has more cache (AMD Ryzen 9 7950X3D).
  public static let unequalCaches = with(HostFixture("unequal-caches", "amd")) {
    $0.desktopProcessor(cores: 16, dies: 2, cacheKiB: [98_304, 32_768])
  }

  /// Four complexes of three cores (AMD Ryzen 9 3900X).
  public static let smallCaches = with(HostFixture("small-caches", "amd")) {
    $0.desktopProcessor(cores: 12, dies: 4, cacheKiB: [16_384])
  }

  /// Eight large cores of two threads and eight small ones (Intel Core i9-12900K).
  public static let largeAndSmallCores = with(HostFixture("large-and-small-cores")) {
    let large = (0..<8).map { [$0 * 2, $0 * 2 + 1] }
    let small = (16..<24).map { [$0] }
    $0.processors(large + small, caches: [Array(0..<24)], cacheKiB: [30_720])
    $0.file("sys/devices/cpu_core/cpus", "0-15\n")
    $0.file("sys/devices/cpu_atom/cpus", "16-23\n")
    $0.memory([(Array(0..<24), 64)])
  }

  /// Two sockets with memory of their own; the graphics card hangs on the second.
  public static let twoSockets = with(HostFixture("two-sockets")) {
    let cores = (0..<16).map { [$0, $0 + 16] }
    let halves = [Array(0..<8) + Array(16..<24), Array(8..<16) + Array(24..<32)]
    $0.processors(cores, caches: halves, cacheKiB: [20_480]) { $0 < 8 || 16..<24 ~= $0 ? 0 : 1 }
    $0.memory([(halves[0], 64), (halves[1], 64)])
    $0.pci("0000:00:02.0", "0300", "1a03:2000 ASPEED", driver: "ast", group: 0, boot: true)
    $0.pci("0000:01:00.0", "0300", "10de:1b80 GTX 1080", driver: "nouveau", group: 1, ["numa_node": "1"])
    $0.pci("0000:01:00.1", "0403", "10de:10f0 Audio", driver: "snd_hda_intel", group: 1, ["numa_node": "1"])
  }

  /// Eight cores of one thread each: the second was switched off in the firmware.
  public static let singleThreads = with(HostFixture("single-threads")) {
    $0.processors((0..<8).map { [$0] }, caches: [Array(0..<8)], cacheKiB: [16_384])
    $0.memory([(Array(0..<8), 32)])
  }

  /// Two cores.
  public static let twoCores = with(HostFixture("two-cores")) {
    $0.processors([[0], [1]], caches: [[0, 1]], cacheKiB: [3072])
    $0.memory([([0, 1], 8)])
  }

  /// A virtual machine, which is told of no caches.
  public static let guestProcessors = with(HostFixture("guest-processors")) {
    $0.processors((0..<8).map { [$0] }, caches: [], cacheKiB: [])
    $0.file(
      "proc/cpuinfo", "vendor_id\t: GenuineIntel\nmodel name\t: QEMU Virtual CPU\nflags\t\t: fpu vmx hypervisor\n")
  }

  /// A board with an ARM processor.
  public static let armProcessors = with(HostFixture("arm-processors", "arm")) {
    $0.processors((0..<8).map { [$0] }, caches: [], cacheKiB: [])
  }

  /// Eight cores, of which one is off and one has only one thread on.
  public static let processorsOff = with(HostFixture("processors-off", "amd")) {
    let cores = (0..<6).map { [$0, $0 + 8] } + [[6]]
    $0.processors(cores, caches: [Array(0..<7) + Array(8..<14)], cacheKiB: [32_768])
    // What is off keeps its folder, and tells nothing in it.
    for thread in [7, 14, 15] { $0.file("sys/devices/system/cpu/cpu\(thread)/online", "0\n") }
    $0.memory([(Array(0..<16), 32)])
  }

  /// Half of the cores are kept free of the kernel's work.
  public static let isolatedProcessors = with(HostFixture("isolated", "amd", parameters: "isolcpus=domain,4-7,12-15")) {
    $0.desktopProcessor(cores: 8, gibibytes: 32)
  }

  /// Machines may use half of the processors.
  public static let limitedProcessors = with(HostFixture("limited", "amd")) {
    $0.desktopProcessor(cores: 8, gibibytes: 32)
    $0.file("sys/fs/cgroup/cpuset.cpus.effective", "0-15\n")
    $0.file("sys/fs/cgroup/machine.slice/cpuset.cpus.effective", "0-3,8-11\n")
  }

  /// Pages of 1 GiB are kept from the start on.
  public static let keptPages = with(
    HostFixture("kept-pages", "amd", parameters: "default_hugepagesz=1G hugepagesz=1G hugepages=16")
  ) {
    $0.desktopProcessor(cores: 16, dies: 2)
    $0.pages(1_048_576, 16)
    $0.file(
      "proc/self/mountinfo",
      "90 1 0:20 / /proc rw - proc proc rw\n91 1 0:30 / /dev/hugepages rw - hugetlbfs hugetlbfs rw,pagesize=1024M\n")
  }

  /// Pages of 2 MiB are there, but not after the next start.
  public static let passingPages = with(HostFixture("passing-pages", "amd")) {
    $0.desktopProcessor(cores: 16, dies: 2)
    $0.pages(2048, 8192)
  }

  /// Every host of these.
  public static let differentProcessors: [HostFixture] = [
    eightCores, twoDies, unequalCaches, smallCaches, largeAndSmallCores, twoSockets, singleThreads, twoCores,
    guestProcessors, armProcessors, processorsOff, isolatedProcessors, limitedProcessors, keptPages, passingPages,
  ]

  /// Cores of two threads, numbered as on AMD: the second threads come after all first ones.
  private mutating func desktopProcessor(
    cores: Int, dies: Int = 1, cacheKiB: [Int] = [32_768], gibibytes: Int = 64
  ) {
    let size = cores / dies
    let caches = (0..<dies).map { die in (0..<size).flatMap { [die * size + $0, die * size + $0 + cores] } }
    processors((0..<cores).map { [$0, $0 + cores] }, caches: caches, cacheKiB: cacheKiB)
    memory([(Array(0..<(2 * cores)), gibibytes)])
    file(
      "proc/cpuinfo",
      "vendor_id\t: AuthenticAMD\nmodel name\t: AMD Ryzen\nflags\t\t: fpu svm topoext\n")
    pages(2048, 0)
    file(
      "proc/self/mountinfo",
      "90 1 0:20 / /proc rw - proc proc rw\n91 1 0:30 / /dev/hugepages rw - hugetlbfs hugetlbfs rw,pagesize=2M\n")
  }

  /// Cores by their threads, and the last-level caches.
  public mutating func processors(
    _ cores: [[Int]], caches: [[Int]], cacheKiB: [Int], socket: (Int) -> Int = { _ in 0 }
  ) {
    func list(_ threads: [Int]) -> String { threads.sorted().map(String.init).joined(separator: ",") + "\n" }
    for core in cores {
      for thread in core {
        let folder = "sys/devices/system/cpu/cpu\(thread)"
        file(folder + "/topology/thread_siblings_list", list(core))
        file(folder + "/topology/physical_package_id", "\(socket(thread))\n")
        file(folder + "/cache/index0/level", "1\n")
        file(folder + "/cache/index0/shared_cpu_list", list(core))
        guard let place = caches.firstIndex(where: { $0.contains(thread) }) else { continue }
        file(folder + "/cache/index1/level", "3\n")
        file(folder + "/cache/index1/shared_cpu_list", list(caches[place]))
        file(folder + "/cache/index1/size", "\(cacheKiB[min(place, cacheKiB.count - 1)])K\n")
      }
    }
    file("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n")
  }

  /// Memory nodes, each with processors and an amount.
  public mutating func memory(_ nodes: [(threads: [Int], gibibytes: Int)]) {
    for (number, node) in nodes.enumerated() {
      let folder = "sys/devices/system/node/node\(number)"
      file(folder + "/cpulist", node.threads.sorted().map(String.init).joined(separator: ",") + "\n")
      file(
        folder + "/meminfo",
        "Node \(number) MemTotal:       \(node.gibibytes << 20) kB\nNode \(number) MemFree:   1024 kB\n")
    }
  }

  /// Large pages that are there, all of them free.
  public mutating func pages(_ size: Int, _ count: Int) {
    let folder = "sys/kernel/mm/hugepages/hugepages-\(size)kB"
    file(folder + "/nr_hugepages", "\(count)\n")
    file(folder + "/free_hugepages", "\(count)\n")
  }
}
