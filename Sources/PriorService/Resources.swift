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
    let caseShelf = CASEShelf()
    /// The words of mails and notifications.
    let catalogues: Catalogues
    /// Signs what leaves.
    let signing: SigningKey
    let metrics: ServiceMetrics
    let callers = KnownCallers()
    /// Public keys of machines, as their institutions publish them.
    let keySets = ClientKeySets()
    /// How much each institution's machines ask.
    let clientRates = ClientRates()
    /// Prints records.
    let press = CreditPress()
    /// Rings for those who wait for credits.
    let bell = FeedBell()
    let logger: Logger
}
