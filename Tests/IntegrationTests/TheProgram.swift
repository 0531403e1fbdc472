import TestSupport
import Testing

/// Tests that run the built program against a real libvirtd with real QEMU, as a user does.
///
/// Each has a hypervisor of its own and may break it.
@Suite(.serialized, .enabled(if: PrivateSession.isAvailable, "run by scripts/private-session"), .timeLimit(.minutes(5)))
enum `The program` {}
