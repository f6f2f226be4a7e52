import Assessment
import HTTPTypes

/// Why no badge could be read.
enum BadgeFault: RuleError, Equatable {
    /// There is none in it.
    case notBadge
    /// More bytes than a badge has.
    case tooLong
    /// The picture or its markup breaks off, or is not what it says.
    case damaged
    /// The text is compressed, which the standard forbids.
    case compressed
    /// Two badges in one picture: nobody could say which one is meant.
    case several
    /// It only says where the badge lies.
    case onlyAddress
    /// The text is neither JSON nor a compact JWS.
    case unreadable(String)

    /// A stable word for programs.
    var code: String {
        switch self {
        case .notBadge: "not_a_badge"
        case .tooLong: "too_long"
        case .damaged: "damaged"
        case .compressed: "compressed"
        case .several: "several"
        case .onlyAddress: "only_an_address"
        case .unreadable: "unreadable"
        }
    }

    var problem: Problem {
        let detail =
            switch self {
            case .notBadge:
                "There is no Open Badge in it. Download the badge itself, not a picture of it; or send it as evidence and type what it says."
            case .tooLong: "A badge has at most 4 MiB, and its text 1 MiB."
            case .damaged: "The picture that carries the badge is damaged. Download the badge again."
            case .compressed: "The badge is baked in compressed, which its standard forbids. Download it as JSON."
            case .several: "There is more than one badge in the picture. Send them one by one."
            case .onlyAddress:
                "The picture only says where the badge lies. Open that address, save it as JSON, and send that."
            case .unreadable(let why): "The badge cannot be read: \(why)"
            }
        return Problem(.unprocessableContent, "badge-unreadable", "No badge could be read", detail)
            .with("reason", .string(code))
    }
}
