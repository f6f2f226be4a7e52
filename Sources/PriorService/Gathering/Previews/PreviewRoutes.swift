import Assessment
import EvidenceStore
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Postgres
import Seal

/// A look before the download, for whoever may see an item.
enum PreviewRoutes {
    static func list(_ call: Call) async throws -> Answer {
        try await withFile(of: call) { connection, file, _ in
            try .ok(file.hold == nil ? await connection.previews(of: file.digest) : .waiting)
        }
    }

    static func metadata(_ call: Call) async throws -> Answer {
        try await withFile(of: call) { connection, file, sight in
            guard file.hold == nil else {
                return try .ok(MetadataBody(.pending, nil, EvidenceFacts(), nil, as: sight))
            }
            return try .ok(await connection.metadata(of: file.digest, as: sight))
        }
    }

    /// Our own picture of a page: the only bytes that a browser may show in place.
    static func show(_ call: Call) async throws -> Answer {
        guard let page = Int(digits: Array(try call.text("page").utf8)) else { throw Problem.notFound("preview") }
        let box = try call.query("width").flatMap { Int($0) } ?? 320
        let preview = try await withFile(of: call) { connection, file, _ in
            file.hold == nil ? try await connection.preview(of: file.digest, page: page, box: box) : nil
        }
        guard let preview else { throw Problem.notFound("preview") }
        let tag = "\"\(preview.object.hex)\""
        let headers: HTTPFields = [
            .contentType: "image/webp", .contentDisposition: "inline", .eTag: tag,
            .reprDigest: preview.object.contentDigest,
            // Kept by the one who saw it, and shown again only after asking whether they still may.
            .cacheControl: "private, no-cache",
            .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'; sandbox",
        ]
        guard !call.request.headers.alreadyHave(tag) else { return Answer(status: .notModified, headers: headers) }
        let bytes = try await call.resources.store.open(preview.object)
        let body = ResponseBody(contentLength: Int(preview.size)) { writer in
            for try await buffer in bytes { try await writer.write(buffer) }
            try await writer.finish(nil)
        }
        return Answer(status: .ok, headers: headers, body: .stream(body))
    }

    /// The file of the item that is asked for, for someone who may see it. Whoever assesses an item sees it blind, whatever
    /// else they are at the institution.
    private static func withFile<Value: Sendable>(
        of call: Call, _ body: (Connection, EvidenceFile, EvidenceSight) async throws -> Value
    ) async throws -> Value {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        return try await call.resources.database.withConnection { connection in
            var (evidence, sight, portfolio) = try await connection.evidence(id, seenBy: person)
            guard let file = evidence.file else { throw Problem.notFound("file") }
            if portfolio.learner != person.id, try await connection.isAssessing(person.id, evidence) {
                sight = .assessor
            }
            return try await body(connection, file, sight)
        }
    }
}

extension PreviewsBody {
    /// Of a file in quarantine.
    fileprivate static let waiting = PreviewsBody(state: .pending, pages: [])
}
