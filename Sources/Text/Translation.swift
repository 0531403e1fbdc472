import CGettext

/// Translates `key` with glibc's own catalogues and fills its positions with `values`.
///
/// Positions are written `%1$@`, `%2$@`, …, so that a translator may reorder them; `%%` is a percent sign.
/// A position without a value stays as it is. Without a catalogue the key itself is the text.
///
/// - Parameter key: A plain string literal, never an interpolation: the catalogue is extracted from the source.
public func tr(_ key: StaticString, _ values: any CustomStringConvertible...) -> String {
  fill(translated(key), with: values.map(\.description))
}

/// The same for a text out of a table, whose literals stand there under labels of their own.
public func tr(_ key: StaticString, filledWith values: [String]) -> String { fill(translated(key), with: values) }

/// The same for a text that depends on a number; `count` fills `%1$@` and chooses the plural form.
public func trn(_ one: StaticString, _ many: StaticString, _ count: Int, _ rest: any CustomStringConvertible...)
  -> String
{
  let values = [String(count)] + rest.map(\.description)
  return fill(translated(one, many, count: count), with: values)
}

/// The text domain, which is also the name of the installed `.mo` files.
let textDomain = "neuron-vm"

private func translated(_ key: StaticString) -> String {
  guard key.utf8CodeUnitCount > 0 else { return "" }
  // SAFETY: a StaticString is NUL-terminated and lives for ever; gettext returns it or a catalogue's own string.
  return key.withUTF8Buffer { buffer in
    guard let start = buffer.baseAddress, let found = dgettext(textDomain, start.asCharacters) else {
      return key.description
    }
    return String(cString: found)
  }
}

private func translated(_ one: StaticString, _ many: StaticString, count: Int) -> String {
  one.withUTF8Buffer { first in
    many.withUTF8Buffer { second in
      guard let first = first.baseAddress, let second = second.baseAddress,
        let found = dngettext(textDomain, first.asCharacters, second.asCharacters, UInt(count.magnitude))
      else { return many.description }
      return String(cString: found)
    }
  }
}

extension UnsafePointer<UInt8> {
  fileprivate var asCharacters: UnsafePointer<CChar> { UnsafeRawPointer(self).assumingMemoryBound(to: CChar.self) }
}
