import TestSupport
import Testing

/// `create --set`.
@Suite struct TemplateValueTests {
  let home: TemporaryDirectory

  init() throws { home = try TemporaryDirectory() }

  private func create(_ template: String, _ values: String...) async throws -> Invocation {
    try await Invocation(
      ["create", "new", "--template", template, "--dry-run"] + values.flatMap { ["--set", $0] }, home: home)
  }

  @Test func `a variable without an option is set by its name`() async throws {
    let rom = home.path("card.rom")
    let run = try await create("windows10-passthrough", "huge_pages=yes", "cpuset=0-1", "rom_path=" + rom)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("<hugepages/>"))
    #expect(run.output.contains("cpuset=\"0-1\""))
  }

  @Test(arguments: [
    ("name", "behind “create”"), ("uuid", "UUID of its own"), ("memory_mb", "--memory"), ("vcpus", "--vcpus"),
    ("disk_path", "--pool"), ("disk_size_gb", "--disk"), ("iso_path", "--iso"), ("drivers_iso_path", "--drivers-iso"),
    ("network", "--network"), ("bridge", "--network"), ("user_network", "--network"), ("no_network", "--network"),
    ("mac_address", "--mac"), ("uefi", "--firmware"), ("bios", "--firmware"), ("kernel_path", "--kernel"),
    ("initrd_path", "--initrd"), ("cmdline", "--cmdline"), ("domain_type", "--accel"), ("kvm", "--accel"),
  ])
  func `a variable with an option is refused with the option's name`(variable: String, option: String) async throws {
    let run = try await create("windows10-basic", variable + "=1")
    #expect(run.exitCode == 4)
    let lines = run.errors.split(separator: "\n")
    #expect(lines.count == 2, "\(run.errors)")
    #expect(lines.first == "error: “\(variable)” is not chosen with --set.")
    #expect(lines.last?.contains(option) == true)
  }

  @Test func `bad names and values are problems among the others`() async throws {
    let run = try await create(
      "windows10-passthrough", "memory_mb=5", "no\u{1B}sense=x", "cpuset=$(id)", "huge_pages=<b/>", "shared_memory_mb=3"
    )
    #expect(run.exitCode == 4)
    let problems = run.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }
    #expect(problems.count == 5, "\(run.errors)")
    #expect(!run.errors.contains("\u{1B}"))
  }

  @Test func `a value without a name is a fault of the command line`() async throws {
    #expect(try await create("linux", "huge_pages").exitCode == 64)
  }
}
