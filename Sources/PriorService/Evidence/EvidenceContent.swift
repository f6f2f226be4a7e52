import Assessment
import EvidenceStore
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Postgres
import Seal

/// The bytes of an item, as they were sent: whole, in part, or not at all where the client has them. A browser is told to
/// save them, never to show, run or guess at them.
enum EvidenceContent {
    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Evidence.self)
        let (evidence, sight, _) = try await call.resources.database.withConnection { connection in
            try await connection.evidence(id, seenBlindBy: person)
        }
        guard let file = evidence.file else { throw Problem.notFound("file") }
        if let hold = file.hold { throw Problem.quarantined(hold) }
        let blinding = sight == .assessor ? try await call.blinding(of: file) : Blinding()
        let headers = headers(of: file, named: evidence.fileName(for: sight), blinding)
        let tag = headers[.eTag] ?? file.entityTag
        let asked = call.request.headers
        guard !asked.alreadyHave(tag) else { return Answer(status: .notModified, headers: headers) }
        if blinding.patches.isEmpty, let link = try await call.link(to: file, headers) {
            return Answer(status: .temporaryRedirect, headers: [.location: link, .cacheControl: "no-store"])
        }
        // A range of what the client has in part is of use only while it is still the same.
        let isSame = asked[.ifRange].map { $0 == tag } ?? true
        switch ByteRange(isSame ? asked[.range] : nil, of: file.size) {
        case .whole:
            return try await answer(.ok, headers, file, 0..<file.size, blinding, call)
        case .part(let range):
            var partHeaders = headers
            partHeaders[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.size)"
            return try await answer(.partialContent, partHeaders, file, range, blinding, call)
        case .none:
            throw Problem(
                .rangeNotSatisfiable, "range-not-satisfiable", "There are no such bytes",
                "The file has \(file.size) bytes, 0 to \(file.size - 1)."
            ).with(header: .contentRange, "bytes */\(file.size)")
        }
    }

    private static func headers(of file: EvidenceFile, named name: FileName, _ blinding: Blinding) -> HTTPFields {
        var headers: HTTPFields = [
            .contentType: file.acceptedType,
            .contentDisposition: ContentDisposition.attachment(name),
            .eTag: file.entityTag,
            .acceptRanges: "bytes",
            .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'; sandbox",
        ]
        if blinding.patches.isEmpty {
            headers[.reprDigest] = file.digest.contentDigest
        } else {
            headers[.eTag] = "\"\(file.digest.hex)-blind\""
        }
        return headers
    }

    /// Streams from the store, a few buffers at a time.
    private static func answer(
        _ status: HTTPResponse.Status, _ headers: HTTPFields, _ file: EvidenceFile, _ range: Range<Int64>,
        _ blinding: Blinding, _ call: Call
    ) async throws -> Answer {
        let bytes = try await call.resources.store.open(file.digest, range: range)
        let body = ResponseBody(contentLength: Int(range.upperBound - range.lowerBound)) { writer in
            var offset = range.lowerBound
            for try await var buffer in bytes {
                let count = Int64(buffer.readableBytes)
                blinding.apply(to: &buffer, at: offset)
                offset += count
                try await writer.write(buffer)
            }
            try await writer.finish(nil)
        }
        return Answer(status: status, headers: headers, body: .stream(body))
    }
}

extension Call {
    /// What is written over in a file for somebody who is not to know whose it is. The whole file is looked through, because a
    /// part of it does not say where it begins to tell.
    fileprivate func blinding(of file: EvidenceFile) async throws -> Blinding {
        guard var scanner = Blinding.scanner(for: file.acceptedType) else { return Blinding() }
        for try await buffer in try await resources.store.open(file.digest, range: 0..<file.size) {
            scanner.take(buffer.readableBytesView)
        }
        return scanner.finish()
    }

    /// Where the client may fetch the bytes by itself for a little while; nil where they go through the service.
    fileprivate func link(to file: EvidenceFile, _ headers: HTTPFields) async throws -> String? {
        let seconds = resources.settings.store.redirectSeconds
        guard seconds > 0 else { return nil }
        return try await resources.store.link(
            to: file.digest, for: seconds, type: file.acceptedType, disposition: headers[.contentDisposition] ?? "")
    }
}
