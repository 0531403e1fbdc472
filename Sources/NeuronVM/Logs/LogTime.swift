import FoundationEssentials

/// The moment that a line of a log begins with.
enum LogTime {
  /// The moment and what follows it; nil where a line does not begin with one.
  ///
  /// libvirt writes `2023-05-07 14:42:10.513+0000: `, QEMU `2023-05-07T14:42:11.095792Z `; both mean UTC.
  static func split(_ line: String) -> (time: Date, rest: String, isLibvirt: Bool)? {
    let bytes = Array(line.utf8.prefix(40))
    guard bytes.count > 24, bytes[4] == dash, bytes[7] == dash, bytes[13] == colon, bytes[16] == colon else {
      return nil
    }
    let numbers = [(0, 4), (5, 2), (8, 2), (11, 2), (14, 2), (17, 2)].map { number(bytes[$0.0..<$0.0 + $0.1]) }
    guard let year = numbers[0], let month = numbers[1], let day = numbers[2], let hour = numbers[3],
      let minute = numbers[4], let second = numbers[5], 1...12 ~= month, 1...31 ~= day, hour < 24, minute < 60,
      second < 61, bytes[19] == UInt8(ascii: ".")
    else { return nil }
    let digits = bytes[20...].prefix { 0x30...0x39 ~= $0 }
    let tail = bytes[digits.endIndex...]
    let isLibvirt = bytes[10] == UInt8(ascii: " ")
    let end = Array((isLibvirt ? "+0000: " : "Z ").utf8)
    guard isLibvirt || bytes[10] == UInt8(ascii: "T"), tail.starts(with: end), let fraction = number(digits) else {
      return nil
    }
    var scale = 1.0
    for _ in digits { scale *= 10 }
    let seconds = Double(days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second)
    let rest = String(line.utf8.dropFirst(digits.endIndex + end.count)) ?? ""
    return (Date(timeIntervalSince1970: seconds + Double(fraction) / scale), rest, isLibvirt)
  }

  private static let dash = UInt8(ascii: "-")
  private static let colon = UInt8(ascii: ":")

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 9, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// Days since 1970 in the Gregorian calendar, counted in years that begin in March, whose leap day is their last.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month > 2 ? year : year - 1
    let month = month > 2 ? month - 3 : month + 9
    return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 719_469
  }
}
