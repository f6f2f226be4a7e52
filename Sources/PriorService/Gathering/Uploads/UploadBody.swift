import Assessment
import Foundation

/// An upload, as its person sees it.
struct UploadBody: AnswerBody {
    var id: ID<Upload>
    var kind: Upload.Kind
    var state: Upload.State
    var portfolio: ID<Portfolio>?
    var fileName: String?
    var length: Int64
    var offset: Int64
    var createdAt: Date
    var expiresAt: Date
    var endedAt: Date?
    var evidence: ID<Evidence>?
    var problem: JSONValue?

    static let schema = Schema.object([
        .must("id", .id, "The upload; its address is /api/uploads/{id}."),
        .must("kind", .choice(of: Upload.Kind.self), "A whole file, a partial one, or a final one made of those."),
        .must(
            "state", .choice(of: Upload.State.self),
            "open while bytes are missing or it is being looked at; joined into a final one; settled as evidence; refused."
        ),
        .may("portfolio", .id, "The portfolio it goes to; a partial upload has none."),
        .may("fileName", .text(200), "The file's name, where it was told."),
        .must("length", .integer(0...9_007_199_254_740_991), "How many bytes it will have."),
        .must("offset", .integer(0...9_007_199_254_740_991), "How many are here: send the rest from there on."),
        .must("createdAt", .dateTime, "When it was begun."),
        .must("expiresAt", .dateTime, "When it is thrown away, or forgotten, unless it goes on."),
        .may("endedAt", .dateTime, "When it was settled or refused."),
        .may("evidence", .id, "The item that it became."),
        .may("problem", .any, "Why it was refused: the problem that was answered."),
    ])

    init(_ upload: UploadRecord, offset: Int64) {
        id = upload.id
        kind = upload.kind
        state = upload.state
        portfolio = upload.portfolio
        let name = (try? UploadMetadata(upload.metadata))?.values["filename"]
        fileName = name.map { FileName(cleaning: $0).description }
        length = upload.length
        self.offset = offset
        createdAt = upload.createdAt
        expiresAt = upload.expiresAt
        endedAt = upload.endedAt
        evidence = upload.evidence
        problem = upload.problem?.document
    }
}

extension Upload.Kind: Codable {}
extension Upload.State: Codable {}
