import Assessment
import Foundation

/// That somebody of the institution saw a paper.
struct NewOriginalSightingBody: RequestBody {
    var seen: OriginalSighting.Seen
    var certifiedBy: String?
    var seenOn: CalendarDate
    var place: String
    var note: String?

    static let schema = Schema.object([
        .must(
            "seen", .choice(of: OriginalSighting.Seen.self),
            "The original itself, or a copy that an authority certified."),
        .may("certifiedBy", .anyText(300), "Which authority certified the copy; only for one."),
        .must("seenOn", .date, "On which day."),
        .must("place", .text(300), "Where."),
        .may("note", .anyText(2000), "Anything else, for those who see the portfolio."),
    ])
}

/// That the original of an item was seen.
struct OriginalSightingBody: AnswerBody {
    var id: ID<OriginalSighting>
    var evidence: ID<Evidence>
    var seen: OriginalSighting.Seen
    var certifiedBy: String?
    var seenOn: CalendarDate
    var place: String?
    var note: String?
    var seenBy: ID<Person>?
    var recordedAt: Date
    var withdrawnAt: Date?

    static let schema = Schema.object([
        .must("id", .id, "The record."),
        .must("evidence", .id, "The item."),
        .must("seen", .choice(of: OriginalSighting.Seen.self), "What was seen."),
        .may("certifiedBy", .anyText(300), "Which authority certified the copy."),
        .must("seenOn", .date, "On which day."),
        .may("place", .anyText(300), "Where; not for assessors."),
        .may("note", .anyText(2000), "Anything else; not for assessors."),
        .may("seenBy", .id, "Who saw it; not for assessors."),
        .must("recordedAt", .dateTime, "When it was recorded."),
        .may("withdrawnAt", .dateTime, "When it was taken back, where it was."),
    ])

    /// For assessors: a place or a note may tell whose case it is.
    var blind: OriginalSightingBody {
        var copy = self
        (copy.place, copy.note, copy.seenBy) = (nil, nil, nil)
        return copy
    }
}
