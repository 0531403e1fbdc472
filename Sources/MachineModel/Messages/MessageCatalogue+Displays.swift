extension MessageCatalogue {
  /// Screens: SPICE, VNC, OpenGL, Looking Glass.
  static let displays: [KnownMessage] = [
    KnownMessage(
      "display.noOpenGL", "egl: eglInitialize failed", "egl: no drm render node available",
      "Failed to initialize EGL render node for SPICE GL", "egl: render node init failed", "egl: eglGetDisplay failed",
      "OpenGL is not supported by the display", "cannot open directory '/dev/dri'",
      cause:
        "QEMU cannot use OpenGL on this computer: there is no graphics card it can draw with, or NVIDIA's driver is in the way.",
      consequence: "The machine cannot start.",
      remedy: "Switch off 3D acceleration (gl) in the machine's display, or name a render node of another card."),
    KnownMessage(
      "display.noSpice", "not supported without spice graphics", "spicevmc not supported in this QEMU binary",
      "spice graphics are not supported with this QEMU", "graphics are not supported with this QEMU",
      cause: "The machine uses SPICE, which this computer's QEMU does not have.",
      consequence: "The machine cannot start. Newer systems leave SPICE out.",
      remedy: "Replace the SPICE display by VNC, and remove devices of the type spicevmc from the definition."),
    KnownMessage(
      "display.noSpiceOpenGL", "This QEMU doesn't support spice OpenGL",
      cause: "This QEMU has SPICE without OpenGL.",
      consequence: "The machine cannot start.", remedy: "Switch off 3D acceleration (gl) in the machine's display."),
    KnownMessage(
      "display.modelUnknown", "domain configuration does not support video model '{name}'",
      cause: "This QEMU does not have the graphics card “%1$@”.",
      consequence: "The machine cannot start.",
      remedy: "Install the package of QEMU that has it, or take the model virtio or vga."),
    KnownMessage(
      "display.portTaken", "Failed to find an available port: Address already in use",
      "Failed to start VNC server: Failed to bind socket: Address already in use", "binding socket to {name} failed",
      "inet_listen_opts: bind({*}): Address already in use", "failed to initialize spice server",
      cause: "Another program listens at the port that the machine's screen should have.",
      consequence: "The machine cannot start.",
      remedy: "Let libvirt choose the port (autoport='yes' in the display), or end the other program. This shows it:",
      command: "sudo ss -lntp"),
    KnownMessage(
      "display.portsUsedUp", "Unable to find an unused port in range '{name}' ({name})",
      cause: "Every port for screens (%2$@) is in use.",
      consequence: "The machine cannot start.",
      remedy: "Shut down a machine, or widen the range in /etc/libvirt/qemu.conf."),
    KnownMessage(
      "display.addressUnknown", "Failed to bind socket: Cannot assign requested address",
      cause: "The machine's screen should be offered at an address that this computer does not have.",
      consequence: "The machine cannot start.",
      remedy: "Correct the address the display listens at; 127.0.0.1 is always there. See which there are:",
      command: "ip address"),
    KnownMessage(
      "display.shaderCache", as: .harmless, "Failed to create {path} for shader cache (Permission denied)---disabling",
      cause: "Mesa keeps no drawing programs between two starts, because QEMU's user has no home directory."),
    KnownMessage(
      "lookingGlass.memoryUnreadable", "Failed to open: /dev/shm/looking-glass",
      "Failed to open the shared memory file: /dev/shm/looking-glass",
      "Failed to map the shared memory file: /dev/shm/looking-glass",
      cause: "The Looking Glass client may not open the machine's shared memory in /dev/shm.",
      consequence: "There is no picture.",
      remedy:
        "The file must belong to your user and QEMU's group before the machine starts: a line for it in /etc/tmpfiles.d does that."
    ),
  ]
}
