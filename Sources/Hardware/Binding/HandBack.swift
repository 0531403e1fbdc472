import Glibc
public import MachineModel

/// Has somebody see to it that devices have come back from a machine, while libvirt, which tells of the end, goes on.
public enum HandBack {
  private static let systemctl = ["/usr/bin/systemctl", "/bin/systemctl"]

  /// Starts the unit `neuron-vm-return@ADDRESS` for each device, and waits for none of them.
  ///
  /// Nothing happens on a computer without systemd.
  public static func begin(_ devices: [GivenDevice]) {
    guard let program = systemctl.first(where: { access($0, X_OK) == 0 }), access("/run/systemd/system", F_OK) == 0,
      !devices.isEmpty
    else { return }
    let units = devices.map { "neuron-vm-return@\($0.address).service" }
    let child = ChildProcess(running: [program, "--no-block", "--quiet", "start"] + units)
    // It only hands the wish over; a system manager that does not answer is not waited for.
    if let child, child.end(within: .seconds(10)) == nil { child.kill() }
  }
}
