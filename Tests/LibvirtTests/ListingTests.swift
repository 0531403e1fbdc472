import FoundationEssentials
import Glibc
import Libvirt
import TestSupport
import Testing

extension `A private session` {
  @Suite(.serialized) struct `when its machines are listed` {
    /// In a process of its own, because libvirt reads once where it shall write its log.
    @Test(.timeLimit(.minutes(3))) func `is asked as often for thirty machines as for one`() async {
      await #expect(processExitsWith: .success) {
        let log = PrivateSession.separate("listing") + "/log"
        setenv("LIBVIRT_DEBUG", "1", 1)
        setenv("LIBVIRT_LOG_FILTERS", "1:rpc", 1)
        setenv("LIBVIRT_LOG_OUTPUTS", "1:file:" + log, 1)
        /// The calls of one listing, as libvirt's own log tells them.
        func calls(_ connection: Connection, machines: Int) async throws -> Int {
          let before = try String(contentsOfFile: log, encoding: .utf8).utf8.count
          #expect(try await connection.domains().count == machines)
          let new = try String(contentsOfFile: log, encoding: .utf8).utf8.dropFirst(before)
          return Substring(new).split(separator: "\n").count { $0.contains("RPC_CLIENT_MSG_TX_QUEUE") }
        }

        let connection = try await Connection.open("qemu:///session")
        _ = try await QEMUMachine(on: connection)
        let one = try await calls(connection, machines: 1)
        #expect(one == 1)
        for _ in 1..<30 { _ = try await QEMUMachine(on: connection) }
        #expect(try await calls(connection, machines: 30) == one)
        await connection.close()
        PrivateSession.signalDaemon(SIGTERM)
      }
    }
  }
}
