import Assessment
import Foundation
import Postgres

/// What a witness has written so far. Everything may be missing; nothing is checked but its shape.
struct WitnessDraftBody: RequestBody, Encodable {
    var witnessName: String?
    var witnessRole: String?
    var organisation: String?
    var contact: String?
    var relationship: String?
    var firstHand: Bool?
    var relatedByFamily: Bool?
    var knownFrom: CalendarDate?
    var knownUntil: CalendarDate?
    var language: String?
    var answers: [Answer]?
    var criteria: [String]?

    /// One question and what the witness has written to it so far.
    struct Answer: RequestBody, Encodable {
        var prompt: String
        var answer: String

        static let schema = Schema.object([
            .must("prompt", .anyText(1000), "The question as it was put."),
            .must("answer", .anyText(5000), "What is written so far."),
        ])
    }

    static let schema = Schema.object([
        .may("witnessName", .anyText(200), "The witness's full name."),
        .may("witnessRole", .anyText(200), "Their post."),
        .may("organisation", .anyText(200), "Where they hold it."),
        .may("contact", .anyText(200), "A telephone number or address."),
        .may("relationship", .anyText(200), "What they are to the learner."),
        .may("firstHand", .boolean, "Whether they saw the work with their own eyes."),
        .may("relatedByFamily", .boolean, "Whether they are of the learner's family."),
        .may("knownFrom", .date, "Since when they have known the work."),
        .may("knownUntil", .date, "Until when."),
        .may("language", .anyText(35), "The language they write or speak."),
        .may("answers", .list(of: .named(Answer.self), 0...50), "What is written so far."),
        .may("criteria", .list(of: .slug, 0...200), "Which criteria are ticked."),
    ])
}

/// A draft as it stands in its table.
struct WitnessDraft: Sendable {
    /// Counted from 1; 0 where nothing was saved.
    var version: Int
    var body: WitnessDraftBody?

    static let none = WitnessDraft(version: 0, body: nil)
}

/// Saving what is not signed yet, to go on later on this telephone or another.
enum WitnessDraftRoutes {
    static func save(_ call: Call) async throws -> Answer {
        let body = try call.body(WitnessDraftBody.self)
        let expected = try call.expectedVersion()
        return try await call.change { change in
            let (record, _) = try await change.askedByLink()
            let present = try await change.connection.draft(of: record.id)
            guard present.version == expected else { throw Problem.versionMismatch(present: "\"\(present.version)\"") }
            let saved = WitnessDraft(version: present.version + 1, body: body)
            try await change.connection.save(saved, of: record.id, at: call.now)
            return Answer.noContent.version(saved.version)
        }
    }
}

extension Connection {
    func draft(of request: ID<TestimonialRequest>) async throws -> WitnessDraft {
        let row = try await first("select version, body from testimonial_draft where request_id = \(request)")
        guard let row else { return .none }
        let body: JSONText = try row["body"]
        return WitnessDraft(version: try row["version"], body: try body.decode())
    }

    fileprivate func save(_ draft: WitnessDraft, of request: ID<TestimonialRequest>, at moment: Date) async throws {
        try await execute(
            """
            insert into testimonial_draft (request_id, version, body, saved_at)
            values (\(request), \(draft.version), \(try JSONText(encoding: draft.body)), \(moment))
            on conflict (request_id) do update set version = excluded.version, body = excluded.body,
                saved_at = excluded.saved_at
            """)
    }

    /// Clears away what a witness wrote, recorded and said of their address for a request that came to its end.
    func forgetUnsigned(
        _ request: ID<TestimonialRequest>, in portfolio: ID<Portfolio>, at institution: ID<Institution>
    ) async throws {
        try await execute("delete from testimonial_draft where request_id = \(request)")
        try await execute("delete from witness_contact where request_id = \(request)")
        try await execute("delete from handed_code where request_id = \(request)")
        try await discardRecording(of: request, in: portfolio, at: institution)
    }
}
