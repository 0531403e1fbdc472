import CGettext
import Glibc

/// Chooses the language of every text by the user's environment (`LC_ALL`, `LC_MESSAGES`, `LANG`, `LANGUAGE`).
///
/// To be called once, when the program starts and before it has a second thread: the C library's locale belongs to the
/// whole process. Numbers and sorting stay as they are.
///
/// - Parameter catalogues: The folder of the `LANGUAGE/LC_MESSAGES/neuron-vm.mo`; nil for `share/locale` of the place
///   the program is installed in, or the system's where there is none.
public func useSystemLanguage(catalogues: String? = nil) {
  setlocale(LC_MESSAGES, "")
  setlocale(LC_CTYPE, "")
  bindtextdomain(textDomain, catalogues ?? installedCatalogues ?? "/usr/share/locale")
  // Our texts are UTF-8, whatever the terminal's locale says.
  bind_textdomain_codeset(textDomain, "UTF-8")
}

/// `PREFIX/share/locale` for a program in `PREFIX/bin`; nil where there is no such folder.
private var installedCatalogues: String? {
  // SAFETY: readlink writes at most the buffer's size and says how much; it writes no NUL.
  let executable = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer -> String? in
    guard let start = buffer.baseAddress else { return nil }
    let count = readlink("/proc/self/exe", start, buffer.count)
    guard count > 0 else { return nil }
    return String(decoding: buffer.prefix(count).lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
  // PREFIX/bin/NAME
  guard let parts = executable?.split(separator: "/"), parts.dropLast().last == "bin" else { return nil }
  let folder = "/" + parts.dropLast(2).joined(separator: "/") + "/share/locale"
  return access(folder, F_OK) == 0 ? folder : nil
}
