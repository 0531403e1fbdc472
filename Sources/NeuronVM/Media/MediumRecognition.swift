import FoundationEssentials
import MachineModel
import Text

/// Finds out what an image is: reads the few blocks that tell it, and asks libosinfo which system that is.
struct MediumRecognition: Sendable {
  let directories: Directories

  /// How long the reading of one image may take; a remote hypervisor answers some ten questions.
  static let limit = Duration.seconds(60)

  /// Recognises an image.
  ///
  /// - Parameter fetch: Reads a range of it; fewer bytes than asked for are its end.
  func recognise(
    size: UInt64, fetch: (Range<UInt64>) async throws(NeuronError) -> [UInt8]
  ) async throws(NeuronError) -> RecognisedMedium {
    let (content, head) = try await read(size, fetch)
    guard case .medium(let medium) = content, medium.isBootable, let head else {
      return RecognisedMedium(size: size, content: content, system: nil)
    }
    let osinfo = Osinfo(directories: directories)
    // The image of a Windows installation tells more than its volume's name, by which libosinfo takes 10 for 11.
    if case .windows(let windows) = medium.kind, let system = windows.system, !windows.isServer {
      let id = "http://microsoft.com/win/" + (system == .windows11 ? "11" : "10")
      return RecognisedMedium(size: size, content: content, system: osinfo.system(id: id))
    }
    return RecognisedMedium(
      size: size, content: content, system: await osinfo.system(onMediumWithHead: head, size: size))
  }

  private func read(
    _ size: UInt64, _ fetch: (Range<UInt64>) async throws(NeuronError) -> [UInt8]
  ) async throws(NeuronError) -> (RecognisedMedium.Content, head: [UInt8]?) {
    let end = ContinuousClock.now.advanced(by: Self.limit)
    var image = ImageBytes(size: size)
    var head: [UInt8]?
    while ContinuousClock.now < end {
      switch MediumReader(image).progress() {
      case .needs(let block):
        if Task.isCancelled { throw .cancelled }
        let bytes = try await fetch(image.range(ofBlock: block))
        if block == 0 { head = bytes }
        image.fill(block: block, with: bytes)
      case .medium(let medium): return (.medium(medium), head)
      case .notAnImage(let kind): return (.notAnImage(kind), head)
      }
    }
    return (.notAnImage(.unknown), head)
  }
}
