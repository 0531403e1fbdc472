import NeuronVM
import Testing

@Suite struct ConnectionChoiceTests {
  @Test func `the first that is named counts`() {
    let environment = ["NEURON_VM_CONNECT": "qemu:///session", "LIBVIRT_DEFAULT_URI": "test:///default"]
    #expect(ConnectionChoice(named: "xen:///", environment: environment).uri == "xen:///")
    #expect(ConnectionChoice(named: nil, environment: environment).uri == "qemu:///session")
    #expect(
      ConnectionChoice(named: nil, environment: ["LIBVIRT_DEFAULT_URI": "test:///default"]).uri == "test:///default")
    #expect(ConnectionChoice(named: nil, environment: [:]).uri == "qemu:///system")
  }

  @Test func `an empty name is none`() {
    #expect(ConnectionChoice(named: "", environment: ["NEURON_VM_CONNECT": ""]).uri == "qemu:///system")
  }

  @Test(arguments: [
    ("qemu:///system", true), ("qemu:///session", true), ("qemu+unix:///system", true), ("test:///default", true),
    ("qemu+ssh://host/system", false), ("qemu://host/system", false), ("qemu+ssh:///system", false),
    ("qemu+tcp://127.0.0.1/system", false), ("qemu+unix:///system?socket=/tmp/s", true), ("nonsense", false),
  ])
  func `only a hypervisor of this computer is local`(uri: String, isLocal: Bool) {
    #expect(ConnectionChoice(named: uri, environment: [:]).isLocal == isLocal)
  }

  @Test(arguments: [
    ("qemu:///session", true), ("qemu:///session?keyfile=x", true), ("qemu+ssh://me@host:22/session", true),
    ("qemu:///system", false), ("qemu:///system?name=/session", false), ("test:///default", false),
  ])
  func `a session is told by its path`(uri: String, isSession: Bool) {
    #expect(ConnectionChoice(named: uri, environment: [:]).isSession == isSession)
  }
}
