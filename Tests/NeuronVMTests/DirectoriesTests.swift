import NeuronVM
import Testing

@Suite struct DirectoriesTests {
  @Test func `without variables everything is below the home folder`() {
    let directories = Directories(environment: ["HOME": "/home/ann"], executable: "/usr/bin/neuron-vm")
    #expect(directories.state == "/home/ann/.local/state/neuron-vm")
    #expect(directories.cache == "/home/ann/.cache/neuron-vm")
    #expect(directories.userTemplates == "/home/ann/.config/neuron-os/templates")
  }

  @Test func `a relative path in a variable does not count`() {
    let environment = ["HOME": "/home/ann", "XDG_STATE_HOME": "state", "XDG_CACHE_HOME": "/var/cache/ann"]
    let directories = Directories(environment: environment, executable: "/usr/bin/neuron-vm")
    #expect(directories.state == "/home/ann/.local/state/neuron-vm")
    #expect(directories.cache == "/var/cache/ann/neuron-vm")
  }

  @Test func `templates of an installation beside the program come before the system's`() {
    let directories = Directories(environment: [:], executable: "/opt/neuron/bin/neuron-vm")
    #expect(directories.systemTemplates == ["/opt/neuron/share/neuron-os/templates", "/usr/share/neuron-os/templates"])
  }

  @Test func `a program in a build folder finds its checkout's templates`() {
    let executable = "/home/ann/src/.build/x86_64-unknown-linux-gnu/debug/neuron-vm"
    let directories = Directories(environment: [:], executable: executable)
    #expect(directories.systemTemplates.first == "/home/ann/src/Templates")
  }
}
