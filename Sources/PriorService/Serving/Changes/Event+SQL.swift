import Assessment
import Foundation
import Postgres

extension Connection {
    /// Appends one event to its chain. The chain's row is held until the transaction ends.
    func append(_ event: Event, by caller: Caller, at moment: Date, world: World) async throws {
        let actor = caller.actor
        let id = world.id(EventEntry.self, at: moment)
        let chain = event.institution?.uuid ?? Event.serviceChain
        let salt = event.why == nil ? nil : world.randomBytes(16)
        _ = try await one(
            """
            select event_append(
                \(chain), \(id), \(moment), \(actor.kind), \(actor.id), \(event.kind), \(event.subject.kind),
                \(event.subject.id), \(event.from), \(event.to), \(event.why), \(salt)) as position
            """)
    }
}

extension Event {
    /// The chain of what belongs to no institution.
    static let serviceChain = UUID.zero
}

extension Caller {
    /// How the log names the caller. A witness has no account: the id of what they did is the subject's.
    fileprivate var actor: (kind: String, id: UUID?) {
        switch self {
        case .nobody: ("service", nil)
        case .person(let person): ("person", person.id.uuid)
        case .client(let client): ("client", client.id.uuid)
        case .link: ("witness", nil)
        case .operator: ("operator", nil)
        }
    }
}
