import ArgumentParser

/// A machine that is switched, and how to say what came of it.
struct LifecycleTarget: ParsableArguments {
  @OptionGroup var target: MachineArgument

  @Flag(help: "Print JSON.")
  var json = false
}
