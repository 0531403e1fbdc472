/// Words for a command that a person pastes.
enum ShellQuoting {
  /// A text as one word of a shell: what comes from the kernel's command line or from sysfs may hold anything.
  static func word(_ text: String) -> String {
    !text.isEmpty && text.allSatisfy(isPlain) ? text : "'\(text.replacing("'", with: "'\\''"))'"
  }

  private static func isPlain(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "_-.,:=/".contains(character))
  }
}
