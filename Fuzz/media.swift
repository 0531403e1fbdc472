// What stands on an image of a stranger: file systems that lie, point at themselves or end too soon, and what libosinfo's
// tools say of them; an answer, never a crash, and never more reading than was allowed.
#if canImport(MachineModel)
  import MachineModel
#endif
#if canImport(XML)
  import XML
#endif

/// The entry of libFuzzer.
///
/// A structure of a disc begins 32 KiB behind its beginning, and UDF's half a megabyte: the input is a list of patches,
/// each a sector's number, a place in it, a length and bytes, on an empty image.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  let image = patched(input)
  let whole = MediumReader(ImageBytes(whole: image)).progress()
  if case .needs = whole { fatalError("an image that is all there needs more") }
  // It takes as long as ten others, so one in four has to do.
  if count % 4 == 0 { readInPieces(image, expecting: whole) }
  // The plain beginning of a file, without a disc around it.
  _ = MediumReader(ImageBytes(whole: input)).progress()
  let text = String(decoding: input, as: UTF8.self)
  _ = DetectedMedium(output: text)
  if let path = KnownSystem.path(ofDocument: text) { precondition(!path.contains("..")) }
  if let element = try? Element(parsing: text) { _ = KnownSystem(document: element) }
  return 0
}

/// Block by block it comes to the same, and to an end.
private func readInPieces(_ image: [UInt8], expecting whole: MediumReader.Progress) {
  var partial = ImageBytes(size: UInt64(image.count))
  var fetched = 0
  while case .needs(let block) = MediumReader(partial).progress() {
    let range = partial.range(ofBlock: block)
    partial.fill(block: block, with: Array(image[Int(range.lowerBound)..<Int(range.upperBound)]))
    fetched += 1
    precondition(fetched <= image.count / Int(ImageBytes.blockSize) + 1, "a block was asked for twice")
  }
  precondition(MediumReader(partial).progress() == whole, "piece by piece it reads otherwise")
}

private func patched(_ input: [UInt8]) -> [UInt8] {
  var image = [UInt8](repeating: 0, count: 300 * 2048)
  var place = 0
  while place + 5 <= input.count {
    let sector = (Int(input[place]) | Int(input[place + 1]) << 8) % 300
    let offset = (Int(input[place + 2]) | Int(input[place + 3]) << 8) % 2048
    let length = min(Int(input[place + 4]), input.count - place - 5, 2048 - offset)
    let first = sector * 2048 + offset
    image.replaceSubrange(first..<first + length, with: input[place + 5..<place + 5 + length])
    place += 5 + max(length, 1)
  }
  return image
}
