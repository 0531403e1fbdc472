extension MessageCatalogue {
  /// libvirt itself, its rights and the way to it.
  static let daemon: [KnownMessage] = [
    KnownMessage(
      "libvirt.notRunning", "Failed to connect socket to '{path}': No such file or directory",
      "Failed to connect socket to '{path}': Connection refused",
      cause: "libvirt does not run on this computer: nobody listens at %1$@.",
      remedy: "Install libvirt where it is missing, then start it:", command: "sudo systemctl start libvirtd"),
    KnownMessage(
      "libvirt.socketForbidden", "Failed to connect socket to '{path}': Permission denied",
      cause: "You may not speak to libvirt: %1$@ is closed to you.",
      remedy: "Join the group libvirt, then log in again:", command: "sudo usermod -aG libvirt $USER"),
    KnownMessage(
      "libvirt.noLogDaemon", "Failed to connect socket to '{*}virtlogd-sock': No such file or directory",
      "Failed to connect socket to '{*}virtlogd-sock': Connection refused",
      "can't connect to virtlogd",
      cause: "virtlogd, which writes machines' logs, does not run.",
      consequence: "No machine can start.", remedy: "Start it:", command: "sudo systemctl restart virtlogd.socket"),
    KnownMessage(
      "libvirt.noPolkitAgent", "no polkit agent available to authenticate action '{name}'",
      "Authorization requires authentication but no agent is available", "no agent is available to authenticate",
      cause: "libvirt wants a password, and nothing on this desktop or terminal can ask for it.",
      remedy: "Join the group libvirt, then log in again; no password is needed then:",
      command: "sudo usermod -aG libvirt $USER"),
    KnownMessage(
      "libvirt.denied", "access denied by policy",
      cause: "The rules of this computer (polkit) do not let you manage machines.",
      remedy: "Join the group libvirt, then log in again:", command: "sudo usermod -aG libvirt $USER"),
    KnownMessage(
      "libvirt.readOnly", "read only access prevents {name}",
      cause: "This connection to libvirt may only look, not change.",
      remedy: "Use another address, such as qemu:///system."),
    KnownMessage(
      "libvirt.connectionLost", "End of file while reading data: Input/output error",
      "Cannot recv data: Connection reset by peer",
      cause: "The connection to libvirt broke: it was restarted, or it crashed.",
      remedy: "Try again; where it crashes, its log says why:", command: "sudo journalctl --unit libvirtd --since -1h"),
    KnownMessage(
      "ssh.hostKey", "Host key verification failed",
      cause: "ssh does not know the other computer's key, or it has changed.",
      consequence: "Nobody is connected to a computer that may be another than you think.",
      remedy: "Connect once with ssh by hand, and compare the key."),
    KnownMessage(
      "ssh.denied", "Permission denied (publickey",
      cause: "The other computer does not let you in by your ssh keys.",
      remedy: "Bring your key there with ssh-copy-id; libvirt cannot ask for a password here."),
    KnownMessage(
      "ssh.unknownHost", "Could not resolve hostname {name}:",
      cause: "There is no computer of the name “%1$@”.", remedy: "Correct the name in the address."),
    KnownMessage(
      "ssh.unreachable", "connect to host {name} port {number}: Connection refused",
      "connect to host {name} port {number}: No route to host",
      "connect to host {name} port {number}: Connection timed out",
      cause: "The computer %1$@ does not answer at ssh's port %2$@.",
      remedy: "Look whether it is on, and lets ssh in: libvirt goes the same way as ssh does."),
    KnownMessage(
      "libvirt.notSupported", "this function is not supported by the connection driver",
      "unknown procedure: {number}",
      cause: "The libvirt there is too old for this, or this kind of hypervisor cannot do it.",
      remedy: "Update libvirt there; neuron-vm host check names its version."),
    KnownMessage(
      "libvirt.appArmorProfile", "cannot load AppArmor profile '{name}'", "cannot update AppArmor profile '{name}'",
      cause: "AppArmor refused the rules that libvirt made for the machine.",
      consequence: "The machine cannot start. Odd names of machines or files, and old rules after an update, do that.",
      remedy: "Load the rules anew:", command: "sudo systemctl reload apparmor"),
    KnownMessage(
      "libvirt.selinux", "unable to set SELinux security context '{name}' for '{path}'",
      "unable to set security context '{name}' on '{path}'",
      cause: "SELinux's label of %2$@ could not be set; network drives and FAT cannot hold one.",
      consequence: "The machine cannot start.",
      remedy:
        "Move the file to a storage pool on a local file system, or allow virt_use_nfs, virt_use_samba or virt_use_fusefs."
    ),
    KnownMessage(
      "libvirt.cgroup", "Unable to write to '/sys/fs/cgroup{path}': ",
      cause: "libvirt may not limit the machine's processors or memory (%1$@).",
      consequence: "The machine cannot start; so it is in containers and where systemd and libvirt do not agree.",
      remedy: "Restart libvirt; in a container, remove pinning and limits from the definition:",
      command: "sudo systemctl restart libvirtd"),
  ]
}
