import FoundationEssentials
import MachineModel
import Text

extension Hypervisor {
  /// Decides how a file becomes a machine; nothing is changed.
  ///
  /// Throws `refused` with everything that stands in the way.
  public func plan(_ request: ImportRequest) async throws(NeuronError) -> CreationPlan {
    let path =
      request.path.hasPrefix("/") ? request.path : FileManager.default.currentDirectoryPath + "/" + request.path
    let file = try await ImportedFile(path: path, staging: directories.cache)
    if case .export(let manifest, let definition) = file.kind {
      return try await plan(request, file, manifest, definition)
    }
    return try await plan(request, file)
  }

  /// A machine around disks: made from a template, as `create` does it.
  private func plan(_ request: ImportRequest, _ file: ImportedFile) async throws(NeuronError) -> CreationPlan {
    var description: OVFDescription?
    if case .appliance(let found) = file.kind { description = found }
    let guess = try await guess(for: file, description)
    let template = request.template ?? guess.template
    var wishes = CreationRequest(name: request.name ?? name(for: file, description), template: template)
    wishes.templateIsFile = template.contains("/") || template.hasSuffix(".xml")
    wishes.memory = request.memory ?? description?.memory.map { "\($0.mebibytes)M" }
    wishes.processors = request.processors ?? description?.processors
    // Without a word on its network a machine that had none gets none.
    wishes.network = request.network ?? (description?.networkCards == 0 ? "none" : nil)
    wishes.networkCards = min(description?.networkCards ?? 1, Self.mostNetworkCards)
    wishes.pool = request.pool
    wishes.acceleration = request.acceleration
    wishes.images = file.images
    wishes.starts = request.starts
    let library = TemplateLibrary(directories)
    let found =
      wishes.templateIsFile ? try library.template(at: template) : try library.template(named: template)
    if found.system.isWindows, guess.firmware == .bios, request.template == nil {
      throw .refused([
        Problem(
          code: "firmware.bios",
          message: tr("This Windows starts with BIOS, and machines with Windows are made with UEFI here."),
          remedy: tr(
            "Convert it where it runs: mbr2gpt /convert /allowFullOS – or choose a template of your own with --template FILE."
          ))
      ])
    }
    if !found.system.isWindows { wishes.firmware = guess.firmware }
    let plan = try await plan(wishes)
    let reasons = guess.reasons.joined(separator: "; ")
    let choice =
      request.template == nil
      ? [
        tr(
          "The template is “%1$@”, starting with %2$@: %3$@.", template, guess.firmware == .uefi ? "UEFI" : "BIOS",
          reasons)
      ] : []
    var checked = plan.verifying(file.checked, warnings: file.warnings)
    checked.remarks = choice + networkRemarks(description, request)
    return checked
  }

  /// The most network cards that the other programs give a machine.
  private static let mostNetworkCards = 10

  private func networkRemarks(_ description: OVFDescription?, _ request: ImportRequest) -> [String] {
    guard let count = description?.networkCards, request.network != "none" else { return [] }
    switch count {
    case 0:
      return request.network == nil ? [tr("It gets no network card, because it had none: --network gives it one.")] : []
    case 1: return []
    case ...Self.mostNetworkCards:
      return [tr("It gets %1$@ network cards, as many as it had, with new addresses.", count)]
    default:
      return [
        tr("It gets %1$@ network cards with new addresses, of the %2$@ that it had.", Self.mostNetworkCards, count)
      ]
    }
  }

  private func guess(
    for file: ImportedFile, _ description: OVFDescription?
  ) async throws(NeuronError) -> TemplateGuess {
    guard let first = file.images.first else { return TemplateGuess(layout: DiskLayout([])) }
    let layout = try await PartReader.layout(of: first, staging: directories.cache)
    return TemplateGuess(layout: layout, declared: description?.system, declaredFirmware: description?.firmware)
  }

  /// A name from the OVF or the file's, of what a name may hold.
  private func name(for file: ImportedFile, _ description: OVFDescription?) -> String {
    let last = file.path.split(separator: "/").last.map(String.init) ?? "machine"
    let stem = last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last
    return MachineName.like(description?.name ?? stem)
  }
}

extension CreationPlan {
  /// The same plan, which compares checksums before anything is made.
  func verifying(_ parts: [CheckedPart], warnings more: [String]) -> CreationPlan {
    CreationPlan(
      name: name, id: id, xml: xml, steps: (parts.isEmpty ? [] : [.verify(parts)]) + steps, warnings: more + warnings,
      isFromTemplate: isFromTemplate)
  }
}

extension MachineName {
  /// A text as a name: what a name may not hold becomes a hyphen.
  static func like(_ text: String) -> String {
    var name = ""
    for character in text.prefix(80) {
      let isFine = (try? MachineName(parsing: "a\(character)a")) != nil
      name.append(isFine ? character : "-")
    }
    while let first = name.first, "-. ".contains(first) { name.removeFirst() }
    while name.last == " " { name.removeLast() }
    return name.isEmpty ? "machine" : name
  }
}
