extension MessageCatalogue {
  /// Virtual networks, bridges and the firewall.
  static let networks: [KnownMessage] = [
    KnownMessage(
      "network.inactive", "network '{name}' is not active", "Network '{name}' is not active",
      cause: "The virtual network “%1$@” is not started.",
      consequence: "A machine with a card in it cannot start.",
      remedy: "Start it, and let it start with the computer from now on (virsh net-autostart):",
      command: "sudo virsh net-start {1}"),
    KnownMessage(
      "network.missing", "no network with matching name '{name}'",
      cause: "libvirt knows no network “%1$@”.",
      consequence: "A machine with a card in it cannot start.",
      remedy: "See which there are; the usual one comes from /usr/share/libvirt/networks/default.xml:",
      command: "sudo virsh net-list --all"),
    KnownMessage(
      "network.missing", "Network not found", libvirt: [43], cause: "libvirt knows no such network.",
      remedy: "See which there are:", command: "sudo virsh net-list --all"),
    KnownMessage(
      "network.notRunning", "Requested operation is not valid: network is not running",
      cause: "A virtual network of the machine is not started.",
      remedy: "See which it is, and start it with virsh net-start:", command: "sudo virsh net-list --all"),
    KnownMessage(
      "network.bridgeMissing", "Cannot get interface MTU on '{name}': No such device",
      "failed to get mtu of bridge `{name}': No such device",
      cause: "The bridge “%1$@” is not there.",
      consequence: "The machine cannot start.",
      remedy: "Make the bridge, or put the machine's card into another network. See which bridges there are:",
      command: "ip link show type bridge"),
    KnownMessage(
      "network.interfaceMissing", "Unable to get index for interface {name}",
      cause: "A network card of this computer that the machine uses is not there.",
      consequence: "The machine cannot start.",
      remedy: "Plug it in or choose another. See which there are:", command: "ip link"),
    KnownMessage(
      "network.addressTaken", "Network is already in use by interface {name}",
      cause: "The virtual network's addresses are in use already at “%1$@”.",
      consequence: "It cannot start. So it is inside a virtual machine whose host has the same network.",
      remedy: "Give it other addresses:", command: "sudo virsh net-edit default"),
    KnownMessage(
      "network.bridgeExists", "error creating bridge interface {name}: File exists",
      "bridge name '{name}' already in use",
      cause: "There is a bridge “%1$@” already, which libvirt did not make.",
      consequence: "The virtual network cannot start.",
      remedy: "Where it is a leftover that nothing uses, remove it:", command: "sudo ip link delete {1}"),
    KnownMessage(
      "network.bridgeForbidden", "error creating bridge interface {name}: Operation not permitted",
      "Unable to create bridge device: Operation not permitted",
      cause: "Only the system's libvirt may make a bridge, and this one runs as an ordinary user.",
      consequence: "The virtual network cannot start.",
      remedy: "Use qemu:///system, or give session machines the network “user”."),
    KnownMessage(
      "network.firewall", "Failed to apply firewall rules ",
      cause: "libvirt could not write the firewall rules of a virtual network.",
      consequence:
        "The network does not start; iptables and nftables do not agree, or the kernel's modules are missing.",
      remedy: "Restart the computer after a kernel update; else install iptables and restart libvirt:",
      command: "sudo systemctl restart libvirtd"),
    KnownMessage(
      "network.noFirewall", "Failed to initialize a valid firewall backend",
      cause: "libvirt finds neither iptables nor nftables.",
      consequence: "Virtual networks cannot start.",
      remedy: "Install iptables (or nftables for libvirt 10.4 and later), then restart libvirt:",
      command: "sudo systemctl restart libvirtd"),
    KnownMessage(
      "network.nameServerBusy", "failed to create listening socket for {name}: Address already in use",
      "failed to create listening socket for port {number}: Address already in use",
      cause: "Another name server listens at the address that the virtual network's own dnsmasq needs (%1$@).",
      consequence: "The virtual network cannot start.",
      remedy: "Let the other one leave libvirt's bridges alone (bind-interfaces), or stop it. This shows it:",
      command: "sudo ss -lntup sport = :53"),
    KnownMessage(
      "network.noDnsmasq", "Unable to find 'dnsmasq' binary in $PATH",
      cause: "dnsmasq, which gives addresses to machines, is not installed.",
      consequence: "Virtual networks cannot start.",
      remedy: "Install the package dnsmasq-base or dnsmasq, then restart libvirt:",
      command: "sudo systemctl restart libvirtd"),
    KnownMessage(
      "network.bridgeNotAllowed", "access denied by acl file", "failed to parse default acl file",
      cause: "QEMU's helper may not put an ordinary user's machine into that bridge.",
      consequence: "The machine cannot start.",
      remedy: "Allow it in /etc/qemu/bridge.conf with a line such as “allow br0”, or take the network “user”."),
    KnownMessage(
      "network.tapForbidden", "failed to create tun device: Operation not permitted",
      "could not open /dev/net/tun: Operation not permitted",
      "could not configure /dev/net/tun ({name}): Operation not permitted",
      "Unable to create tap device {name}: Operation not permitted",
      cause: "An ordinary user's QEMU may not make a network card of its own.",
      consequence: "The machine cannot start.",
      remedy: "Use qemu:///system, or give the machine the network “user”."),
    KnownMessage(
      "network.noTun", "could not open /dev/net/tun: No such device",
      cause: "The kernel's module “tun” is not loaded; after a kernel update it fits only after a restart.",
      consequence: "Machines get no network.",
      remedy: "Load it, or restart the computer:", command: "sudo modprobe tun"),
  ]
}
