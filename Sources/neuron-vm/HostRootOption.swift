import ArgumentParser

/// Which host's files are read.
struct HostRootOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Look at a saved host in this folder instead of this computer.",
      discussion: "Such a folder comes out of “neuron-vm host report”.", valueName: "folder"), completion: .directory)
  var hostRoot: String?

  func validate() throws {
    if hostRoot?.isEmpty == true { throw ValidationError("--host-root needs a folder.") }
  }
}
