/// The values that a template is filled with: what the user gave, and what the host answered.
///
/// Names and values are kept as they were given; ``DomainTemplate/problems(with:)`` judges them all at once.
public struct TemplateValues: Hashable, Sendable {
  /// What was given, by the name that was used; an empty value counts as none.
  public private(set) var given: [String: String] = [:]
  /// What the host answered.
  ///
  /// A given value comes first, and an answer that a template does not use is no problem.
  public var answers: [TemplateVariable: String] = [:]

  /// No values.
  public init() {}

  /// Values by variable.
  public init(_ values: [TemplateVariable: String]) {
    for (variable, value) in values { given[variable.rawValue] = value }
  }

  /// Values by names that are not known to be variables.
  public init(given: [String: String]) { self.given = given }

  /// Gives a value under a name that need not be a variable's, as `--set NAME=VALUE` does.
  public mutating func set(named name: String, to value: String) { given[name] = value }

  /// The given value, else the host's answer, else nil; setting gives or (with nil) takes back a value.
  public subscript(variable: TemplateVariable) -> String? {
    get {
      if let value = given[variable.rawValue], !value.isEmpty { return value }
      return answers[variable]
    }
    set { given[variable.rawValue] = newValue }
  }

  /// Gives a number.
  public mutating func set(_ variable: TemplateVariable, to number: some BinaryInteger) {
    given[variable.rawValue] = String(number)
  }

  /// Gives a flag.
  public mutating func set(_ variable: TemplateVariable, to flag: Bool) {
    given[variable.rawValue] = flag ? "yes" : "no"
  }

  /// Gives an amount of memory or storage, in the unit of the variable; a fraction of a unit counts as a whole one.
  public mutating func set(_ variable: TemplateVariable, to amount: ByteCount) {
    let mebibytes = amount.mebibytes + (amount.bytes & ((1 << 20) - 1) == 0 ? 0 : 1)
    given[variable.rawValue] = String(variable == .diskSizeGB ? amount.gibibytesRoundedUp : mebibytes)
  }

  /// Gives the variables of a network card's connection, and takes back those of any other.
  public mutating func set(_ attachment: NetworkAttachment) {
    for variable in [TemplateVariable.network, .bridge, .userNetwork, .noNetwork] { self[variable] = nil }
    switch attachment {
    case .user: set(.userNetwork, to: true)
    case .none: set(.noNetwork, to: true)
    case .bridge(let name): self[.bridge] = name
    case .network(let name): self[.network] = name
    }
  }

  /// Whether a flag is yes or another variable has a value.
  public func isOn(_ variable: TemplateVariable) -> Bool {
    guard let value = self[variable] else { return false }
    return variable.kind == .flag ? ResolvedValues.flag(value) == true : !value.isEmpty
  }
}
