import MachineModel
import Text

/// The media that a creation names: found, recognised and judged before anything is touched.
struct CreationMedia: Sendable {
  /// The request with the places of the media instead of their names.
  private(set) var request: CreationRequest
  private(set) var problems: [Problem] = []
  private(set) var warnings: [String] = []
  /// The media of which all is said already.
  private(set) var judged: Set<TemplateVariable> = []

  /// Looks at the media of a request.
  init(
    _ request: CreationRequest, for system: GuestSystem, at hypervisor: Hypervisor
  ) async throws(NeuronError) {
    self.request = request
    // An empty path is the mistake of a script, and is told as such further on.
    if let text = request.iso, !text.isEmpty {
      let medium = try await hypervisor.medium(text)
      self.request.iso = medium.path
      problems += medium.problems(for: .installation)
      if medium.isInPool || !medium.problems(for: .drive).isEmpty { judged.insert(.isoPath) }
      warnings += medium.recognised?.warnings(for: system, name: text) ?? []
    }
    if let text = request.driversISO, !text.isEmpty {
      let medium = try await hypervisor.medium(text)
      self.request.driversISO = medium.path
      problems += medium.problems(for: .drivers)
      if medium.isInPool || !medium.problems(for: .drive).isEmpty { judged.insert(.driversISOPath) }
      warnings += medium.recognised?.warnings(for: system, isDrivers: true, name: text) ?? []
    }
  }
}
