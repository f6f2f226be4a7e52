import Assessment
import Foundation

/// A link by which a learner shows credit to whom they will. Identified by `ID<Share>`.
enum Share {
    /// How many a learner may have open.
    static let most = 100
    static let longestDays = 365

    enum State: String, Encodable, Sendable, CaseIterable {
        case open, ended, expired
        /// Looked at as often as it may be.
        case spent
    }
}

/// Someone's look at a share. Identified by `ID<ShareLook>`.
enum ShareLook {}

/// A wish to show credit.
struct NewShareBody: RequestBody {
    var credits: [ID<Credit>]
    var days: Int
    var looks: Int?
    var label: String?

    static let schema = Schema.object([
        .must("credits", .list(of: .id, 1...200), "Which of my credits."),
        .must("days", .integer(1...Share.longestDays), "For how many days the link opens."),
        .may("looks", .integer(1...1_000), "How often it opens; as often as one likes when left out."),
        .may("label", .anyText(200), "For whom it is, for myself to remember."),
    ])
}

/// A link, as its learner sees it.
struct ShareBody: AnswerBody {
    var id: ID<Share>
    var label: String
    var credits: [ID<Credit>]
    var state: Share.State
    var createdAt: Date
    var expiresAt: Date
    var looks: Int
    var mostLooks: Int?
    var endedAt: Date?

    static let schema = Schema.object([
        .must("id", .id, "The link."),
        .must("label", .anyText(200), "For whom it is."),
        .must("credits", .list(of: .id), "Which credits it shows."),
        .must("state", .choice(of: Share.State.self), "Whether it opens."),
        .must("createdAt", .dateTime, "When it was made."),
        .must("expiresAt", .dateTime, "Until when it opens."),
        .must("looks", .integer(0...1_000_000_000), "How often it was looked at."),
        .may("mostLooks", .integer(1...1_000), "How often it opens."),
        .may("endedAt", .dateTime, "When it was taken back."),
    ])
}

/// A link just made, which is shown this once, as text and drawn.
struct ShareWithLinkBody: AnswerBody {
    struct Picture: Encodable, Sendable {
        var svg: String
        var png: String
    }

    var share: ShareBody
    var url: String
    var qr: Picture

    static let schema = Schema.object([
        .must("share", .named(ShareBody.self), "The link's terms."),
        .must("url", .text(1_000), "The link. It is not shown again."),
        .must(
            "qr",
            .object([
                .must("svg", .anyText(1_000_000), "Drawn as a QR code, SVG."),
                .must("png", .anyText(1_000_000), "The same as PNG, in base64."),
            ]), "The link to be scanned."),
    ])
}

/// Who looked at what a learner showed, as they said themselves.
struct ShareLookBody: AnswerBody {
    var id: ID<ShareLook>
    var name: String
    var organisation: String
    var lookedAt: Date

    static let schema = Schema.object([
        .must("id", .id, "The look."),
        .must("name", .text(200), "Who, as they said; nobody checked it."),
        .must("organisation", .anyText(200), "For whom, as they said."),
        .must("lookedAt", .dateTime, "When."),
    ])
}

/// Who wants to look.
struct LookerBody: RequestBody {
    var name: String
    var organisation: String?

    static let schema = Schema.object([
        .must("name", .text(200), "Who you are; the learner is told."),
        .may("organisation", .anyText(200), "For whom you look; the learner is told."),
    ])
}

/// Credit as a learner shows it: as it stands at the moment of the look.
struct SharedRecordBody: AnswerBody {
    var learner: String
    var shownAt: Date
    var expiresAt: Date
    var credits: [CreditBody]

    static let schema = Schema.object([
        .must("learner", .text(200), "Whose it is."),
        .must("shownAt", .dateTime, "When this was true."),
        .must("expiresAt", .dateTime, "Until when the link opens, unless it is taken back."),
        .must("credits", .list(of: .named(CreditBody.self)), "The credits as they stand."),
    ])
}
