import Assessment
import Foundation

/// A sign-in through the OpenID provider that was begun.
struct OIDCSignInBody: AnswerBody {
    var url: String
    var binding: String
    var expiresAt: Date

    static let schema = Schema.object([
        .must("url", .text(4_000), "Where to send the person: the provider's page."),
        .must("binding", .text(200), "Keep it on this device and send it with the code; it is not shown again."),
        .must("expiresAt", .dateTime, "Until when the person has to be back."),
    ])
}

/// What the provider sent the person back with.
struct OIDCCodeBody: RequestBody {
    var state: String
    var code: String
    var binding: String
    var device: String?

    static let schema = Schema.object([
        .must("state", .text(200), "As it stands in the address that the person came back to."),
        .must("code", .text(2_000), "As it stands there."),
        .must("binding", .text(200), "What this device was given when the sign-in began."),
        .may("device", .text(100), "What to call this device in the list of sessions."),
    ])
}
