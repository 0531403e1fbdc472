import FoundationEssentials
import MachineModel
import TestSupport
import Testing

@testable import NeuronVM

@Suite struct RecognisedMediumTests {
  private func recognised(_ bytes: [UInt8]) -> RecognisedMedium {
    let content: RecognisedMedium.Content =
      switch MediumReader(ImageBytes(whole: bytes)).progress() {
      case .medium(let medium): .medium(medium)
      case .notAnImage(let kind): .notAnImage(kind)
      case .needs: .notAnImage(.unknown)
      }
    return RecognisedMedium(size: UInt64(bytes.count), content: content, system: nil)
  }

  private func codes(_ bytes: [UInt8], _ purpose: RecognisedMedium.Purpose) -> [String] {
    recognised(bytes).problems(for: purpose, name: "a.iso").map(\.code)
  }

  @Test func `each medium is good for its own purpose`() {
    #expect(codes(StandInISO.windows().bytes, .installation).isEmpty)
    #expect(codes(StandInISO.linux.bytes, .installation).isEmpty)
    #expect(codes(StandInISO.virtioDrivers.bytes, .drivers).isEmpty)
    #expect(codes(StandInISO.virtioDrivers.bytes, .drive).isEmpty)
    #expect(codes(StandInISO.virtioDrivers.bytes, .installation) == ["iso.drivers"])
    #expect(codes(StandInISO.linux.bytes, .drivers) == ["driversISO.kind"])
    #expect(codes(StandInISO.windows(architecture: 12).bytes, .installation) == ["iso.architecture"])
    #expect(codes(StandInISO.windows(architecture: 12).bytes, .drive).isEmpty)
    var data = StandInISO(label: "PHOTOS", files: ["a.jpg": [1]])
    data.platforms = []
    #expect(codes(data.bytes, .installation) == ["iso.notBootable"])
    #expect(codes(Array("<html>".utf8), .drive) == ["iso.kind"])
  }

  @Test func `a web page is refused in those words`() {
    let problem = recognised(Array("<!doctype html>".utf8)).problems(for: .drive, name: "virtio-win.iso").first
    #expect(problem?.message == "“virtio-win.iso” is no ISO image: it is a web page (HTML).")
  }

  @Test(arguments: ImageKind.allCases) func `whatever it is instead, is said`(kind: ImageKind) {
    let medium = RecognisedMedium(size: 1, content: .notAnImage(kind), system: nil)
    #expect(medium.problems(for: .drive, name: "a b.iso").count == 1)
    #expect(!kind.title.isEmpty)
    #expect(medium.problems(for: .drive, name: "a b.iso").first?.remedy?.contains(" a b.iso") != true)
  }

  @Test(arguments: [
    (22631, GuestSystem.windows11, true), (22631, .windows10, false), (22631, .linux, false),
    (19045, .windows10, true), (19045, .windows11, false), (7601, .windows10, true), (7601, .linux, false),
  ])
  func `an unlikely template is told of`(build: Int, system: GuestSystem, isRight: Bool) {
    let medium = recognised(StandInISO.windows(build: build).bytes)
    #expect(medium.warnings(for: system, name: "win.iso").isEmpty == isRight)
  }

  @Test func `drivers that a Windows needs and the medium lacks are told of`() {
    var iso = StandInISO.virtioDrivers
    iso.files = iso.files.filter { !$0.key.contains("w11") }
    let medium = recognised(iso.bytes)
    #expect(medium.warnings(for: .windows10, isDrivers: true, name: "v.iso").isEmpty)
    #expect(
      medium.warnings(for: .windows11, isDrivers: true, name: "v.iso") == ["“v.iso” has no drivers for Windows 11."])
  }

  @Test func `each medium gets the template that fits, with the reason`() {
    #expect(TemplateAdvice(recognised(StandInISO.windows().bytes)).template == "windows11-basic")
    #expect(TemplateAdvice(recognised(StandInISO.windows(build: 19045).bytes)).template == "windows10-basic")
    #expect(TemplateAdvice(recognised(StandInISO.windows(build: 7601).bytes)).template == nil)
    #expect(TemplateAdvice(recognised(StandInISO.windows(architecture: 12).bytes)).template == nil)
    #expect(TemplateAdvice(recognised(StandInISO.linux.bytes)).template == "linux")
    #expect(TemplateAdvice(recognised(StandInISO.virtioDrivers.bytes)).template == nil)
    #expect(TemplateAdvice(recognised([])).reason == "It is no ISO image.")
  }

  @Test func `libosinfo tells what it knows, and a made-up medium comes to an end`() async throws {
    let folder = try TemporaryDirectory()
    let directories = Directories(
      environment: ["HOME": folder.path, "XDG_CACHE_HOME": folder.path("cache")], executable: "/usr/bin/neuron-vm")
    var iso = StandInISO.linux
    iso.label = "Debian 11.5.0 amd64 n"
    for iso in [iso, .windows(), .windows(build: 19045)] {
      let bytes = iso.bytes
      let found = try await MediumRecognition(directories: directories).recognise(size: UInt64(bytes.count)) { range in
        Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)])
      }
      guard let system = found.system else { continue }
      #expect(["Debian 11", "Microsoft Windows 11", "Microsoft Windows 10"].contains(system.name))
      #expect((system.recommended ?? system.minimum)?.memory ?? 0 >= 1 << 30)
    }
    // Nothing of what the tools were given stays.
    let left = (try? FileManager.default.contentsOfDirectory(atPath: folder.path("cache/neuron-vm"))) ?? []
    #expect(left.allSatisfy { $0.hasSuffix(".json") }, "\(left)")
  }
}
