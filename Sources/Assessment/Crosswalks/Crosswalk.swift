/// What one framework's levels and credit come to on another, as a named source says. A level or an award is never carried
/// over by its number or its name: only a line that a source stands behind is.
public struct Crosswalk: Codable, Sendable, Equatable {
    /// Which version of which crosswalk.
    public var key: DocumentKey
    /// How far this version has come.
    public var status: PublicationStatus
    /// Its title.
    public var title: String
    /// What it is, in a few plain sentences.
    public var summary: String
    /// The framework that is read from.
    public var from: DocumentKey
    /// The framework that is carried over to.
    public var to: DocumentKey
    /// Which level stands beside which; a level without a line is not carried over.
    public var levels: [LevelPair]
    /// Whether credit may be carried over through the hours of both systems. A gap carries none.
    public var creditByHours: Sourced<Bool>
    /// What is not known, a sentence each.
    public var gaps: [String]
    /// What it was written from.
    public var sources: [Source]

    /// A crosswalk in full.
    public init(
        key: DocumentKey, status: PublicationStatus, title: String, summary: String, from: DocumentKey,
        to: DocumentKey, levels: [LevelPair], creditByHours: Sourced<Bool>, gaps: [String] = [], sources: [Source]
    ) {
        self.key = key
        self.status = status
        self.title = title
        self.summary = summary
        self.from = from
        self.to = to
        self.levels = levels
        self.creditByHours = creditByHours
        self.gaps = gaps
        self.sources = sources
    }
}

/// A level and the levels it stands beside, with the source that says so.
public struct LevelPair: Codable, Sendable, Equatable {
    /// The level on the framework that is read from.
    public var level: Int
    /// Where it stands on the other; a gap where the source leaves it open.
    public var stands: Sourced<LevelRange>

    /// A pair.
    public init(level: Int, stands: Sourced<LevelRange>) {
        self.level = level
        self.stands = stands
    }
}
