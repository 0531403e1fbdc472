internal import CLibvirt
internal import Glibc

/// Throws libvirt's error when `status` is below zero; returns it otherwise.
@discardableResult
func check(_ status: CInt) throws(LibvirtError) -> CInt {
  guard status >= 0 else { throw .last }
  return status
}

/// Throws libvirt's error when there is no pointer.
func check<Pointer>(_ pointer: Pointer?) throws(LibvirtError) -> Pointer {
  guard let pointer else { throw .last }
  return pointer
}

/// Copies a string that libvirt allocated for the caller, and frees it.
func takeString(_ pointer: UnsafeMutablePointer<CChar>?) throws(LibvirtError) -> String {
  let pointer = try check(pointer)
  defer { free(pointer) }
  return String(cString: pointer)
}

/// Copies and frees the array of an `…ListAll…` call, whose objects become `Value`s; `release` frees one object.
func takeList<Value>(
  _ count: CInt, _ list: UnsafeMutablePointer<OpaquePointer?>?, release: (OpaquePointer?) -> CInt,
  _ transform: (OpaquePointer) throws(LibvirtError) -> Value
) throws(LibvirtError) -> [Value] {
  guard count >= 0 else { throw .last }
  guard let list else { return [] }
  // SAFETY: libvirt gives `count` objects and an array that the caller frees.
  let objects = UnsafeBufferPointer(start: list, count: Int(count)).compactMap { $0 }
  defer {
    for object in objects { _ = release(object) }
    free(list)
  }
  var values: [Value] = []
  values.reserveCapacity(objects.count)
  for object in objects { values.append(try transform(object)) }
  return values
}

/// Copies and frees an array of strings, all allocated by libvirt for the caller.
func takeStrings(_ count: CInt, _ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> [String] {
  guard let list else { return [] }
  defer { free(list) }
  // SAFETY: libvirt gives `count` strings and an array, all of which the caller frees.
  return UnsafeBufferPointer(start: list, count: Int(count)).compactMap { text in
    guard let text else { return nil }
    defer { free(text) }
    return String(cString: text)
  }
}
