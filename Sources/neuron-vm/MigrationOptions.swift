import ArgumentParser
import NeuronVM

/// How a machine is to be moved.
struct MigrationOptions: ParsableArguments {
  @Flag(help: "Only if it runs, and running.")
  var live = false

  @Flag(help: "Only if it is off.")
  var offline = false

  @Flag(help: "Copy its disks; without it both computers have to reach them at the same path.")
  var copyStorage = false

  @Flag(help: "Keep the definition at the source too; never run both.")
  var keepSource = false

  @Flag(help: "Encrypt memory and disks on their way (TLS); both computers need libvirt's certificates.")
  var encrypt = false

  @Option(help: ArgumentHelp("The name or number by which the source reaches the target.", valueName: "host"))
  var address: String?

  func validate() throws {
    if live, offline { throw ValidationError("--live and --offline exclude each other.") }
    if let address, address.isEmpty || !address.allSatisfy({ $0.isLetter || $0.isNumber || "-.:[]".contains($0) }) {
      throw ValidationError("--address needs a host's name or number, such as 192.168.1.5.")
    }
  }

  var request: MigrationRequest {
    var request = MigrationRequest()
    request.mode = live ? .live : offline ? .offline : .automatic
    request.copiesStorage = copyStorage
    request.keepsSource = keepSource
    request.encrypts = encrypt
    request.address = address
    return request
  }
}
