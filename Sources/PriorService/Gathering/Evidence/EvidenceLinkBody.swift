import Assessment
import Foundation

/// "This part of this item shows this criterion, because …"
struct NewEvidenceLinkBody: RequestBody {
    var claim: ID<Claim>
    var criterion: String
    var note: String?
    var page: Int?
    var timeCodeSeconds: Double?

    static let schema = Schema.object([
        .must("claim", .id, "A claim of the same portfolio."),
        .must("criterion", .text(64), "A criterion of the claimed unit."),
        .may("note", .anyText(2_000), "Why it shows it."),
        .may("page", .integer(1...1_000_000), "On which page."),
        .may("timeCodeSeconds", .number(0...604_800), "How far into the recording, in seconds."),
    ])
}

/// A link from an item to a criterion.
struct EvidenceLinkBody: AnswerBody {
    var id: ID<EvidenceLink>
    var evidence: ID<Evidence>
    var claim: ID<Claim>
    var criterion: String
    var note: String
    var page: Int?
    var timeCodeSeconds: Double?
    var linkedAt: Date

    static let schema = Schema.object([
        .must("id", .id, "The link."),
        .must("evidence", .id, "The item."),
        .must("claim", .id, "The claim."),
        .must("criterion", .text(64), "The criterion."),
        .must("note", .anyText(2_000), "Why it shows it."),
        .may("page", .integer(1...1_000_000), "On which page."),
        .may("timeCodeSeconds", .number(0...604_800), "How far into the recording, in seconds."),
        .must("linkedAt", .dateTime, "When it was linked."),
    ])
}
