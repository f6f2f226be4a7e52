import Assessment
import Foundation
import HTTPTypes
import NIOCore
import Postgres
import Rubrics

/// A learner's record in the forms that others read, and institutions' policies in CTDL.
enum CreditExportRoutes {
    static func ctdl(_ call: Call) async throws -> Answer {
        .file(try await call.ownRecord().ctdl.data, "application/ld+json", called: "credits.jsonld")
    }

    static func micro(_ call: Call) async throws -> Answer {
        try .ok(try await call.ownRecord().microCredentials)
    }

    static func csv(_ call: Call) async throws -> Answer {
        .file(Array(try await call.ownRecord().csv.utf8), "text/csv; charset=utf-8", called: "credits.csv")
    }

    static func pdf(_ call: Call) async throws -> Answer {
        let record = try await call.ownRecord()
        let folder = call.resources.settings.dataDirectory.appending(path: "looks", directoryHint: .isDirectory)
        let bytes = try await call.resources.press.pdf(record.html, in: folder)
        return .file(bytes, "application/pdf", called: "credits.pdf")
    }

    static func policy(_ call: Call) async throws -> Answer {
        let id = try call.id(of: Institution.self)
        guard let institution = try await call.resources.database.institution(id) else {
            throw Problem.notFound("institution")
        }
        guard let key = DocumentKey(institution.policy), let policy = call.resources.rubrics.policies[key]?.value else {
            throw Problem.unexpected
        }
        let document = CTDL.policy(policy, of: institution, at: call.resources.settings.publicURL)
        return .file(document.data, "application/ld+json", called: "prior-learning-policy.jsonld")
    }
}

extension Answer {
    /// A file to be kept.
    fileprivate static func file(_ bytes: [UInt8], _ type: String, called name: String) -> Answer {
        Answer(
            status: .ok,
            headers: [.contentType: type, .contentDisposition: "attachment; filename=\"\(name)\""],
            body: .bytes(ByteBuffer(bytes: bytes)))
    }
}
