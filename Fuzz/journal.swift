// Our own journal after a crash: any bytes are a list of actions, or damage that is named; never a crash.
#if canImport(Journal)
  @testable import Journal
#endif

/// The entry of libFuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let contents = Array(UnsafeBufferPointer(start: bytes, count: count))
  do {
    let lines = try Transaction<String>.Line.decode(contents, path: "journal")
    precondition(lines.steps.actions.count <= count)
  } catch {
    guard case .damaged(_, let line) = error else { return 0 }
    precondition(line > 0)
  }
  return 0
}
