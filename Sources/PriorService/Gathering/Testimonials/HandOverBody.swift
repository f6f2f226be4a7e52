import Assessment
import Foundation

/// The newest code of a request as it stands in its table, without what is secret of it.
struct HandedCodeState: Sendable {
    var expiresAt: Date
    var tries: Int
    var usedAt: Date?

    /// Tries after which a code is closed for good. With nine digits secret, all of them together have one chance in a
    /// hundred million.
    static let maximumTries = 10

    /// How a code stands.
    enum Standing: String, Codable, Sendable, CaseIterable {
        /// It can be used.
        case open
        /// It was exchanged for a link.
        case used
        /// It was tried too often with wrong digits.
        case locked
        /// It ran out.
        case expired
    }

    func standing(at moment: Date) -> Standing {
        if usedAt != nil { return .used }
        if tries >= Self.maximumTries { return .locked }
        return moment < expiresAt ? .open : .expired
    }
}

/// What a learner hands over to a witness: shown once, kept nowhere.
struct HandOverBody: AnswerBody {
    var url: String
    var expiresAt: Date
    var qr: Picture
    var code: String
    var codeExpiresAt: Date
    var codeAddress: String
    var words: String

    /// The address as a QR code.
    struct Picture: AnswerBody {
        var svg: String
        var png: String

        static let schema = Schema.object([
            .must("svg", .anyText(65_536), "As a drawing; shown at any size."),
            .must("png", .anyText(65_536), "As a picture (PNG), in base64; for printers and messages."),
        ])
    }

    static let schema = Schema.object([
        .must("url", .anyText(500), "Opens the form. The part after `#` stays in the browser."),
        .must("expiresAt", .dateTime, "Until when that works."),
        .must("qr", .named(Picture.self), "The same address, for the witness's camera."),
        .must("code", .text(19), "For whoever has no camera: 16 digits in groups of four, typed once."),
        .must("codeExpiresAt", .dateTime, "Until when the code works."),
        .must("codeAddress", .anyText(500), "Where it is typed."),
        .must("words", .anyText(4_000), "Words to send along, by SMS or WhatsApp, or to print."),
    ])
}

/// A code, as a witness types it.
struct TypedCodeBody: RequestBody {
    var code: String

    static let schema = Schema.object([
        .must("code", .text(40), "The 16 digits, with or without spaces.")
    ])
}

/// What a code is exchanged for.
struct WitnessLinkBody: AnswerBody {
    var link: String
    var expiresAt: Date

    static let schema = Schema.object([
        .must("link", .text(60), "The link, `prior_l_…`: send it as `Authorization: Bearer`."),
        .must("expiresAt", .dateTime, "Until when it works."),
    ])
}
