import Assessment
import Foundation
import Postgres

/// A write under way: the transaction's connection, and what is to be told of it. Events and mail are kept back until the
/// end and written together just before commit, because appending to an institution's chain holds it for the rest of the
/// transaction.
final class Change {
    let connection: Connection
    let call: Call
    private var events: [Event] = []
    /// Whose credentials mean something else once this is committed.
    private(set) var changedCallers: [KnownCallers.Subject] = []

    init(connection: Connection, call: Call) {
        self.connection = connection
        self.call = call
    }

    /// Notes that something happened; it is in the log exactly if the change is.
    func record(
        _ kind: String, of subject: ID<some Any>, at institution: ID<Institution>?, from: String? = nil,
        to: String? = nil,
        why: String? = nil
    ) {
        events.append(
            Event(institution: institution, kind: kind, subject: .init(subject), from: from, to: to, why: why))
    }

    /// Notes that someone's sessions or roles change with this: nothing kept in memory of them is believed afterwards.
    func callerChanged(_ subject: KnownCallers.Subject) {
        changedCallers.append(subject)
    }

    /// Takes over what another change of the same transaction noted.
    func take(_ other: Change) {
        events += other.events
        changedCallers += other.changedCallers
        other.events = []
    }

    /// Writes the events, chain by chain in one fixed order, so that two changes never wait for each other.
    func finish() async throws {
        for event in events.sorted(by: { ($0.institution?.description ?? "") < ($1.institution?.description ?? "") }) {
            try await connection.append(event, by: call.caller, at: call.now, world: call.resources.world)
        }
        events = []
    }
}

extension Call {
    /// Makes a change in one transaction, with its events and, where the request has an Idempotency-Key, with its answer:
    /// all of it is there afterwards, or none.
    /// - Parameter digest: what stands for the request's body where the body was a stream.
    func change(
        digest: String? = nil, isolation: Isolation = .readCommitted, retries: Int = 0,
        _ body: (Change) async throws -> Answer
    ) async throws -> Answer {
        let key = try idempotencyKey(digest: digest)
        let (answer, changedCallers) = try await resources.database.transaction(isolation: isolation, retries: retries)
        {
            connection in
            if let key, let saved = try await connection.claim(key) { return (saved, [KnownCallers.Subject]()) }
            let change = Change(connection: connection, call: self)
            let answer = try await body(change)
            try await change.finish()
            if let key { try await connection.save(answer, for: key, at: now) }
            return (answer, change.changedCallers)
        }
        // The database tells every process; this one does not answer before it knows.
        changedCallers.forEach(resources.callers.forget)
        return answer
    }
}
