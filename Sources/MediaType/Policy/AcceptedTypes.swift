/// One media type that evidence may have.
public struct AcceptedType: Sendable, Hashable, Codable {
    /// The media type, by any of its names.
    public let type: MediaType
    /// The most bytes a file of this type may have; nil where only the general limit holds.
    public let maximumBytes: Int64?
    /// The extensions its files usually have, without dots. For people; they are not checked.
    public let extensions: [String]

    /// A type that is accepted up to `maximumBytes`.
    public init(type: MediaType, maximumBytes: Int64? = nil, extensions: [String] = []) {
        self.type = type
        self.maximumBytes = maximumBytes
        self.extensions = extensions
    }
}

/// The media types that evidence may have: a policy's data.
public struct AcceptedTypes: Sendable, Hashable {
    /// As given.
    public let types: [AcceptedType]
    /// What a file may come to when it is opened.
    public let limits: TypingLimits
    private let handlings: [Detection.Finding: FindingHandling]
    private let byType: [MediaType: AcceptedType]

    /// A policy of `types`. Where one is given twice, the later counts.
    /// - Parameter findings: what is done about what is found in a file of an accepted type; what is not named is refused.
    public init(
        _ types: [AcceptedType], findings: [Detection.Finding: FindingHandling] = [:],
        limits: TypingLimits = TypingLimits()
    ) {
        self.types = types
        self.limits = limits
        handlings = findings
        byType = Dictionary(types.map { ($0.type.canonical, $0) }, uniquingKeysWith: { $1 })
    }

    /// The same policy for some of its types only.
    public func only(where isTaken: (MediaType) -> Bool) -> AcceptedTypes {
        AcceptedTypes(types.filter { isTaken($0.type) }, findings: handlings, limits: limits)
    }

    /// The entry for `type`, under whatever name; nil when it is not accepted.
    public func entry(for type: MediaType) -> AcceptedType? {
        byType[type.canonical]
    }

    /// What is done about `finding` in a file of an accepted type.
    public func handling(_ finding: Detection.Finding) -> FindingHandling {
        handlings[finding] ?? .refuse
    }

    /// What phones and office programs write, and nothing that runs: documents, pictures, recordings, plain text.
    public static let usual = AcceptedTypes(
        [
            ("application/pdf", ["pdf"]),
            ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["docx"]),
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ["xlsx"]),
            ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ["pptx"]),
            ("application/vnd.oasis.opendocument.text", ["odt"]),
            ("application/vnd.oasis.opendocument.spreadsheet", ["ods"]),
            ("application/vnd.oasis.opendocument.presentation", ["odp"]),
            ("application/msword", ["doc"]), ("application/vnd.ms-excel", ["xls"]),
            ("application/vnd.ms-powerpoint", ["ppt"]), ("text/rtf", ["rtf"]),
            ("text/plain", ["txt", "md"]), ("text/csv", ["csv"]), ("message/rfc822", ["eml"]),
            ("text/calendar", ["ics"]),
            ("image/jpeg", ["jpg", "jpeg"]), ("image/png", ["png"]), ("image/webp", ["webp"]), ("image/gif", ["gif"]),
            ("image/heic", ["heic"]), ("image/heif", ["heif"]), ("image/avif", ["avif"]),
            ("image/tiff", ["tif", "tiff"]),
            ("image/bmp", ["bmp"]),
            ("audio/mpeg", ["mp3"]), ("audio/mp4", ["m4a"]), ("audio/aac", ["aac"]), ("audio/amr", ["amr"]),
            ("audio/ogg", ["ogg", "opus"]), ("audio/wav", ["wav"]), ("audio/flac", ["flac"]), ("audio/3gpp", ["3gp"]),
            ("audio/webm", ["webm"]),
            ("video/mp4", ["mp4"]), ("video/3gpp", ["3gp"]), ("video/quicktime", ["mov"]), ("video/webm", ["webm"]),
        ].map { AcceptedType(type: $0, extensions: $1) },
        findings: [
            .locked: .quarantine, .embeddedObject: .quarantine, .attachment: .quarantine, .external: .quarantine,
        ])
}
