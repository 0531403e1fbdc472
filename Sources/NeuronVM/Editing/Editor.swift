import FoundationEssentials
import MachineModel
import Subprocess
import SystemPackage
import Text

/// The user's editor for texts.
public struct Editor: Sendable, Hashable {
  /// The program's path.
  public let path: String
  /// What stands before the file's name, such as `--wait`.
  public let arguments: [String]

  /// Finds it as other programs do: `VISUAL`, then `EDITOR`, then what a system usually has.
  ///
  /// The variables may hold options too, separated by spaces; nothing of them is given to a shell.
  /// One that nobody named needs a terminal; one that is named may be a window, or a script.
  /// Throws `refused` with `editor.missing` when the one that is named, or any, is not there, and with `editor.terminal`.
  ///
  /// - Parameters:
  ///   - machine: What is edited, for the remedy.
  ///   - hasTerminal: Whether standard input and output are a terminal.
  public init(
    for machine: String, hasTerminal: Bool, environment: [String: String]? = nil
  ) throws(NeuronError) {
    let environment = environment ?? ProcessInfo.processInfo.environment
    let folders = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map(String.init)
    func find(_ name: String) -> String? {
      let candidates = name.contains("/") ? [name] : folders.map { $0 + "/" + name }
      return candidates.first { path in
        var isFolder = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder
          && FileManager.default.isExecutableFile(atPath: path)
      }
    }
    for variable in ["VISUAL", "EDITOR"] {
      let words = (environment[variable] ?? "").split(separator: " ").map(String.init)
      guard let name = words.first else { continue }
      guard let path = find(name) else {
        throw .refused([
          Problem(
            code: "editor.missing", message: tr("There is no editor “%1$@”, which %2$@ names.", name, variable),
            remedy: tr("Name one that is installed, for example: EDITOR=nano neuron-vm edit %1$@", ShellWord(machine)))
        ])
      }
      (self.path, arguments) = (path, Array(words.dropFirst()))
      return
    }
    guard hasTerminal else {
      throw .refused([
        Problem(
          code: "editor.terminal", message: tr("There is no terminal here, which an editor needs."),
          remedy: tr(
            "Write the definition to a file, change that, and give it back: neuron-vm show --xml %1$@ > machine.xml, then neuron-vm edit --from machine.xml --yes %1$@",
            ShellWord(machine)))
      ])
    }
    guard let path = ["editor", "sensible-editor", "nano", "vim", "vi"].lazy.compactMap(find).first else {
      throw .refused([
        Problem(
          code: "editor.missing", message: tr("There is no editor."),
          remedy: tr("Install one, such as nano, or name it in the variable EDITOR."))
      ])
    }
    (self.path, arguments) = (path, [])
  }

  /// Opens a file in it and waits until it is closed; it has the terminal meanwhile.
  ///
  /// Throws `file` when it cannot be started or does not end well.
  public func open(_ file: String) async throws(NeuronError) {
    do {
      // SAFETY of the terminal: these three are lent, not given.
      let result = try await Subprocess.run(
        .path(FilePath(path)), arguments: Arguments(arguments + [file]),
        input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
        output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
        error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false))
      guard result.terminationStatus.isSuccess else { throw NeuronError.file(path: path, reason: tr("it failed")) }
    } catch let error as NeuronError {
      throw error
    } catch {
      throw .file(path: path, reason: tr("it cannot be started (%1$@)", "\(error)"))
    }
  }
}
