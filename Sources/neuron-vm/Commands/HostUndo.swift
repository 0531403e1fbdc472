import ArgumentParser

struct HostUndo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Give back everything that was taken from this computer.",
    discussion: "Needs root's rights, and asks for them. Also undoes what an interrupted command has left half-done.")

  @Flag(help: "Print JSON.")
  var json = false

  func run() async throws { try await HandOver.run(["undo"], json: json) }
}
