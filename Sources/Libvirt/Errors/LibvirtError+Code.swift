internal import CLibvirt

extension LibvirtError {
  /// A situation by its number: libvirt's own where it is above zero, ours where it is below.
  ///
  /// The list is open: libvirt adds to it, so a `switch` needs a default.
  /// Source: libvirt/virterror.h, `virErrorNumber`.
  public struct Code: RawRepresentable, Sendable, Hashable {
    /// The number.
    public let rawValue: Int32

    /// Takes any number; unknown ones are fine.
    public init(rawValue: Int32) { self.rawValue = rawValue }
  }
}

extension LibvirtError.Code {
  private init(_ number: virErrorNumber) { self.init(rawValue: Int32(bitPattern: number.rawValue)) }

  // MARK: Ours

  /// The caller's deadline passed; the call may still take effect later.
  public static let deadlineExceeded = Self(rawValue: -1)
  /// The connection was closed by ``Connection/close(deadline:)``.
  public static let closed = Self(rawValue: -2)
  /// The caller's task was cancelled; the call may still take effect later.
  public static let cancelled = Self(rawValue: -3)
  /// The connection broke before the answer came: the daemon ended, was restarted or stopped answering.
  public static let connectionLost = Self(rawValue: -4)

  // MARK: The connection

  /// Nothing answers at the URI, or no driver knows it.
  public static let noConnect = Self(VIR_ERR_NO_CONNECT)
  /// The handle is no connection (it is closed on libvirt's side).
  public static let invalidConnection = Self(VIR_ERR_INVALID_CONN)
  /// An operating system call failed: no such socket, permission denied, and the like.
  public static let systemError = Self(VIR_ERR_SYSTEM_ERROR)
  /// The remote procedure call itself failed.
  public static let rpc = Self(VIR_ERR_RPC)
  /// Authentication was refused.
  public static let authFailed = Self(VIR_ERR_AUTH_FAILED)
  /// Authentication was given up by the user.
  public static let authCancelled = Self(VIR_ERR_AUTH_CANCELLED)
  /// Nobody could be asked for the authentication (no polkit agent, for example).
  public static let authUnavailable = Self(VIR_ERR_AUTH_UNAVAILABLE)
  /// The daemon's access rules forbid the call.
  public static let accessDenied = Self(VIR_ERR_ACCESS_DENIED)
  /// No network client of this name, or the client has gone.
  public static let noClient = Self(VIR_ERR_NO_CLIENT)

  // MARK: Calls

  /// A fault inside libvirt, or one that it has no better number for.
  public static let internalError = Self(VIR_ERR_INTERNAL_ERROR)
  /// The driver does not have this call.
  public static let noSupport = Self(VIR_ERR_NO_SUPPORT)
  /// An argument is wrong.
  public static let invalidArgument = Self(VIR_ERR_INVALID_ARG)
  /// The driver has the call but not this argument or flag.
  public static let argumentUnsupported = Self(VIR_ERR_ARGUMENT_UNSUPPORTED)
  /// The operation failed.
  public static let operationFailed = Self(VIR_ERR_OPERATION_FAILED)
  /// The object is in a state in which this is not possible.
  public static let operationInvalid = Self(VIR_ERR_OPERATION_INVALID)
  /// A read-only connection, or the daemon refuses on principle.
  public static let operationDenied = Self(VIR_ERR_OPERATION_DENIED)
  /// Something else holds the object's job and did not let go in time.
  public static let operationTimeout = Self(VIR_ERR_OPERATION_TIMEOUT)
  /// The running job was aborted.
  public static let operationAborted = Self(VIR_ERR_OPERATION_ABORTED)
  /// The driver or the machine does not have this operation.
  public static let operationUnsupported = Self(VIR_ERR_OPERATION_UNSUPPORTED)
  /// A resource is in use.
  public static let resourceBusy = Self(VIR_ERR_RESOURCE_BUSY)
  /// Memory ran out.
  public static let noMemory = Self(VIR_ERR_NO_MEMORY)

  // MARK: XML

  /// Not well-formed XML, or an unknown value in it.
  public static let xmlError = Self(VIR_ERR_XML_ERROR)
  /// Well-formed XML that says something wrong.
  public static let xmlDetail = Self(VIR_ERR_XML_DETAIL)
  /// The document does not match libvirt's schema.
  public static let xmlInvalidSchema = Self(VIR_ERR_XML_INVALID_SCHEMA)
  /// This hypervisor cannot do what the document asks for.
  public static let configUnsupported = Self(VIR_ERR_CONFIG_UNSUPPORTED)

  // MARK: Domains

  /// There is no such domain.
  public static let noDomain = Self(VIR_ERR_NO_DOMAIN)
  /// A domain of this name or UUID exists.
  public static let domainExists = Self(VIR_ERR_DOM_EXIST)
  /// The domain has no metadata in this namespace.
  public static let noDomainMetadata = Self(VIR_ERR_NO_DOMAIN_METADATA)
  /// There is no such snapshot.
  public static let noDomainSnapshot = Self(VIR_ERR_NO_DOMAIN_SNAPSHOT)
  /// Going back to the snapshot would do more than was asked for, and has to be forced.
  public static let snapshotRevertRisky = Self(VIR_ERR_SNAPSHOT_REVERT_RISKY)
  /// The guest agent does not answer.
  public static let agentUnresponsive = Self(VIR_ERR_AGENT_UNRESPONSIVE)
  /// The guest agent is not in the state for this.
  public static let agentUnsynced = Self(VIR_ERR_AGENT_UNSYNCED)
  /// The domain has no such device.
  public static let deviceMissing = Self(VIR_ERR_DEVICE_MISSING)
  /// Moving it could harm its data: its disks are not known to be reachable from both hosts.
  public static let migrationUnsafe = Self(VIR_ERR_MIGRATE_UNSAFE)
  /// A hook script refused.
  public static let hookScriptFailed = Self(VIR_ERR_HOOK_SCRIPT_FAILED)

  // MARK: Other objects

  /// There is no such storage pool.
  public static let noStoragePool = Self(VIR_ERR_NO_STORAGE_POOL)
  /// There is no such storage volume.
  public static let noStorageVolume = Self(VIR_ERR_NO_STORAGE_VOL)
  /// A storage volume of this name exists.
  public static let storageVolumeExists = Self(VIR_ERR_STORAGE_VOL_EXIST)
  /// The storage pool is built already.
  public static let storagePoolBuilt = Self(VIR_ERR_STORAGE_POOL_BUILT)
  /// There is no such network.
  public static let noNetwork = Self(VIR_ERR_NO_NETWORK)
  /// A network of this name or UUID exists.
  public static let networkExists = Self(VIR_ERR_NETWORK_EXIST)
  /// There is no such node device.
  public static let noNodeDevice = Self(VIR_ERR_NO_NODE_DEVICE)
  /// There is no such secret.
  public static let noSecret = Self(VIR_ERR_NO_SECRET)
}
