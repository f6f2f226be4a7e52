import Assessment
import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import Seal

/// The bytes of one request, and what it says of them.
struct UploadPiece: Sendable {
    /// Where they begin.
    var offset: Int64
    /// How many there are, where that is known before they come.
    var announced: Int64?
    var checksum: UploadChecksum?
    /// `Content-Digest`, of these bytes.
    var digest: Digest?
    /// `Repr-Digest`, of the whole file.
    var reprDigest: Digest?

    init(_ headers: HTTPFields, at offset: Int64) throws {
        guard headers[.contentEncoding] == nil else {
            throw Problem(
                .unsupportedMediaType, "content-encoding", "The body is encoded",
                "Send the file's own bytes, without Content-Encoding.")
        }
        let type = headers[.contentType]?.split(separator: ";").first?.trimmingCharacters(in: .whitespaces)
        guard type?.lowercased() == Tus.pieceType else {
            throw Problem(
                .unsupportedMediaType, "unsupported-media-type", "The body is of another type",
                "Send it as `Content-Type: \(Tus.pieceType)`.")
        }
        self.offset = offset
        announced = try Tus.bytes(.contentLength, in: headers)
        checksum = try UploadChecksum(headers)
        digest = try Digest.sent(.contentDigest, in: headers)
        reprDigest = try Digest.sent(.reprDigest, in: headers)
    }

    /// Whether its bytes are kept only once they are all here and right.
    var isChecked: Bool { checksum != nil || digest != nil }
}

/// Takes the bytes of one piece into an upload's file, as they come.
struct PieceReader: Sendable {
    let file: UploadFile
    let start: Int64
    /// Where the upload ends.
    let length: Int64
    private var next: Int64
    private var sha256: StreamingDigest?
    private var sha1: StreamingSHA1?

    init(_ piece: UploadPiece, into file: UploadFile, length: Int64) {
        self.file = file
        self.length = length
        start = piece.offset
        next = piece.offset
        if case .sha1 = piece.checksum { sha1 = StreamingSHA1() }
        if case .sha256 = piece.checksum { sha256 = StreamingDigest() }
        if piece.digest != nil { sha256 = StreamingDigest() }
    }

    /// Reads to the end, or until somebody newer wants the upload. What came before stays in the file.
    mutating func read(_ body: HummingbirdCore.RequestBody, while hold: UploadHolds.Hold) async throws {
        let reader = self
        self = try await withThrowingTaskGroup(of: PieceReader?.self) { group in
            group.addTask {
                var reader = reader
                try await reader.read(body)
                return reader
            }
            group.addTask {
                for await _ in hold.wanted {}
                return nil
            }
            let first = try await group.next()
            group.cancelAll()
            guard let done = first ?? nil else { throw Problem.superseded }
            return done
        }
    }

    private mutating func read(_ body: HummingbirdCore.RequestBody) async throws {
        for try await buffer in body {
            try Task.checkCancellation()
            guard next + Int64(buffer.readableBytes) <= length else { throw Problem.uploadTooLong(length) }
            try await file.write(buffer, at: next)
            next += Int64(buffer.readableBytes)
            buffer.withUnsafeReadableBytes { bytes in
                sha256?.update(bytes)
                sha1?.update(Slice(base: bytes, bounds: bytes.startIndex..<bytes.endIndex))
            }
        }
        // A body that was given up ends like one that is whole.
        try Task.checkCancellation()
    }

    /// Whether the bytes are those that were announced.
    func requireRight(_ piece: UploadPiece) throws {
        switch piece.checksum {
        case .sha1(let expected): if sha1?.finish() != expected { throw Problem.wrongChecksum }
        case .sha256(let expected): if sha256?.finish() != expected { throw Problem.wrongChecksum }
        case nil: break
        }
        if let expected = piece.digest, let found = sha256?.finish(), found != expected {
            throw Problem.wrongChecksum
        }
    }
}

extension Digest {
    /// A digest in `Content-Digest` or `Repr-Digest`; nil where there is none of an algorithm known here.
    static func sent(_ name: HTTPField.Name, in headers: HTTPFields) throws -> Digest? {
        guard let field = headers[name], field.contains("sha-256=") else { return nil }
        guard let digest = Digest(contentDigest: field) else { throw Problem.invalidDigest }
        return digest
    }
}

extension Problem {
    static func uploadTooLong(_ length: Int64) -> Problem {
        Problem(
            .contentTooLarge, "upload-too-long", "There is more than was announced",
            "The upload has \(length) bytes in all. Begin another for a longer file."
        ).with("length", .number(String(length)))
    }

    static let invalidDigest = Problem(
        .badRequest, "invalid-digest", "The digest cannot be read",
        "Send `Content-Digest: sha-256=:…:` with the base64 of 32 bytes (RFC 9530).")
}
