import Glibc
import Libvirt
import TestSupport
import Testing

extension `A private session` {
  /// Each in a process and with a daemon of its own, which it may kill.
  @Suite(.serialized) struct `whose daemon` {
    @Test(.timeLimit(.minutes(3))) func `is killed ends its calls, and a new connection starts another`() async {
      await #expect(processExitsWith: .success) {
        PrivateSession.separate("killed")
        let connection = try await Connection.open("qemu:///session")
        let events = try await connection.domainEvents()
        async let reason = connection.closed()
        _ = try await connection.domains()
        #expect(PrivateSession.signalDaemon(SIGSTOP))
        let pending = Task { try await connection.domains() }
        #expect(PrivateSession.signalDaemon(SIGKILL))
        let error = await #expect(throws: LibvirtError.self) { _ = try await pending.value }
        #expect(error?.code == .connectionLost)
        let why = try await reason
        #expect(why != .client)
        #expect(!connection.isAlive)
        for await _ in events {}
        let later = await #expect(throws: LibvirtError.self) { _ = try await connection.domains() }
        #expect(later?.code == .connectionLost)
        await connection.close()

        // The dying daemon may hold its lock a little longer.
        let isServed = await eventually {
          guard let next = try? await Connection.open("qemu:///session") else { return false }
          let domains = try? await next.domains()
          await next.close()
          return domains == []
        }
        #expect(isServed)
        PrivateSession.signalDaemon(SIGTERM)
      }
    }

    @Test(.timeLimit(.minutes(3))) func `is killed and restarted leaves no descriptor and no thread`() async {
      await #expect(processExitsWith: .success) {
        PrivateSession.separate("again")
        try await Connection.open("qemu:///session").close()
        try await Task.sleep(for: .milliseconds(1))
        let before = ProcessUsage.now
        for _ in 0..<5 {
          let connection = try await Connection.open("qemu:///session")
          let events = try await connection.domainEvents()
          async let reason = connection.closed()
          let daemon = PrivateSession.daemonProcess
          #expect(PrivateSession.signalDaemon(SIGKILL))
          #expect(try await reason != .client)
          for await _ in events {}
          await connection.close()
          #expect(await eventually { daemon.map { kill($0, 0) } != 0 })
        }
        let isBack = await eventually {
          let now = ProcessUsage.now
          return now.descriptors <= before.descriptors && now.threads <= before.threads
        }
        #expect(isBack, "\(before) before, \(ProcessUsage.now) after")
        PrivateSession.signalDaemon(SIGTERM)
      }
    }

    @Test(.timeLimit(.minutes(3))) func `stops answering ends its calls by the keepalive, or by their deadline`() async
    {
      await #expect(processExitsWith: .success) {
        PrivateSession.separate("stopped")
        let connection = try await Connection.open(
          "qemu:///session", keepAlive: KeepAlive(interval: .seconds(1), count: 3))
        _ = try await connection.domains()
        try await Task.sleep(for: .milliseconds(1))
        let before = ProcessUsage.now
        #expect(PrivateSession.signalDaemon(SIGSTOP))
        let early = await #expect(throws: LibvirtError.self) {
          _ = try await connection.domains(deadline: .milliseconds(100))
        }
        #expect(early?.code == .deadlineExceeded)
        // Far more than fit on the connection's threads, to see that none is forgotten; none reaches its deadline.
        await withTaskGroup(of: LibvirtError.Code?.self) { group in
          for number in 0..<40 {
            group.addTask {
              let length: CallLength = number.isMultiple(of: 2) ? .quick : .long
              do throws(LibvirtError) {
                try await connection.withDomain(named: "nobody", length, deadline: .seconds(120)) { _ in }
                return nil
              } catch { return error.code }
            }
          }
          for await code in group { #expect(code == .connectionLost) }
        }
        #expect(try await connection.closed() != .client)
        await connection.close(deadline: .milliseconds(100))
        PrivateSession.signalDaemon(SIGCONT)
        let isBack = await eventually {
          let now = ProcessUsage.now
          return now.descriptors < before.descriptors && now.threads <= before.threads
        }
        #expect(isBack, "\(before) before, \(ProcessUsage.now) after")
        PrivateSession.signalDaemon(SIGTERM)
      }
    }

    @Test(.timeLimit(.minutes(3))) func `dies ends its streams`() async {
      await #expect(processExitsWith: .success) {
        let path = PrivateSession.separate("streams")
        let connection = try await Connection.open("qemu:///session")
        let pool = try await connection.defineStoragePool(
          "<pool type='dir'><name>images</name><target><path>\(path)/images</path></target></pool>")
        let stream = try await connection.withStoragePool(pool, .long) { pool throws(LibvirtError) in
          try pool.build()
          try pool.start()
          _ = try pool.createVolume("<volume><name>disk.img</name><capacity unit='MiB'>8</capacity></volume>")
          return try pool.withVolume(named: "disk.img") { volume throws(LibvirtError) in try volume.upload() }
        }
        try await stream.send([1, 2, 3], deadline: .seconds(30))
        // Nothing ever comes from an upload: this waits until the stream ends.
        let reader = Task { try await stream.receive() }
        #expect(PrivateSession.signalDaemon(SIGKILL))
        let error = await #expect(throws: LibvirtError.self) { _ = try await reader.value }
        #expect(error?.code == .connectionLost)
        await #expect(throws: LibvirtError.self) { try await stream.send([4], deadline: .seconds(30)) }
        await #expect(throws: LibvirtError.self) { try await stream.finish() }
        await connection.close()
      }
    }

    @Test(.timeLimit(.minutes(3))) func `is stopped holds one thread of all that open, and lets go of all after`() async
    {
      await #expect(processExitsWith: .success) {
        PrivateSession.separate("opening")
        try await Connection.open("qemu:///session").close()
        try await Task.sleep(for: .milliseconds(1))
        let before = ProcessUsage.now
        #expect(PrivateSession.signalDaemon(SIGSTOP))
        await withTaskGroup(of: LibvirtError.Code?.self) { group in
          for _ in 0..<50 {
            group.addTask {
              do throws(LibvirtError) {
                _ = try await Connection.open("qemu:///session", deadline: .milliseconds(300))
                return nil
              } catch { return error.code }
            }
          }
          for await code in group { #expect(code == .deadlineExceeded) }
        }
        // One in the open, one for the deadlines, and the runtime's own.
        let during = ProcessUsage.now
        #expect(during.threads <= before.threads + 2, "\(before) before, \(during) while it is stopped")
        #expect(during.descriptors <= before.descriptors + 4, "\(before) before, \(during) while it is stopped")

        async let waiting = Connection.open("qemu:///session", deadline: .seconds(60))
        #expect(PrivateSession.signalDaemon(SIGCONT))
        let connection = try await waiting
        #expect(try await connection.domains().isEmpty)
        await connection.close()
        let isBack = await eventually {
          let now = ProcessUsage.now
          return now.descriptors <= before.descriptors && now.threads <= before.threads
        }
        #expect(isBack, "\(before) before, \(ProcessUsage.now) after")
        PrivateSession.signalDaemon(SIGTERM)
      }
    }
  }
}
