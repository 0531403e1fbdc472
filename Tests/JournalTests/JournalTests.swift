import Glibc
import TestSupport
import Testing

@testable import Journal

@Suite struct JournalTests {
  let directory: TemporaryDirectory
  let journal: Journal<String>

  init() throws {
    directory = try TemporaryDirectory()
    journal = Journal(directory: directory.path("state/journal"))
  }

  @Test func `a transaction whose owner lives is not abandoned`() throws {
    let transaction = try journal.begin("create win")
    #expect(try journal.abandoned().transactions.isEmpty)
    try transaction.finish()
  }

  @Test func `a transaction whose owner ended is handed over with its actions in order`() throws {
    var transaction: Transaction<String>? = try journal.begin("create win")
    try transaction?.willPerform(undoneBy: "delete the disk")
    try transaction?.willPerform(undoneBy: "undefine the machine")
    transaction = nil
    let abandoned = try journal.abandoned().transactions
    #expect(abandoned.map(\.title) == ["create win"])
    #expect(abandoned.first?.actions == ["delete the disk", "undefine the machine"])
    #expect(try journal.abandoned().transactions.isEmpty, "it has an owner again")
    try abandoned.first?.finish()
    #expect(try JournalFile.names(in: journal.directory).filter { $0.hasSuffix(".journal") }.isEmpty)
  }

  @Test func `what is undone but for the latest step is handed over with that step alone, after a torn line too`()
    throws
  {
    var transaction: Transaction<String>? = try journal.begin("create win")
    try transaction?.willPerform(undoneBy: "delete the disk")
    try transaction?.willPerform(undoneBy: "undefine the machine")
    transaction = nil
    let name = try #require(try JournalFile.names(in: journal.directory).first { $0.hasSuffix(".journal") })
    let file = try #require(fopen(journal.directory + "/" + name, "a"))
    fputs("{\"undo\":{\"_0\":\"remo", file)
    fclose(file)
    do {
      let abandoned = try #require(try journal.abandoned().transactions.first)
      #expect(abandoned.actions.count == 2)
      try abandoned.onlyLatestRemains()
      #expect(abandoned.actions == ["undefine the machine"])
    }
    let again = try #require(try journal.abandoned().transactions.first)
    #expect(again.actions == ["undefine the machine"])
    try again.finish()
  }

  @Test func `a step that failed without effect is not undone`() throws {
    var transaction: Transaction<String>? = try journal.begin("create win")
    try transaction?.willPerform(undoneBy: "delete the disk")
    try transaction?.didNotPerform()
    transaction = nil
    #expect(try journal.abandoned().transactions.first?.actions == [])
  }

  @Test func `of steps that were begun together any can be taken back`() throws {
    var transaction: Transaction<String>? = try journal.begin("create win")
    let pool = try transaction?.willPerform(undoneBy: "delete the pool")
    let disk = try transaction?.willPerform(undoneBy: "delete the disk")
    try transaction?.willPerform(undoneBy: "undefine the machine")
    try transaction?.didNotPerform(disk)
    #expect(transaction?.actions == ["delete the pool", "undefine the machine"])
    try transaction?.didNotPerform()
    let last = try transaction?.willPerform(undoneBy: "stop the machine")
    try transaction?.didNotPerform(pool)
    #expect(last == 4)
    transaction = nil
    #expect(try journal.abandoned().transactions.first?.actions == ["stop the machine"])
  }

  @Test func `a finished transaction leaves nothing, not even the folder`() throws {
    try journal.begin("create win").finish()
    #expect(access(journal.directory, F_OK) != 0)
    #expect(try journal.abandoned().transactions.isEmpty)
  }

  @Test func `a line that was being written does not count`() throws {
    var transaction: Transaction<String>? = try journal.begin("create win")
    try transaction?.willPerform(undoneBy: "delete the disk")
    transaction = nil
    let path = try #require(onlyFile)
    try append(#"{"undo":{"_0":"undefi"#, to: path)
    #expect(try journal.abandoned().transactions.first?.actions == ["delete the disk"])
  }

  @Test func `a damaged line is an error that names the file and the line`() throws {
    var transaction: Transaction<String>? = try journal.begin("create win")
    transaction = nil
    _ = transaction
    let path = try #require(onlyFile)
    try append("garbage\n", to: path)
    #expect(try journal.abandoned().errors == [.damaged(path: path, line: 2)])
  }

  @Test func `a damaged transaction does not hide the others`() throws {
    var transaction: Transaction<String>? = try journal.begin("create win")
    try transaction?.willPerform(undoneBy: "delete the disk")
    transaction = nil
    try append("garbage\n", to: journal.directory + "/0.journal")
    let abandoned = try journal.abandoned()
    #expect(abandoned.transactions.map(\.title) == ["create win"])
    #expect(abandoned.errors.count == 1)
  }

  @Test func `a folder that cannot be read is not an empty one`() throws {
    try append("", to: directory.path("file"))
    let blocked = Journal<String>(directory: directory.path("file"))
    #expect(throws: JournalError.self) { try blocked.abandoned() }
  }

  @Test func `a transaction that begins is never taken over, however many look for abandoned ones`() async throws {
    let journal = journal
    let taken = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          (0..<200).reduce(0) { sum, _ in sum + ((try? journal.abandoned().transactions.count) ?? 1000) }
        }
      }
      for number in 0..<200 {
        let transaction = try? journal.begin("create \(number)")
        #expect(transaction != nil)
        try? transaction?.finish()
      }
      return await group.reduce(0, +)
    }
    #expect(taken == 0)
  }

  @Test func `a folder that is a link to a file is an error and not followed`() throws {
    try append("", to: directory.path("file"))
    let blocked = Journal<String>(directory: directory.path("file/journal"))
    #expect(throws: JournalError.self) { try blocked.begin("x") }
  }

  @Test func `the folder and the files are for their owner alone`() throws {
    let transaction = try journal.begin("create win")
    var facts = stat()
    #expect(stat(journal.directory, &facts) == 0)
    #expect(facts.st_mode & 0o777 == 0o700)
    #expect(stat(try #require(onlyFile), &facts) == 0)
    #expect(facts.st_mode & 0o777 == 0o600)
    try transaction.finish()
  }

  private var onlyFile: String? {
    try? JournalFile.names(in: journal.directory).first { $0.hasSuffix(".journal") }.map {
      journal.directory + "/" + $0
    }
  }

  private func append(_ text: String, to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    #expect(write(descriptor, text, text.utf8.count) == text.utf8.count)
  }
}
