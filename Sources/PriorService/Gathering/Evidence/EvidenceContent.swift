import Assessment
import EvidenceStore
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Postgres
import Seal

/// The bytes of an item, as they were sent, or as a copy that does not say whose it is: whole, in part, or not at all where the
/// client has them. A browser is told to save them, never to show, run or guess at them.
enum EvidenceContent {
    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        let (evidence, sight, _) = try await call.resources.database.withConnection { connection in
            try await connection.evidence(id, seenBlindBy: person)
        }
        guard let file = evidence.file else { throw Problem.notFound("file") }
        if let hold = file.hold { throw Problem.quarantined(hold) }
        let served = try await call.served(file, of: evidence, for: sight)
        let headers = headers(of: served)
        let tag = "\"\(served.digest.hex)\""
        let asked = call.request.headers
        guard !asked.alreadyHave(tag) else { return Answer(status: .notModified, headers: headers) }
        if let link = try await call.link(to: served, headers) {
            return Answer(status: .temporaryRedirect, headers: [.location: link, .cacheControl: "no-store"])
        }
        // A range of what the client has in part is of use only while it is still the same.
        let isSame = asked[.ifRange].map { $0 == tag } ?? true
        switch ByteRange(isSame ? asked[.range] : nil, of: served.size) {
        case .whole:
            return try await answer(.ok, headers, served, 0..<served.size, call)
        case .part(let range):
            var partHeaders = headers
            partHeaders[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(served.size)"
            return try await answer(.partialContent, partHeaders, served, range, call)
        case .none:
            throw Problem(
                .rangeNotSatisfiable, "range-not-satisfiable", "There are no such bytes",
                "The file has \(served.size) bytes, 0 to \(served.size - 1)."
            ).with(header: .contentRange, "bytes */\(served.size)")
        }
    }

    private static func headers(of file: ServedFile) -> HTTPFields {
        [
            .contentType: file.type,
            .contentDisposition: ContentDisposition.attachment(file.name),
            // The same bytes, the same tag.
            .eTag: "\"\(file.digest.hex)\"",
            .acceptRanges: "bytes",
            .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'; sandbox",
            .reprDigest: file.digest.contentDigest,
        ]
    }

    /// Streams from the store, a few buffers at a time.
    private static func answer(
        _ status: HTTPResponse.Status, _ headers: HTTPFields, _ file: ServedFile, _ range: Range<Int64>, _ call: Call
    ) async throws -> Answer {
        let bytes = try await call.resources.store.open(file.digest, range: range)
        let body = ResponseBody(contentLength: Int(range.upperBound - range.lowerBound)) { writer in
            for try await buffer in bytes { try await writer.write(buffer) }
            try await writer.finish(nil)
        }
        return Answer(status: status, headers: headers, body: .stream(body))
    }
}

extension Call {
    /// What is handed out for a file: to whoever is not to know whose it is its copy, which is wanted from now on.
    fileprivate func served(
        _ file: EvidenceFile, of evidence: EvidenceRecord, for sight: EvidenceSight
    ) async throws -> ServedFile {
        let name = evidence.fileName(for: sight)
        guard sight == .assessor else {
            return ServedFile(digest: file.digest, size: file.size, type: file.acceptedType, name: name)
        }
        if file.blindCopy == nil, let way = BlindWay(file.acceptedType), way != .original {
            try await resources.database.withConnection { connection in
                try await connection.wantBlindCopy(of: file, at: now)
            }
        }
        return try file.blindly(named: name)
    }

    /// Where the client may fetch the bytes by itself for a little while; nil where they go through the service.
    fileprivate func link(to file: ServedFile, _ headers: HTTPFields) async throws -> String? {
        let seconds = resources.settings.store.redirectSeconds
        guard seconds > 0 else { return nil }
        return try await resources.store.link(
            to: file.digest, for: seconds, type: file.type, disposition: headers[.contentDisposition] ?? "")
    }
}
