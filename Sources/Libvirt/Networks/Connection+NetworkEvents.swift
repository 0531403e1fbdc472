internal import CLibvirt

extension Connection {
  /// What happens to the hypervisor's networks from now on; it behaves as ``domainEvents()`` does.
  public func networkEvents() async throws(LibvirtError) -> AsyncStream<NetworkEvent> {
    let buffer = EventBuffer<NetworkEvent>(missed: .missed)
    let registration = try await callWithHandle { handle throws(LibvirtError) in
      let registration = EventRegistration(on: handle) { virConnectNetworkEventDeregisterAny($0, $1) }
      // SAFETY: libvirt calls it with the arguments of this event, whatever the type says here; the buffer is released
      // by `releaseBuffer` when libvirt forgets the callback, or below when it does not take it.
      let callback = unsafeBitCast(lifecycle, to: virConnectNetworkEventGenericCallback.self)
      let context = Unmanaged.passRetained(buffer).toOpaque()
      let id = virConnectNetworkEventRegisterAny(
        handle.pointer, nil, CInt(VIR_NETWORK_EVENT_ID_LIFECYCLE.rawValue), callback, context, releaseBuffer)
      guard id >= 0 else {
        let error = LibvirtError.last
        Unmanaged<EventBuffer<NetworkEvent>>.fromOpaque(context).release()
        throw error
      }
      registration.add(id)
      handle.watchClosing()
      registration.observeEnd { buffer.finish() }
      return registration
    }
    return stream(of: buffer, registration)
  }
}

private let lifecycle: virConnectNetworkEventLifecycleCallback = { _, object, event, _, context in
  // SAFETY: the name lives as long as the object; the context was retained at the registration until `releaseBuffer`.
  guard let object, let context, let name = virNetworkGetName(object),
    let id = try? readUUID({ virNetworkGetUUID(object, $0) })
  else { return }
  let change = NetworkEvent.Change(rawValue: event)
  Unmanaged<EventBuffer<NetworkEvent>>.fromOpaque(context).takeUnretainedValue()
    .push(.network(id, name: String(cString: name), change))
}

private func releaseBuffer(_ context: UnsafeMutableRawPointer?) {
  guard let context else { return }
  Unmanaged<EventBuffer<NetworkEvent>>.fromOpaque(context).release()
}
