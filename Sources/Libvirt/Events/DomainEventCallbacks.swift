internal import CLibvirt

/// C functions that libvirt calls on its event thread: they copy what they get and only forward it.
enum DomainEventCallbacks {
  /// Registers all for a stream's buffer; events that the driver does not have are left out.
  static func register(
    on handle: ConnectionHandle, buffer: EventBuffer<DomainEvent>, registration: EventRegistration
  ) throws(LibvirtError) {
    for (index, (event, callback)) in all.enumerated() {
      // SAFETY: released by `releaseBuffer` when libvirt forgets the callback, or below when it does not take it.
      let context = Unmanaged.passRetained(buffer).toOpaque()
      let id = virConnectDomainEventRegisterAny(
        handle.pointer, nil, CInt(event.rawValue), callback, context, releaseDomainBuffer)
      if id >= 0 {
        registration.add(id)
        continue
      }
      let error = LibvirtError.last
      Unmanaged<EventBuffer<DomainEvent>>.fromOpaque(context).release()
      // Without the lifecycle there is nothing to watch; the rest depends on the driver's age.
      if index == 0 || !handle.isAlive { throw error }
    }
  }

  // SAFETY: libvirt calls each function with the arguments of its own event, whatever the type says here
  // (`VIR_DOMAIN_EVENT_CALLBACK` is a casting macro, which Swift cannot call).
  private static var all: [(virDomainEventID, virConnectDomainEventGenericCallback)] {
    [
      (VIR_DOMAIN_EVENT_ID_LIFECYCLE, unsafeBitCast(lifecycle, to: virConnectDomainEventGenericCallback.self)),
      (VIR_DOMAIN_EVENT_ID_REBOOT, rebooted),
      (VIR_DOMAIN_EVENT_ID_METADATA_CHANGE, unsafeBitCast(metadata, to: virConnectDomainEventGenericCallback.self)),
      (VIR_DOMAIN_EVENT_ID_DEVICE_ADDED, unsafeBitCast(added, to: virConnectDomainEventGenericCallback.self)),
      (VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED, unsafeBitCast(removed, to: virConnectDomainEventGenericCallback.self)),
      (
        VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED,
        unsafeBitCast(removalFailed, to: virConnectDomainEventGenericCallback.self)
      ),
      (VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE, unsafeBitCast(agent, to: virConnectDomainEventGenericCallback.self)),
    ]
  }
}

private let lifecycle: virConnectDomainEventCallback = { _, domain, event, detail, context in
  forward(domain, .lifecycle(DomainLifecycle(event: event, detail: detail)), context)
  return 0
}

private let rebooted: virConnectDomainEventGenericCallback = { _, domain, context in
  forward(domain, .rebooted, context)
}

private let metadata: virConnectDomainEventMetadataChangeCallback = { _, domain, _, namespace, context in
  forward(domain, .metadataChanged(namespace: namespace.map { String(cString: $0) }), context)
}

private let added: virConnectDomainEventDeviceAddedCallback = { _, domain, alias, context in
  forward(domain, .deviceAdded(alias: text(alias)), context)
}

private let removed: virConnectDomainEventDeviceRemovedCallback = { _, domain, alias, context in
  forward(domain, .deviceRemoved(alias: text(alias)), context)
}

private let removalFailed: virConnectDomainEventDeviceRemovalFailedCallback = { _, domain, alias, context in
  forward(domain, .deviceRemovalFailed(alias: text(alias)), context)
}

private let agent: virConnectDomainEventAgentLifecycleCallback = { _, domain, state, _, context in
  let isConnected = state == CInt(VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_CONNECTED.rawValue)
  forward(domain, .guestAgent(isConnected: isConnected), context)
}

private func text(_ characters: UnsafePointer<CChar>?) -> String { characters.map { String(cString: $0) } ?? "" }

private func forward(_ domain: virDomainPtr?, _ change: DomainChange, _ context: UnsafeMutableRawPointer?) {
  guard let domain, let context, let (id, name) = try? domainIdentity(domain) else { return }
  // SAFETY: retained at the registration until `releaseDomainBuffer`.
  Unmanaged<EventBuffer<DomainEvent>>.fromOpaque(context).takeUnretainedValue().push(.domain(id, name: name, change))
}

private func releaseDomainBuffer(_ context: UnsafeMutableRawPointer?) {
  guard let context else { return }
  Unmanaged<EventBuffer<DomainEvent>>.fromOpaque(context).release()
}
