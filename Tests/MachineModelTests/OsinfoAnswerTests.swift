import Testing
import XML

@testable import MachineModel

@Suite struct OsinfoAnswerTests {
  @Test func `the system and its processor are read from what osinfo-detect prints`() {
    let known = DetectedMedium(
      output: "Media is bootable.\nMedia is an installer for OS 'Microsoft Windows 11 (x86_64)'\n")
    #expect(known.system == "Microsoft Windows 11")
    #expect(known.architecture == .amd64)
    let live = DetectedMedium(
      output: "Media is bootable.\nMedia is live media for OS 'Fedora Linux 37 (aarch64, workstation)'\n")
    #expect(live.system == "Fedora Linux 37")
    #expect(live.architecture == .aarch64)
  }

  @Test(arguments: [
    "", "Media is bootable.", "Media is not bootable.\n", "Media is an installer for OS '",
    "Media is an installer for OS 'a", String(repeating: "x", count: 100_000),
    "Media is an installer for OS '" + String(repeating: "x", count: 1000) + "'",
  ])
  func `anything else is no system`(output: String) { #expect(DetectedMedium(output: output).system == nil) }

  @Test func `a document's place is found by its name, and no name leads elsewhere`() {
    #expect(KnownSystem.path(ofDocument: "http://microsoft.com/win/11") == "os/microsoft.com/win-11.xml")
    #expect(KnownSystem.path(ofDocument: "http://debian.org/debian/testing") == "os/debian.org/debian-testing.xml")
    for id in [
      "", "http://", "http://a", "http://a/../../etc/passwd", "http://a//b", "https://a/b", "http://a/.b", "http://ä/b",
      "http://a/b\u{0}", "http://a/" + String(repeating: "b", count: 300),
    ] {
      #expect(KnownSystem.path(ofDocument: id) == nil, "\(id)")
    }
  }

  @Test func `what a system needs is read for our processor, else for all`() throws {
    let system = try #require(
      KnownSystem(
        document: try Element(
          parsing: """
            <libosinfo><os id="http://debian.org/debian/11"><name>Debian 11</name><version>11</version>
            <family>linux</family><derives-from id="http://debian.org/debian/10"/>
            <resources arch="all"><minimum><ram>1073741824</ram><storage>10737418240</storage><n-cpus>1</n-cpus></minimum>
            <recommended><ram>much</ram><storage>-5</storage></recommended></resources></os></libosinfo>
            """)))
    #expect(system.name == "Debian 11")
    #expect(system.family == "linux")
    #expect(system.minimum?.memory == 1 << 30)
    #expect(system.minimum?.processors == 1)
    // What is no number is not told.
    #expect(system.recommended == SystemResources())
    #expect(KnownSystem(document: try Element(parsing: "<libosinfo/>")) == nil)
    #expect(KnownSystem(document: try Element(parsing: "<html/>")) == nil)
  }
}
