import Assessment
import Foundation

/// Who signs in, with what.
struct SignInBody: RequestBody {
    var email: String
    var password: String
    var device: String?

    static let schema = Schema.object([
        .must("email", .email, "The address registered with."),
        .must("password", .anyText(256), "The password."),
        .may("device", .text(100), "What to call this device in the list of sessions, as `Lerato's phone`."),
    ])
}

/// A new session with its token, which is shown this once.
struct NewSessionBody: AnswerBody {
    var id: ID<Session>
    var token: String
    var expiresAt: Date

    static let schema = Schema.object([
        .must("id", .id, "The session."),
        .must("token", .text(200), "Send it as `Authorization: Bearer …`. It is not shown again."),
        .must("expiresAt", .dateTime, "When it ends at the latest."),
    ])
}

/// One signed-in device.
struct SessionBody: AnswerBody {
    var id: ID<Session>
    var device: String
    var createdAt: Date
    var lastSeenAt: Date
    var expiresAt: Date
    var isThisOne: Bool

    static let schema = Schema.object([
        .must("id", .id, "The session."),
        .must("device", .anyText(100), "What the person called the device."),
        .must("createdAt", .dateTime, "When it began."),
        .must("lastSeenAt", .dateTime, "When it was last used, to about five minutes."),
        .must("expiresAt", .dateTime, "When it ends at the latest."),
        .must("isThisOne", .boolean, "Whether it is the session of this request."),
    ])
}
