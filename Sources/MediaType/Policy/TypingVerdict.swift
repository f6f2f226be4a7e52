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
    }

    /// The type it was accepted as; nil when refused.
    public var accepted: MediaType? {
        if case .accepted(let type) = outcome { type } else { nil }
    }

    /// The rule it was refused by; nil when accepted.
    public var refusedBy: TypingRule? {
        if case .refused(let rule) = outcome { rule } else { nil }
    }
}

/// The rules by which a file is refused.
public enum TypingRule: Sendable, Hashable {
    /// It has no bytes.
    case empty
    /// Its end is missing.
    case truncated
    /// It cannot be read without a password.
    case encrypted
    /// It carries macros.
    case macros
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
        case .truncated: "truncated"
        case .encrypted: "encrypted"
        case .macros: "macros"
        case .activeContent: "active_content"
        case .executable: "executable"
        case .archive: "archive"
        case .unknown: "unknown_type"
        case .notAccepted: "type_not_accepted"
        case .nameDisagrees: "name_disagrees"
        case .tooLarge: "too_large"
        }
    }

    /// What to do about it, for the person who sent the file.
    public var advice: String {
        switch self {
        case .empty: "The file is empty. Choose it again; if it is empty on your device too, make it anew."
        case .truncated: "The end of the file is missing. Send it again, or save it again from where you made it."
        case .encrypted: "The file is locked with a password. Save a copy without one and send that."
        case .macros: "The file carries macros. Save it without them (as .docx, .xlsx or .pptx), or as PDF."
        case .activeContent: "Web pages, SVG and programs are not taken. Print it to PDF, or send a picture of it."
        case .executable: "Programs are not taken. Send a recording or pictures of what it does."
        case .archive: "Archives are not taken. Send the files in it one by one."
        case .unknown: "This kind of file is not known. Save it as PDF, JPEG, MP4 or plain text and send that."
        case .notAccepted(let type):
            "Files of the type \(type) are not taken here. Save it as one of the types that are."
        case .nameDisagrees(let fileExtension, let detected):
            "The name ends in .\(fileExtension), but the content is \(detected). Give it the right ending and send it again."
        case .tooLarge(let maximum): "Files of this type may have \(maximum) bytes. Send a shorter or smaller version."
        }
    }
}
