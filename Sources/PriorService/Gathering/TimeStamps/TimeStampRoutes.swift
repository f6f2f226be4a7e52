import Assessment
import Foundation
import HTTPTypes
import NIOCore
import Postgres
import Seal

/// What a time-stamping authority says of a submission.
enum TimeStampRoutes {
    static func show(_ call: Call) async throws -> Answer {
        try .ok(try await find(call).body)
    }

    /// The authority's own answer, for `openssl ts -verify`.
    static func response(_ call: Call) async throws -> Answer {
        Answer(
            status: .ok, headers: [.contentType: "application/timestamp-reply"],
            body: .bytes(ByteBuffer(bytes: try await find(call).response)))
    }

    private static func find(_ call: Call) async throws -> (body: TimeStampBody, response: [UInt8]) {
        let person = try call.person()
        let id = try call.id(of: Submission.self)
        return try await call.resources.database.withConnection { connection in
            _ = try await connection.submission(id, seenBy: person)
            let row = try await connection.first(
                """
                select digest, stamped_at, serial, authority, response from time_stamp
                where submission_id = \(id) and response is not null
                """)
            guard let row else { throw Problem.notFound("time stamp") }
            let body = TimeStampBody(
                submission: id, manifestDigest: try row["digest"], at: try row["stamped_at"], serial: try row["serial"],
                authority: try row["authority"])
            return (body, try row["response"])
        }
    }
}

/// That somebody else saw a submission's manifest digest at a moment.
struct TimeStampBody: AnswerBody {
    var submission: ID<Submission>
    var manifestDigest: Digest
    var at: Date
    var serial: String
    var authority: String

    static let schema = Schema.object([
        .must("submission", .id, "The submission."),
        .must("manifestDigest", .sha256, "What was stamped: SHA-256 of the manifest's bytes."),
        .must("at", .dateTime, "When the authority saw it, in whole seconds."),
        .must("serial", .text(200), "The stamp's number there, in hexadecimal."),
        .must("authority", .text(2_000), "Where the authority answers."),
    ])
}
