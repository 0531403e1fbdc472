import TestSupport
import Testing

/// Tests on a real libvirtd with real QEMU, run by `scripts/private-session`; one after the other, they are heavy.
@Suite(.serialized, .enabled(if: PrivateSession.isAvailable, "run by scripts/private-session"))
enum `A private session` {}
