import Assessment
import Foundation
import HTTPTypes
import Seal

/// What a request to begin an upload asks for.
struct UploadPlan: Sendable {
    var kind: Upload.Kind = .whole
    /// Nil for a final one: it is as long as its parts.
    var length: Int64?
    var metadata: UploadMetadata
    var metadataText: String
    var concatText: String?
    var parts: [ID<Upload>] = []
    var reprDigest: Digest?

    static let mostParts = 300
    /// The most bytes of `Upload-Concat`: header fields have 32 KiB together.
    static let longestConcat = 16_384

    init(_ headers: HTTPFields) throws {
        metadataText = headers[.uploadMetadata] ?? ""
        metadata = try UploadMetadata(metadataText)
        concatText = headers[.uploadConcat]
        reprDigest = try Digest.sent(.reprDigest, in: headers)
        if let concatText { (kind, parts) = try Self.concat(concatText) }
        guard headers[.uploadDeferLength] == nil else {
            throw Tus.malformed("Send `Upload-Length`: the length must be known when the upload begins.")
        }
        length = try Tus.bytes(.uploadLength, in: headers)
        switch (kind, length) {
        case (.final, .some): throw Tus.malformed("A final upload is as long as its parts; leave `Upload-Length` away.")
        case (.whole, nil), (.partial, nil): throw Tus.malformed("Send `Upload-Length`: the bytes of the file.")
        default: break
        }
    }

    /// What makes two requests to begin an upload the same.
    var text: String {
        "\(length.map(String.init) ?? "")\n\(metadataText)\n\(concatText ?? "")\n\(reprDigest?.hex ?? "")"
    }

    /// Reads `partial`, or `final;` and the addresses of the parts, whole or from the root.
    private static func concat(_ text: String) throws -> (Upload.Kind, [ID<Upload>]) {
        if text == "partial" { return (.partial, []) }
        guard text.utf8.count <= longestConcat else {
            throw Tus.malformed("`Upload-Concat` may have \(longestConcat) bytes; send fewer, larger parts.")
        }
        guard text.hasPrefix("final;") else {
            throw Tus.malformed("`Upload-Concat` is `partial`, or `final;` and the addresses of the parts.")
        }
        let parts = try text.dropFirst("final;".count).split(separator: " ").map { address in
            let path = address.split(separator: "/").suffix(3)
            guard path.dropLast().elementsEqual(["api", "uploads"]), let last = path.last,
                let id = ID<Upload>(String(last))
            else { throw Tus.malformed("`\(address)` is not the address of an upload.") }
            return id
        }
        guard (1...mostParts).contains(parts.count), Set(parts).count == parts.count else {
            throw Tus.malformed("Name 1 to \(mostParts) parts, each once.")
        }
        return (.final, parts)
    }

    static func unknownPart(_ id: ID<Upload>) -> Problem {
        Tus.malformed("You have no partial upload \(id) that is still to be joined.")
    }

    static func unfinishedPart(_ id: ID<Upload>, _ here: Int64, _ length: Int64) -> Problem {
        Problem.conflict(
            "upload-unfinished", "A part is not whole yet",
            "Of the partial upload \(id) \(here) of \(length) bytes are here. Send the rest first.")
    }
}
