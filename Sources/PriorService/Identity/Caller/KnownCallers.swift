import Assessment
import Foundation
import Seal
import Synchronization

/// Who the credentials seen lately belong to, so that not every request asks PostgreSQL anew who is asking.
///
/// What is kept here is forgotten as soon as the database says that a session ended, a role was given or taken, or a
/// client was revoked: by this process right after its own commit, by every process when `CallerWatch` hears of it. Without
/// a watch nothing is kept at all, and nothing is believed for longer than `longest`, whatever happens to the watch.
final class KnownCallers: Sendable {
    /// Whose credentials change together.
    enum Subject: Hashable, Sendable {
        case person(ID<Person>)
        case client(ID<Client>)
        /// Nobody knows whose.
        case all
    }

    /// What the database said of a credential, and until when it need not be asked again, as far as it knew.
    struct Finding: Sendable {
        var caller: Caller
        /// When the session or token ends, or its use has to be noted again.
        var until: Date
    }

    /// A look-up under way: what was found is kept only if nothing was forgotten meanwhile.
    struct Search: Sendable {
        fileprivate let forgotten: Int
    }

    private struct Entry {
        var finding: Finding
        var since: ContinuousClock.Instant
    }

    private struct State {
        var entries: [Digest: Entry] = [:]
        /// Counts what was forgotten.
        var forgotten = 0
        var isWatched = false
    }

    /// The most credentials kept; past that, all are let go and asked for again.
    static let most = 20_000
    /// How long anything is believed, even if the watch went deaf without noticing.
    static let longest = Duration.seconds(10)

    private let state = Mutex(State())

    /// The caller behind a credential, where that is known and still holds.
    func caller(of token: Digest, at now: Date) -> Caller? {
        state.withLock { state in
            guard let entry = state.entries[token] else { return nil }
            guard entry.finding.until > now, entry.since.duration(to: .now) < Self.longest else {
                state.entries[token] = nil
                return nil
            }
            return entry.finding.caller
        }
    }

    /// Call before the database is asked.
    func search() -> Search { state.withLock { Search(forgotten: $0.forgotten) } }

    /// Keeps what the database said, unless it may have changed its mind since the search began.
    func keep(_ finding: Finding, for token: Digest, foundBy search: Search) {
        state.withLock { state in
            guard state.isWatched, state.forgotten == search.forgotten else { return }
            if state.entries.count >= Self.most { state.entries.removeAll(keepingCapacity: true) }
            state.entries[token] = Entry(finding: finding, since: .now)
        }
    }

    /// Lets go of what is known of someone. It looks through everything kept: such changes are rare.
    func forget(_ subject: Subject) {
        state.withLock { state in
            state.forgotten += 1
            switch subject {
            case .all: state.entries = [:]
            case .person, .client: state.entries = state.entries.filter { $0.value.finding.caller.subject != subject }
            }
        }
    }

    /// From now on changes are heard of (true), or may be missed (false). Either way nothing known before is believed.
    func watched(_ isWatched: Bool) {
        state.withLock { state in
            state.isWatched = isWatched
            state.forgotten += 1
            state.entries = [:]
        }
    }
}

extension KnownCallers.Subject {
    /// Reads what the triggers of migration 0014 send: `person ID` or `client ID`.
    init(notification: String) {
        let parts = notification.split(separator: " ")
        let id = parts.count == 2 ? String(parts[1]) : ""
        switch parts.first {
        case "person": self = ID<Person>(id).map { .person($0) } ?? .all
        case "client": self = ID<Client>(id).map { .client($0) } ?? .all
        default: self = .all
        }
    }
}

extension Caller {
    /// Whose credentials this caller's change with.
    fileprivate var subject: KnownCallers.Subject? {
        switch self {
        case .person(let person): .person(person.id)
        case .client(let client): .client(client.id)
        case .nobody, .link, .operator: nil
        }
    }
}
