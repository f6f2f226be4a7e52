import EvidenceStore
import Logging
import Postgres
import Seal

/// What a request may be answered from: built once at start, shared by every request.
struct Resources: Sendable {
    let settings: Settings
    let world: World
    let database: Database
    let store: any EvidenceStore
    let typist: Typist
    let uploads: UploadFolder
    let holds = UploadHolds()
    let shelf: RubricsShelf
    /// Signs what leaves.
    let signing: SigningKey
    let metrics: ServiceMetrics
    let callers = KnownCallers()
    let logger: Logger
}
