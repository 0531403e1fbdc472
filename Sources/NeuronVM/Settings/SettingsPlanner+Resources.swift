import MachineModel
import Text
import XML

extension SettingsPlanner {
  mutating func planMemory() {
    guard let text = request.memory else { return }
    let wanted: ByteCount
    do {
      wanted = try ByteCount(parsing: text)
    } catch {
      return refuse("memory", error.description)
    }
    // Machines have whole mebibytes.
    let amount = ByteCount.mebibytes((wanted.bytes + (1 << 20) - 1) >> 20)
    guard amount.bytes > 0 else {
      return refuse("memory", tr("A machine needs memory."), tr("Say how much, such as --memory 2G."))
    }
    if let host = facts.hostMemory, amount > host {
      return refuse(
        "memory.host", tr("%1$@ is more than this host has: %2$@.", amount, ByteCount.mebibytes(host.mebibytes)),
        tr("Leave some for the host itself."))
    }
    if (domain.first("cpu", "numa")?.all("cell").count ?? 0) > 1 {
      return refuse("memory.numa", tr("The memory of “%1$@” is spread over several nodes.", before.name), editRemedy)
    }
    if let most = domain.first("maxMemory").flatMap({ DomainDescription.amount(of: $0) }), amount > most {
      return refuse(
        "memory.slots", tr("“%1$@” may have at most %2$@ by its definition.", before.name, most), editRemedy)
    }
    if let least = facts.leastMemory, amount < least {
      warnings.append(tr("Its system asks for at least %1$@ of memory.", least))
    }
    let old = domain.first("memory").flatMap { DomainDescription.amount(of: $0) }
    let beginning = domain.first("currentMemory").flatMap { DomainDescription.amount(of: $0) } ?? old
    let now = running?.first("currentMemory").flatMap { DomainDescription.amount(of: $0) }
    guard old != amount || beginning != amount || (running != nil && now != amount) else { return }
    if old != amount || beginning != amount { domain.setMemory(amount) }
    // A guest that is asked for more than it can spare ends its programs.
    let isSafe = facts.leastMemory.map { amount >= $0 } ?? true
    let most = running?.first("memory").flatMap { DomainDescription.amount(of: $0) }
    let hasBalloon = running?.first("devices", "memballoon").map { $0["model"] != "none" } ?? false
    let isNow = running != nil && hasBalloon && isSafe && (most.map { amount <= $0 } ?? false)
    if isNow { live.append(.memory(amount)) }
    change(.memory, (now ?? beginning)?.description, amount.description, isNow: isNow)
  }

  mutating func planProcessors() {
    guard let count = request.processors else { return }
    guard count > 0 else { return refuse("vcpus", tr("A machine needs at least one processor.")) }
    if let most = facts.mostProcessors, count > most {
      return refuse("vcpus", tr("A machine can have at most %1$@ processors here.", most))
    }
    let most = domain.first("vcpu").flatMap { Int($0.text.filter { !$0.isWhitespace }) } ?? 1
    let old = domain.first("vcpu")?["current"].flatMap { Int($0) } ?? most
    guard old != count else { return }
    let keepsMost = domain.first("vcpu")?["current"] != nil && count <= most
    if !keepsMost, domain.first("cpu", "numa") != nil {
      return refuse(
        "vcpus.numa", tr("The processors of “%1$@” are spread over nodes.", before.name), editRemedy)
    }
    if !keepsMost, domain.coresPerDie(forProcessors: count) == nil {
      let topology = domain.first("cpu", "topology")
      let parts = ["sockets", "dies", "cores", "threads"].map { topology?[$0] ?? "1" }.joined(separator: " × ")
      return refuse(
        "vcpus.topology",
        tr(
          "%1$@ processors do not fit the topology of “%2$@” (sockets × dies × cores × threads: %3$@).", count,
          before.name, parts),
        tr("Take a number that can be divided so, or change the topology: neuron-vm edit %1$@", ShellWord(before.name)))
    }
    domain.setProcessors(count)
    let mostNow = running?.first("vcpu").flatMap { Int($0.text) } ?? 0
    let now = running?.first("vcpu")?["current"].flatMap { Int($0) } ?? mostNow
    // Processors that were there at the start cannot be unplugged.
    let isNow = running != nil && count <= mostNow && count >= now
    if isNow, count > now { live.append(.processors(count)) }
    change(.vcpus, "\(old)", "\(count)", isNow: isNow)
  }
}
