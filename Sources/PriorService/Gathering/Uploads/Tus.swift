import Foundation
import HTTPTypes
import Seal

/// tus 1.0.0 (https://tus.io/protocols/resumable-upload): what of it is spoken here, and its header fields.
enum Tus {
    static let version = "1.0.0"
    static let extensions = [
        "creation", "creation-with-upload", "expiration", "checksum", "termination", "concatenation",
    ]
    static let checksumAlgorithms = ["sha1", "sha256"]
    static let pieceType = "application/offset+octet-stream"

    /// Refuses a client that speaks another version.
    static func requireVersion(_ headers: HTTPFields) throws {
        guard headers[.tusResumable] == version else {
            throw Problem(
                .preconditionFailed, "tus-version", "Another version of tus",
                "Send `Tus-Resumable: \(version)`; this service speaks tus \(version)."
            ).with(header: .tusVersion, version)
        }
    }

    /// A header field that is a whole number of bytes; nil where it is not there.
    static func bytes(_ name: HTTPField.Name, in headers: HTTPFields) throws -> Int64? {
        guard let text = headers[name] else { return nil }
        guard let number = Int(digits: text.utf8) else {
            throw malformed("`\(name.rawName)` must be a whole number of bytes.")
        }
        return Int64(number)
    }

    static func malformed(_ detail: String) -> Problem {
        Problem(.badRequest, "invalid-upload", "The upload request cannot be understood", detail)
    }

    /// A date as HTTP writes it (RFC 9110 section 5.6.7).
    static func httpDate(_ date: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let part = calendar.dateComponents([.weekday, .day, .month, .year, .hour, .minute, .second], from: date)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int?) -> String { String(String(100 + (number ?? 0)).suffix(2)) }
        let time = "\(two(part.hour)):\(two(part.minute)):\(two(part.second))"
        let day = "\(two(part.day)) \(months[(part.month ?? 1) - 1]) \(part.year ?? 0)"
        return "\(days[(part.weekday ?? 1) - 1]), \(day) \(time) GMT"
    }
}

/// What a client says that the bytes of one piece come to.
enum UploadChecksum: Sendable, Equatable {
    case sha1([UInt8])
    case sha256(Digest)

    /// Reads `Upload-Checksum: sha1 base64`; nil where it is not there.
    init?(_ headers: HTTPFields) throws {
        guard let field = headers[.uploadChecksum] else { return nil }
        let parts = field.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let bytes = Data(base64Encoded: String(parts[1])).map(Array.init) else {
            throw Tus.malformed("`Upload-Checksum` must be an algorithm, one space, and base64.")
        }
        switch (parts[0], bytes.count) {
        case ("sha1", StreamingSHA1.byteCount): self = .sha1(bytes)
        case ("sha256", Digest.byteCount):
            guard let digest = Digest(bytes: bytes) else { return nil }
            self = .sha256(digest)
        case ("sha1", _), ("sha256", _): throw Tus.malformed("The checksum has the wrong length for \(parts[0]).")
        default:
            let known = Tus.checksumAlgorithms.joined(separator: ", ")
            throw Tus.malformed("Nobody here knows this checksum algorithm. Known: \(known).")
        }
    }
}

extension HTTPField.Name {
    static let tusResumable = tus("Tus-Resumable")
    static let tusVersion = tus("Tus-Version")
    static let tusExtension = tus("Tus-Extension")
    static let tusMaxSize = tus("Tus-Max-Size")
    static let tusChecksumAlgorithm = tus("Tus-Checksum-Algorithm")
    static let uploadOffset = tus("Upload-Offset")
    static let uploadLength = tus("Upload-Length")
    static let uploadDeferLength = tus("Upload-Defer-Length")
    static let uploadMetadata = tus("Upload-Metadata")
    static let uploadConcat = tus("Upload-Concat")
    static let uploadChecksum = tus("Upload-Checksum")
    static let uploadExpires = tus("Upload-Expires")
    static let methodOverride = tus("X-HTTP-Method-Override")
    /// The address of the evidence that an upload became.
    static let priorEvidence = tus("Prior-Evidence")

    /// Only for the constants above, all of them field names; as in `HeaderNames.swift`.
    private static func tus(_ text: String) -> HTTPField.Name { HTTPField.Name(text) ?? .expires }
}
