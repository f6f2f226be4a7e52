import Assessment
import Foundation

/// A remark on a place in an item.
struct NewCommentBody: RequestBody {
    var claim: ID<Claim>
    var evidence: ID<Evidence>
    var at: CommentPlaceBody?
    var says: String
    var forLearner: Bool?

    static let schema = Schema.object(
        [
            .must("claim", .id, "For which claim."), .must("evidence", .id, "On which item."),
        ] + CommentChangeBody.fields)
}

/// A remark as it is to be from now on.
struct CommentChangeBody: RequestBody {
    var at: CommentPlaceBody?
    var says: String
    var forLearner: Bool?

    static let fields: [Schema.Field] = [
        .may("at", .named(CommentPlaceBody.self), "Where in the item; absent for the item as a whole."),
        .must("says", .string(.init(length: 1...4_000)), "What is said of it."),
        .may("forLearner", .boolean, "Whether the learner reads it with the results; false when not given."),
    ]
    static let schema = Schema.object(fields)
}

/// A place in an item: a page and a region of it, a stretch of time, or a stretch of text.
struct CommentPlaceBody: Codable, Described {
    var page: Int?
    var region: EvidenceAnchor.Region?
    var fromSeconds: Double?
    var toSeconds: Double?
    var start: Int?
    var end: Int?

    static let schema = Schema.object([
        .may("page", .integer(1...1_000_000), "Which page; 1 for a picture."),
        .may(
            "region",
            .object([
                .must("x", .number(0...1), "From the left, as a share of the width."),
                .must("y", .number(0...1), "From above, as a share of the height."),
                .must("width", .number(0...1), "How wide."), .must("height", .number(0...1), "How high."),
            ]), "Which part of the page."),
        .may("fromSeconds", .number(0...604_800), "From when in a recording."),
        .may("toSeconds", .number(0...604_800), "Until when."),
        .may("start", .integer(0...10_000_000), "From where in a text, in Unicode scalars."),
        .may("end", .integer(0...10_000_000), "Until where; the end is not part of it."),
    ])

    init(_ anchor: EvidenceAnchor) {
        switch anchor {
        case .page(let page, let region): (self.page, self.region) = (page, region)
        case .time(let from, let to): (fromSeconds, toSeconds) = (from, to)
        case .text(let start, let end): (self.start, self.end) = (start, end)
        }
    }

    /// The one place that is meant.
    func anchor() throws -> EvidenceAnchor {
        let isPage = page != nil
        let isTime = fromSeconds != nil
        let isText = start != nil && end != nil
        guard [isPage, isTime, isText].count(where: { $0 }) == 1, isPage || region == nil, isTime || toSeconds == nil,
            isText || (start == nil && end == nil)
        else {
            throw Problem.invalid(
                "/at", "one_place", "Send `page` with or without `region`, or `fromSeconds`, or `start` and `end`.")
        }
        if let page { return .page(page, region) }
        if let fromSeconds { return .time(fromSeconds, toSeconds) }
        return .text(start ?? 0, end ?? 0)
    }
}

/// A remark of an assessor.
struct CommentBody: AnswerBody {
    var id: ID<EvidenceComment>
    var claim: ID<Claim>
    var evidence: ID<Evidence>
    var seat: Assignment.Seat?
    var at: CommentPlaceBody?
    var says: String
    var forLearner: Bool
    var version: Int
    var madeAt: Date
    var changedAt: Date?

    static let schema = Schema.object([
        .must("id", .id, "The remark."),
        .must("claim", .id, "For which claim."),
        .must("evidence", .id, "On which item."),
        .may("seat", .choice(of: Assignment.Seat.self), "From which seat; not for the learner."),
        .may("at", .named(CommentPlaceBody.self), "Where in the item; absent for the item as a whole."),
        .must("says", .anyText(4_000), "What is said of it."),
        .must("forLearner", .boolean, "Whether the learner reads it with the results."),
        .must("version", .integer(1...Int.max), "To be sent as If-Match with the next change."),
        .must("madeAt", .dateTime, "When."),
        .may("changedAt", .dateTime, "When it was last changed."),
    ])
}

extension EvidenceAnchorError: RuleError {
    var problem: Problem {
        switch self {
        case .otherKind:
            Problem.invalid(
                "/at", "other_kind",
                "Recordings have seconds, pictures and documents have pages, texts and what is transcribed have characters."
            )
        case .outside(let name, let most):
            Problem.invalid(
                "/at/\(name)", "outside", "That is outside the item, in which it is at most \(most).")
        }
    }
}
