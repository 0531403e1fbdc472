public import MachineModel

/// One word of a command that is named to the user; here too, because every use case names commands.
public typealias ShellWord = MachineModel.ShellWord
