/// Work that can be undone after a crash.
enum JournalFormat { static let version = 1 }
