import Assessment
import Foundation
import HTTPTypes

extension Answer {
    /// An answer without a body that speaks tus.
    static func tus(_ status: HTTPResponse.Status) -> Answer {
        Answer(status: status, headers: [.tusResumable: Tus.version])
    }

    /// The same answer with a header more; nil leaves it as it is.
    func with(_ name: HTTPField.Name, _ value: String?) -> Answer {
        guard let value else { return self }
        var copy = self
        copy.headers[name] = value
        return copy
    }
}

extension UploadRecord {
    /// The address of what it became.
    var evidencePath: String? { evidence.map { "/api/evidence/\($0)" } }

    /// The headers of an answer about an upload that `offset` bytes are here of.
    func answer(_ status: HTTPResponse.Status, at offset: Int64) -> Answer {
        .tus(status).with(.uploadOffset, String(offset)).with(.priorEvidence, evidencePath)
            .with(.uploadExpires, endedAt == nil ? Tus.httpDate(expiresAt) : nil)
    }

    /// What everyone is told who asks for more of an upload that ended otherwise.
    func requireNotRefused() throws {
        if let problem { throw problem.problem }
    }

    /// Refuses an upload whose time ran out.
    func requireTime(_ now: Date) throws {
        guard expiresAt > now || endedAt != nil else {
            throw Problem(
                .gone, "upload-expired", "The upload ran out",
                "Nothing came for too long, and what there was is thrown away. Begin it anew.")
        }
    }
}

extension Problem {
    static let uploadBusy = Problem(
        .locked, "upload-busy", "The upload is in use",
        "Another request is finishing it. Ask again in a moment how far it is."
    ).with(header: .retryAfter, "2")

    static func wrongOffset(_ offset: Int64) -> Problem {
        Problem(
            .conflict, "upload-offset", "The upload is at another place",
            "\(offset) bytes are here. Send the rest from there on."
        ).with("offset", .number(String(offset))).with(header: .uploadOffset, String(offset))
    }

    static let superseded = Problem(
        .conflict, "upload-taken-over", "The upload went on elsewhere",
        "A newer request goes on with this upload. What came before it is kept.")

    static let wrongChecksum = Problem(
        .init(code: 460, reasonPhrase: "Checksum Mismatch"), "upload-checksum", "The piece arrived altered",
        "Its bytes do not have the checksum that was sent with them. None of them were kept; send the piece again.")
}

extension HTTPResponse.Status {
    static let locked = HTTPResponse.Status(code: 423, reasonPhrase: "Locked")
}
