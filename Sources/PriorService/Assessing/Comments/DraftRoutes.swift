import Assessment
import Foundation
import HTTPTypes
import Postgres

/// What an assessor has written and not given yet, saved as they type.
struct NewDraftBody: RequestBody {
    var notes: String

    static let schema = Schema.object([
        .must("notes", .anyText(100_000), "Anything: half a comment, a list of doubts. Nobody else ever reads it.")
    ])
}

/// A draft in one of its versions.
struct DraftBody: AnswerBody {
    var claim: ID<Claim>
    var version: Int
    var notes: String
    var savedAt: Date

    /// How many versions are kept.
    static let kept = 20

    static let schema = Schema.object([
        .must("claim", .id, "The claim."),
        .must("version", .integer(1...Int.max), "To be sent as If-Match with the next; 0 before the first."),
        .must("notes", .anyText(100_000), "What was written."),
        .must("savedAt", .dateTime, "When."),
    ])
}

/// Drafts with versions: two tabs never overwrite each other, and what was overwritten on purpose is there a while.
enum DraftRoutes {
    static func put(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Assignment.self)
        let claim = try call.id("claim", of: Claim.self)
        let expected = try call.expectedVersion()
        let notes = try call.body(NewDraftBody.self).notes
        return try await call.change { change in
            let record = try await change.connection.assignment(id, ownedBy: person)
            try record.assignment.requireAtWork(at: call.now)
            let isThere = try await change.connection.hasClaim(claim, record.submission)
            guard isThere, expected < Int.max else { throw Problem.notFound("claim") }
            let draft = DraftBody(claim: claim, version: expected + 1, notes: notes, savedAt: call.now)
            guard try await change.connection.save(draft, of: record) else {
                let present = try await change.connection.draftVersion(of: id, claim)
                throw Problem.versionMismatch(present: "\"\(present)\"")
            }
            return try .ok(draft).version(draft.version)
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Assignment.self)
        let claim = try call.id("claim", of: Claim.self)
        let page = try call.page(keys: 1)
        _ = try await call.resources.database.withConnection { try await $0.assignment(id, ownedBy: person) }
        let drafts = try await call.resources.database.drafts(of: id, claim, page)
        return try call.list(drafts, page) { [String($0.version)] }
    }
}
