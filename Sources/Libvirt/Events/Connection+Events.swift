internal import CLibvirt

extension Connection {
  /// What happens to the hypervisor's domains from now on.
  ///
  /// libvirt knows of the reader when this returns, so read the domains after it and no change is lost. The stream
  /// holds about a thousand events for a slow reader; beyond that it says ``DomainEvent/missed`` once.
  /// It ends when the connection does. libvirt forgets the reader when the stream is dropped or its task cancelled.
  public func domainEvents() async throws(LibvirtError) -> AsyncStream<DomainEvent> {
    let buffer = EventBuffer<DomainEvent>(missed: .missed)
    let registration = try await callWithHandle { handle throws(LibvirtError) in
      let registration = EventRegistration(on: handle) { virConnectDomainEventDeregisterAny($0, $1) }
      try DomainEventCallbacks.register(on: handle, buffer: buffer, registration: registration)
      handle.watchClosing()
      registration.observeEnd { buffer.finish() }
      return registration
    }
    return stream(of: buffer, registration)
  }

  /// A stream that lives as long as its registration, and the other way round.
  func stream<Event: Sendable>(
    of buffer: EventBuffer<Event>, _ registration: EventRegistration
  ) -> AsyncStream<Event> {
    AsyncStream {
      let event = await buffer.next()
      if event == nil { registration.cancel() }
      return event
    } onCancel: {
      buffer.finish()
      registration.cancel()
    }
  }
}
