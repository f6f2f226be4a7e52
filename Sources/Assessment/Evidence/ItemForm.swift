/// What an item of evidence is as a thing. It says nothing of what the item shows: that is its kind and its links.
public enum ItemForm: String, Codable, Sendable, CaseIterable {
    /// A document or another file that is itself what it is.
    case file
    /// A photo of work, a place, a tool.
    case photo
    /// A photo of a sheet of paper: there is an original somewhere.
    case photoOfPaper
    /// A scan of paper: there is an original somewhere.
    case scanOfPaper
    /// Somebody speaking.
    case voiceNote
    /// A moving picture.
    case video
    /// A structured record without a file of its own.
    case record

    /// Whether it stands for a paper that somebody can be shown.
    public var isOfPaper: Bool { self == .photoOfPaper || self == .scanOfPaper }

    /// What a new file most likely is. Whether a picture shows paper cannot be seen from its type; of a certificate it
    /// nearly always does.
    /// - Parameter type: the media type its bytes were found to have.
    public static func proposed(for type: String, as kind: EvidenceKind) -> ItemForm {
        switch type.prefix(while: { $0 != "/" }) {
        case "image": kind == .priorCredential ? .photoOfPaper : .photo
        case "audio": .voiceNote
        case "video": .video
        default: .file
        }
    }
}
