import FoundationEssentials
import Subprocess
import SystemPackage
import TestSupport

/// One run of the program as a user would start it, and what came of it.
struct Invocation {
  let output: String
  let errors: String
  let exitCode: Int32

  /// The fixture host: libvirt's test driver with three machines.
  static let fixture = "test://" + PackageRoot.path + "/Tests/CommandLineTests/Fixtures/host.xml"

  /// Another one, whose machines have names and disks that mean harm.
  static let hostile = "test://" + PackageRoot.path + "/Tests/CommandLineTests/Fixtures/hostile.xml"

  /// Runs the program that was built together with the tests.
  ///
  /// - Parameters:
  ///   - program: What to run instead of the program, with the program in its path.
  ///   - variables: What else is in the environment.
  ///   - uri: The hypervisor, by the environment; nil leaves the choice to the program.
  init(
    _ arguments: [String], program: String? = nil, uri: String? = fixture, variables: [String: String] = [:],
    home: TemporaryDirectory
  ) async throws {
    let ours = FilePath(try Self.program())
    var environment: [Environment.Key: String] = [
      "HOME": home.path, "PATH": ours.removingLastComponent().string + ":/usr/bin:/bin", "LC_ALL": "C.UTF-8",
    ]
    environment["NEURON_VM_CONNECT"] = uri
    for (name, value) in variables { environment[Environment.Key(stringLiteral: name)] = value }
    let result = try await Subprocess.run(
      .path(program.map { FilePath($0) } ?? ours), arguments: Arguments(arguments), environment: .custom(environment),
      workingDirectory: FilePath(home.path),
      output: .string(limit: 1 << 22), error: .string(limit: 1 << 20))
    output = result.standardOutput
    errors = result.standardError
    guard case .exited(let code) = result.terminationStatus else {
      exitCode = -1
      return
    }
    exitCode = code
  }

  /// Runs a script with bash, which finds the program as “neuron-vm”.
  static func bash(
    _ script: String, uri: String? = fixture, variables: [String: String] = [:], home: TemporaryDirectory
  ) async throws -> Invocation {
    try await Invocation(["-c", script], program: "/bin/bash", uri: uri, variables: variables, home: home)
  }

  /// The program stands beside the test bundle.
  private static func program() throws -> String {
    let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folder = FilePath(bundle).removingLastComponent().appending("neuron-vm").string
    return FileManager.default.isExecutableFile(atPath: folder) ? folder : PackageRoot.path + "/.build/debug/neuron-vm"
  }
}
