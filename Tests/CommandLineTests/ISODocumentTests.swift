import Foundation
import MachineModel
import TestSupport
import Testing
import XML

@testable import NeuronVM
@testable import neuron_vm

@Suite struct ISODocumentTests {
  private static let system = KnownSystem(document: documented)
  private static let documented = Element("libosinfo") {
    Element("os", ["id": "http://microsoft.com/win/11"]) {
      Element("name") { "Microsoft Windows 11" }
      Element("version") { "11.0" }
      Element("resources", ["arch": "all"]) {
        for name in ["minimum", "recommended"] {
          Element(name) {
            Element("ram") { "4294967296" }
            Element("storage") { "68719476736" }
            Element("n-cpus") { "2" }
          }
        }
      }
    }
  }

  private func record(
    _ iso: StandInISO?, cutOffBy missing: Int = 0, unfinished: ISORecord.Unfinished? = nil
  ) -> ISORecord {
    let bytes = iso.map { Array($0.bytes.dropLast(missing)) } ?? Array("<html>".utf8)
    let content: RecognisedMedium.Content =
      switch MediumReader(ImageBytes(whole: bytes)).progress() {
      case .medium(let medium): .medium(medium)
      case .notAnImage(let kind): .notAnImage(kind)
      case .needs: .notAnImage(.unknown)
      }
    return ISORecord(
      name: "a.iso", pool: "isos", path: "/isos/a.iso", size: UInt64(bytes.count), isOurs: true, unfinished: unfinished,
      checksum: unfinished == nil ? String(repeating: "0", count: 64) : nil,
      recognised: unfinished == nil
        ? RecognisedMedium(size: UInt64(bytes.count), content: content, system: iso == nil ? nil : Self.system) : nil)
  }

  @Test func `what is told of an ISO is documented`() throws {
    let expected = JSONDocumentTests.shape(try JSONDocumentTests.example(under: "neuron-vm iso list --json"))
    var large = StandInISO.linux
    large.files["pool/a"] = [UInt8](repeating: 1, count: 1 << 20)
    let records = [
      record(.windows()), record(.virtioDrivers), record(large, cutOffBy: 1 << 20), record(nil),
      record(nil, unfinished: .init(total: 5, isUnderWay: false)),
    ]
    var printed: Set<String> = []
    for record in records {
      let json = Output.json([ISOFileRecord(record)])
      printed.formUnion(JSONDocumentTests.shape(try JSONSerialization.jsonObject(with: Data(json.utf8))))
    }
    // Empty lists say nothing of what would be in them.
    #expect(printed.filter { !$0.hasSuffix("[]") } == expected)
  }

  @Test func `an addition is the ISO and whether it was copied`() throws {
    let addition = ISOAddition(iso: record(.linux), wasCopied: true, resumedAt: 5)
    let json = Output.json(ISOAdditionRecord(addition))
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(
      object["copied"] as? Bool == true && object["resumedAtBytes"] as? Int == 5 && object["name"] as? String == "a.iso"
    )
  }

  @Test func `what an addition came to is told in words`() {
    let copied = ISOReport.lines(ISOAddition(iso: record(.windows()), wasCopied: true, resumedAt: 3 << 20))
    #expect(copied.contains("“a.iso” is added; 3 MiB had been copied before."))
    #expect(copied.contains("A machine for it should have 4 GiB of memory, 64 GiB of disk space, 2 processors."))
    #expect(copied.contains { $0.hasPrefix("Template: windows11-basic. ") })
    let same = ISOReport.lines(ISOAddition(iso: record(.linux), wasCopied: false, resumedAt: 0))
    #expect(same.first == "The same content is there already, as “a.iso” in the storage pool “isos”.")
  }
}
