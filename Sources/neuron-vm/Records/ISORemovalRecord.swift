import NeuronVM

/// What `iso remove` took away, as docs/json.md says.
struct ISORemovalRecord: Encodable {
  let name: String
  let pool: String
  let path: String
  let sizeBytes: UInt64
  let warnings: [String]

  init(_ plan: ISORemovalPlan, warnings: [String]) {
    name = plan.name
    pool = plan.pool
    path = plan.path
    sizeBytes = plan.size
    self.warnings = warnings
  }
}
