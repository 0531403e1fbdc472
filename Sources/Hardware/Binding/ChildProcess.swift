internal import CLinux
internal import Glibc

/// A child of this process.
struct ChildProcess {
  private let process: Int32

  /// - Parameter process: Its number.
  init(_ process: Int32) { self.process = process }

  /// Starts a program with a clean environment, without input, and its output thrown away; nil when that is impossible.
  init?(running command: [String]) {
    guard let path = command.first else { return nil }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor: CInt in 0...2 { posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0) }
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = [strdup("PATH=" + PrivilegedProcess.path), nil]
    defer { for text in arguments + variables { free(text) } }
    var process: pid_t = 0
    guard posix_spawn(&process, path, &actions, nil, &arguments, &variables) == 0 else { return nil }
    self.process = process
  }

  /// Waits for its end; the exit code (128 and more for a signal), or nil when it has not ended by then.
  func end(within limit: Duration) -> CInt? {
    let descriptor = open_process(process)
    guard descriptor >= 0 else { return reap() }
    defer { close(descriptor) }
    let deadline = ContinuousClock.now + limit
    while true {
      var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let left = max(.zero, ContinuousClock.now.duration(to: deadline))
      let answer = poll(&wait, 1, left.milliseconds)
      if answer > 0 { return reap() }
      if answer == 0 || (answer < 0 && errno != EINTR) { return nil }
    }
  }

  /// Ends it, as soon as the kernel lets it end.
  func kill() { Glibc.kill(process, SIGKILL) }

  private func reap() -> CInt {
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { return 255 }
    }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }
}

extension Duration {
  /// For `poll`: rounded up, so that nothing is waited for in haste.
  fileprivate var milliseconds: CInt {
    let (seconds, attoseconds) = components
    return CInt(clamping: seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
