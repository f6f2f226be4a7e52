import Assessment
import Foundation
import HTTPTypes
import Postgres

/// Releases from quarantine: somebody of the institution has asked, looked or knows, and says why.
enum ReleaseRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        let body = try call.body(ReleaseBody.self)
        return try await call.change { change in
            var (evidence, sight, portfolio) = try await change.connection.evidence(id, seenBy: person)
            guard person.holds(.admit, at: portfolio.institution) else {
                throw Problem.forbidden("Only a coordinator of the institution releases what its policy holds.")
            }
            guard var file = try await change.connection.heldFile(of: evidence) else { throw Problem.notFound("file") }
            try file.release(at: call.now)
            try await change.connection.release(id, by: person.id, at: call.now)
            change.record(
                "evidence.released", of: id, at: portfolio.institution, from: file.quarantinedBy, to: "released",
                why: body.reason)
            evidence.file = file
            let links = try await change.connection.links(of: [id])[id] ?? []
            return try .ok(EvidenceBody(evidence, links: links, as: sight))
        }
    }
}

/// Why a file is released.
struct ReleaseBody: RequestBody {
    var reason: String

    static let schema = Schema.object([.must("reason", .text(2_000), "Why nothing speaks against the file.")])
}

extension EvidenceFile {
    /// Notes its release, which only what a policy holds can have.
    fileprivate mutating func release(at now: Date) throws {
        if case .malware = hold {
            throw Problem(
                .conflict, "evidence-infected", "The file carries malware",
                "What a scanner found is never released. The learner may send a clean copy."
            ).with("state", .string("malware"))
        }
        guard quarantinedBy != nil, releasedAt == nil else {
            throw Problem(
                .conflict, "evidence-not-quarantined", "No policy holds the file",
                "There is nothing to release; what is being scanned is free as soon as that is done."
            ).with("state", .string(hold?.code ?? "free"))
        }
        releasedAt = now
    }
}

extension Connection {
    /// The file of an item as it stands now, its row held until the transaction ends.
    fileprivate func heldFile(of evidence: EvidenceRecord) async throws -> EvidenceFile? {
        _ = try await first("select 1 as one from evidence_file where evidence_id = \(evidence.id) for update")
        return try await self.evidence(evidence.id)?.file
    }

    fileprivate func release(_ evidence: ID<Evidence>, by person: ID<Person>, at now: Date) async throws {
        try await execute(
            """
            update evidence_file set released_at = \(now), released_by = \(person)
            where evidence_id = \(evidence) and released_at is null
            """)
    }
}
