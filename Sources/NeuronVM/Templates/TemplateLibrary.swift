import FoundationEssentials
public import MachineModel
import Text

/// The templates that can be chosen by name: the user's own first, then the system's.
public struct TemplateLibrary: Sendable {
  private let userFolder: String
  private let systemFolders: [String]

  /// The library of these directories.
  public init(_ directories: Directories = .current) {
    userFolder = directories.userTemplates
    systemFolders = directories.systemTemplates
  }

  /// One template that can be chosen.
  public struct Entry: Sendable, Hashable {
    /// The name to choose it by.
    public let name: String
    /// The file.
    public let path: String
    /// Whether it is the user's own.
    public let isUsers: Bool
  }

  /// All templates, by name; a user's own template hides the system's of the same name.
  public func entries() -> [Entry] {
    var found: [String: Entry] = [:]
    for (folder, isUsers) in folders.reversed() {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasSuffix(".xml") {
        let title = String(name.dropLast(4))
        found[title] = Entry(name: title, path: folder + "/" + name, isUsers: isUsers)
      }
    }
    return found.values.sorted { $0.name < $1.name }
  }

  /// Reads a template by its name.
  public func template(named name: String) throws(NeuronError) -> DomainTemplate {
    let entries = entries()
    guard let entry = entries.first(where: { $0.name == name }) else {
      throw .templateNotFound(name, known: entries.map(\.name))
    }
    return try template(at: entry.path)
  }

  /// Reads a template from a file.
  public func template(at path: String) throws(NeuronError) -> DomainTemplate {
    let text = try text(at: path)
    do {
      return try DomainTemplate(parsing: text, named: Self.name(of: path))
    } catch {
      throw .refused(Self.problems(error))
    }
  }

  /// Everything that is wrong with the template in a file; empty when it can be used.
  public func problems(inFile path: String) throws(NeuronError) -> [Problem] {
    let text = try text(at: path)
    do {
      _ = try DomainTemplate(parsing: text, named: Self.name(of: path))
      return []
    } catch {
      return Self.problems(error)
    }
  }

  /// The text of a template's file.
  public func text(at path: String) throws(NeuronError) -> String {
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      if [.fileReadNoSuchFile, .fileNoSuchFile].contains((error as? CocoaError)?.code) { throw .fileNotFound(path) }
      throw .file(path: path, reason: Self.words(error))
    }
  }

  private static func problems(_ error: TemplateError) -> [Problem] {
    error.faults.map { Problem(code: "template.fault", message: "\(error.template): \($0)") }
  }

  private static func name(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.hasSuffix(".xml") ? String(file.dropLast(4)) : file
  }

  private static func words(_ error: any Error) -> String {
    switch (error as? CocoaError)?.code {
    case .fileReadNoPermission: tr("it may not be read")
    case .fileReadInapplicableStringEncoding, .fileReadCorruptFile: tr("it is not text in UTF-8")
    default: tr("it cannot be read")
    }
  }

  private var folders: [(String, Bool)] { [(userFolder, true)] + systemFolders.map { ($0, false) } }
}
