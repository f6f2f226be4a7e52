/// Whether a file may be evidence, with the facts it rests on kept apart: what the sender declared, what the name
/// suggests, what the bytes are, and what the policy makes of it.
public struct TypingVerdict: Sendable, Hashable {
    /// What the sender said it is, if that was a media type. Recorded; it decides nothing.
    public let declared: MediaType?
    /// The extension of the name it was sent under, in lower case and without the dot; nil without one.
    public let fileExtension: String?
    /// What the bytes are.
    public let detection: Detection
    /// What follows.
    public let outcome: Outcome

    /// What follows from a file's type.
    public enum Outcome: Sendable, Hashable {
        /// It may be evidence, and is served as this type.
        case accepted(MediaType)
        /// It may not, by this rule.
        case refused(TypingRule)
        /// It is kept, but given to nobody until somebody of the institution releases it; by this rule.
        case quarantined(MediaType, TypingRule)
    }

    /// The type it was accepted as, quarantined or not; nil when refused.
    public var accepted: MediaType? {
        switch outcome {
        case .accepted(let type), .quarantined(let type, _): type
        case .refused: nil
        }
    }

    /// The rule it is quarantined by; nil when it is not.
    public var quarantinedBy: TypingRule? {
        if case .quarantined(_, let rule) = outcome { rule } else { nil }
    }

    /// `accepted`, `refused` or `quarantined`.
    public var word: String {
        switch outcome {
        case .accepted: "accepted"
        case .refused: "refused"
        case .quarantined: "quarantined"
        }
    }

    /// The rule that it is refused or quarantined by.
    public var rule: TypingRule? { refusedBy ?? quarantinedBy }

    /// The rule it was refused by; nil when accepted.
    public var refusedBy: TypingRule? {
        if case .refused(let rule) = outcome { rule } else { nil }
    }
}

/// The rules by which a file is refused or quarantined.
public enum TypingRule: Sendable, Hashable {
    /// It has no bytes.
    case empty
    /// It could not be examined.
    case unreadable
    /// Its end is missing.
    case truncated
    /// Its parts contradict each other.
    case damaged
    /// It is two kinds of file at once.
    case polyglot
    /// It cannot be read without a password.
    case encrypted
    /// It is encrypted, though it may open without a password.
    case locked
    /// It carries macros.
    case macros
    /// It is a PDF with JavaScript.
    case script
    /// It starts a program or sends something when it is opened.
    case launch
    /// It fetches a part of itself from elsewhere.
    case external
    /// It carries objects of other programs.
    case embeddedObject
    /// It carries other files.
    case attachment
    /// Its XML declares entities.
    case entities
    /// It is small, and becomes huge when it is opened.
    case unpacksTooLarge(maximumBytes: Int64)
    /// The picture has more pixels than programs can show.
    case tooManyPixels(maximum: Int64)
    /// A web page, an SVG or a program text: something that could run where it is opened.
    case activeContent
    /// A program.
    case executable
    /// An archive of other files.
    case archive
    /// Nobody knows what it is.
    case unknown
    /// It is known, and not among the accepted types.
    case notAccepted(MediaType)
    /// The name says another kind of file than the bytes.
    case nameDisagrees(fileExtension: String, detected: MediaType)
    /// It is larger than files of its type may be.
    case tooLarge(maximumBytes: Int64)

    /// A stable name for programs.
    public var code: String {
        switch self {
        case .empty: "empty"
        case .unreadable: "unreadable"
        case .truncated: "truncated"
        case .damaged: "damaged"
        case .polyglot: "polyglot"
        case .encrypted: "encrypted"
        case .locked: "locked"
        case .macros: "macros"
        case .script: "script"
        case .launch: "launch"
        case .external: "external_content"
        case .embeddedObject: "embedded_object"
        case .attachment: "attachment"
        case .entities: "entities"
        case .unpacksTooLarge: "unpacks_too_large"
        case .tooManyPixels: "too_many_pixels"
        case .activeContent: "active_content"
        case .executable: "executable"
        case .archive: "archive"
        case .unknown: "unknown_type"
        case .notAccepted: "type_not_accepted"
        case .nameDisagrees: "name_disagrees"
        case .tooLarge: "too_large"
        }
    }

    /// What to do about a file that a rule with this name holds in quarantine; nil where none can.
    public static func advice(of code: String) -> String? {
        Detection.Finding.allCases.lazy.compactMap(TypingRule.init(finding:)).first { $0.code == code }?.advice
    }

    /// The rule for what was found in a file; nil where it is none by itself.
    init?(finding: Detection.Finding) {
        switch finding {
        case .empty: self = .empty
        case .unreadable: self = .unreadable
        case .truncated: self = .truncated
        case .damaged: self = .damaged
        case .polyglot: self = .polyglot
        case .encrypted: self = .encrypted
        case .locked: self = .locked
        case .macros: self = .macros
        case .script: self = .script
        case .launch: self = .launch
        case .external: self = .external
        case .embeddedObject: self = .embeddedObject
        case .attachment: self = .attachment
        case .entities: self = .entities
        }
    }
}
