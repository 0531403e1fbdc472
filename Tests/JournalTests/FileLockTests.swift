import Glibc
import TestSupport
import Testing

@testable import Journal

@Suite struct FileLockTests {
  let directory: TemporaryDirectory
  let path: String

  init() throws {
    directory = try TemporaryDirectory()
    path = directory.path("locks/here/machine.lock")
  }

  @Test func `one owner keeps all others out, and is named to them`() async throws {
    let first = try #require(try await FileLock.take(path, for: "set the memory", within: .zero))
    #expect(try await FileLock.take(path, for: "rename it", within: .milliseconds(50)) == nil)
    #expect(FileLock.holder(of: path)?.title == "set the memory")
    #expect(FileLock.holder(of: path)?.process == getpid())
    first.release()
    #expect(access(path, F_OK) != 0, "a released lock leaves no file")
    #expect(FileLock.holder(of: path) == nil)
    let second = try #require(try await FileLock.take(path, for: "rename it", within: .zero))
    second.release()
    second.release()
  }

  @Test func `who waits gets it when it is free`() async throws {
    let first = try #require(try await FileLock.take(path, for: "first", within: .zero))
    async let second = FileLock.take(path, for: "second", within: .seconds(60))
    try await Task.sleep(for: .milliseconds(60))
    first.release()
    let lock = try #require(try await second)
    #expect(FileLock.holder(of: path)?.title == "second")
    lock.release()
  }

  @Test func `many take turns, and never two at once`() async throws {
    let inside = Counter()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask { [path] in
          for _ in 0..<5 {
            let lock = try #require(try await FileLock.take(path, for: "\(number)", within: .seconds(60)))
            #expect(await inside.enter() == 1)
            await Task.yield()
            await inside.leave()
            lock.release()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(access(path, F_OK) != 0)
  }

  @Test func `the file of an owner that died is no lock`() async throws {
    let lock = try #require(try await FileLock.take(path, for: "dies", within: .zero))
    lock.release()
    let file: UnsafeMutablePointer<FILE> = fopen(path, "w")
    fputs("{\"process\":1,\"title\":\"died\"}", file)
    fclose(file)
    let next = try #require(try await FileLock.take(path, for: "next", within: .zero))
    #expect(FileLock.holder(of: path)?.title == "next")
    try FileLock.removeAbandoned(in: StateFolder(directory.path("locks/here")))
    #expect(access(path, F_OK) == 0, "it has an owner")
    next.release()
    fclose(fopen(path, "w"))
    try FileLock.removeAbandoned(in: StateFolder(directory.path("locks/here")))
    #expect(access(path, F_OK) != 0)
  }

  @Test func `a cancelled wait ends without it`() async throws {
    let lock = try #require(try await FileLock.take(path, for: "first", within: .zero))
    let waiter = Task { [path] in try await FileLock.take(path, for: "second", within: .seconds(600)) == nil }
    waiter.cancel()
    #expect(try await waiter.value)
    lock.release()
  }

  private actor Counter {
    private var count = 0

    func enter() -> Int {
      count += 1
      return count
    }

    func leave() { count -= 1 }
  }
}
