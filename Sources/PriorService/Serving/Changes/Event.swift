import Assessment
import Foundation

/// One line of the event log: what happened to which thing, from which state to which, and why. Who and when come from the
/// request. Names and texts do not belong here, except in `why`, which is kept beside the chain and can be erased.
struct Event: Sendable {
    /// The institution whose chain it goes to; nil for the service's own chain (people, sessions, institutions).
    var institution: ID<Institution>?
    /// What happened, as `portfolio.submitted`: the subject, a dot, the past tense.
    var kind: String
    var subject: Subject
    var from: String?
    var to: String?
    var why: String?

    /// The thing it happened to.
    struct Subject: Sendable {
        var kind: String
        var id: UUID

        init(kind: String, id: UUID) {
            self.kind = kind
            self.id = id
        }

        init<T>(_ id: ID<T>) {
            let name = String(describing: T.self)
            kind = name.prefix(1).lowercased() + name.dropFirst()
            self.id = id.uuid
        }
    }
}
