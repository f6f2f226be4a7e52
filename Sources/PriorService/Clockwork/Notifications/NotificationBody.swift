import Assessment
import Foundation

/// A notification, in the person's language.
struct NotificationBody: AnswerBody {
    /// What it is about.
    struct AboutBody: AnswerBody {
        var kind: String
        var id: UUID

        static let schema = Schema.object([
            .must("kind", .text(60), "What kind of thing, as `submission`."), .must("id", .id, "Which."),
        ])
    }

    var id: ID<Notification>
    var kind: NoticeKind
    var about: AboutBody
    var institution: ID<Institution>?
    var until: CalendarDate?
    var subject: String
    var text: String
    var createdAt: Date
    var lastAt: Date
    var times: Int
    var readAt: Date?

    static let schema = Schema.object([
        .must("id", .id, "The notification."),
        .must("kind", .choice(of: NoticeKind.self), "What it says, for programs."),
        .must("about", .named(AboutBody.self), "What it is about."),
        .may("institution", .id, "Where."),
        .may("until", .date, "The last day on which something can be done."),
        .must("subject", .anyText(400), "What it says, in a line."),
        .must("text", .anyText(4_000), "What it says."),
        .must("createdAt", .dateTime, "When it was first said."),
        .must("lastAt", .dateTime, "When it was last said."),
        .must("times", .integer(1...1_000_000), "How often, while it was unread."),
        .may("readAt", .dateTime, "When it was read."),
    ])
}

/// Up to where somebody has read.
struct ReadingBody: RequestBody {
    var upTo: ID<Notification>

    static let schema = Schema.object([.must("upTo", .id, "The newest notification that was read.")])
}

/// How somebody wants to be written to.
struct NotificationPreferenceBody: RequestBody, Encodable {
    var mail: NotificationPreference.Mail
    var hour: Int?
    var timeZone: String?
    var language: String?

    static let schema = Schema.object([
        .must("mail", .choice(of: NotificationPreference.Mail.self), "Each thing at once, or one mail a day."),
        .may("hour", .integer(0...23), "At which hour the mail of the day comes; 6 when not given."),
        .may("timeZone", .text(60), "The zone of that hour, as `Africa/Maseru`; UTC when not given."),
        .may("language", .text(35), "In which language; as it was when not given."),
    ])
}
