/// What is said in a recording, or stands on a paper, in writing.
public struct Transcript: Codable, Sendable, Equatable {
    /// Who wrote it down.
    public enum Maker: String, Codable, Sendable, CaseIterable {
        case learner, adviser, witness
        /// A program; nobody has to have read it.
        case machine
    }

    /// The words.
    public var text: String
    /// The language it is written in, as BCP 47 writes it.
    public var language: String
    /// Who wrote it down.
    public var by: Maker

    /// A transcript.
    public init(text: String, language: String, by: Maker) {
        self.text = text
        self.language = language
        self.by = by
    }
}

/// Who a translator is to the learner.
public enum TranslatorRelation: String, Codable, Sendable, CaseIterable {
    /// The learner.
    case `self`
    /// Someone they know.
    case friend
    /// A sworn or certified translator.
    case sworn
    /// Staff of an institution.
    case institution
    /// A program.
    case machine
}
