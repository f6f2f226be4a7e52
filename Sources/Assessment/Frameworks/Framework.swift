public import Foundation

/// A qualifications framework in one version: its levels, what each expects, and its credit system.
///
/// Descriptors are condensed in Prior's own words; the authority's wording is the binding one.
public struct Framework: Codable, Sendable, Equatable {
    /// Which version of which framework.
    public var key: DocumentKey
    /// How far this version has come.
    public var status: PublicationStatus
    /// Its full name.
    public var name: String
    /// Whose it is.
    public var authority: String
    /// Where it holds.
    public var region: String
    /// What it is, in a few plain sentences.
    public var summary: String
    /// The domains its descriptors speak about, in order; empty where not known.
    public var domains: [Domain]
    /// Its levels, lowest first.
    public var levels: [FrameworkLevel]
    /// Entry points below the lowest level, by name.
    public var accessPoints: [String]
    /// The kinds of qualification placed on it.
    public var qualificationTypes: [QualificationType]
    /// Its credit system; nil where it has none or none could be read (then a gap says which).
    public var creditSystem: CreditSystem?
    /// What is not known, a sentence each.
    public var gaps: [String]
    /// What this document was written from.
    public var sources: [Source]

    /// A framework in full.
    public init(
        key: DocumentKey, status: PublicationStatus, name: String, authority: String, region: String, summary: String,
        domains: [Domain], levels: [FrameworkLevel], accessPoints: [String] = [],
        qualificationTypes: [QualificationType] = [], creditSystem: CreditSystem? = nil, gaps: [String] = [],
        sources: [Source]
    ) {
        self.key = key
        self.status = status
        self.name = name
        self.authority = authority
        self.region = region
        self.summary = summary
        self.domains = domains
        self.levels = levels
        self.accessPoints = accessPoints
        self.qualificationTypes = qualificationTypes
        self.creditSystem = creditSystem
        self.gaps = gaps
        self.sources = sources
    }

    /// The level of that number, or nil where the framework has none.
    public func level(_ number: Int) -> FrameworkLevel? {
        levels.first { $0.number == number }
    }
}

extension Framework {
    /// One of the domains that a framework's descriptors speak about.
    public struct Domain: Codable, Sendable, Equatable {
        /// A slug, for instance `knowledge`.
        public var id: String
        /// What people call it.
        public var name: String

        /// A domain.
        public init(id: String, name: String) {
            self.id = id
            self.name = name
        }
    }
}

/// One level of a framework.
public struct FrameworkLevel: Codable, Sendable, Equatable {
    /// Its number; 1 is the lowest.
    public var number: Int
    /// Its name, where it has one.
    public var name: String?
    /// What it expects, by domain id; a domain is absent where its text is not known.
    public var descriptors: [String: String]
    /// Fewest credits of a qualification at this level, as the authority prints it; nil where not spoken of.
    public var minimumCredits: Sourced<Decimal>?

    /// A level.
    public init(
        number: Int, name: String? = nil, descriptors: [String: String] = [:], minimumCredits: Sourced<Decimal>? = nil
    ) {
        self.number = number
        self.name = name
        self.descriptors = descriptors
        self.minimumCredits = minimumCredits
    }
}

/// A kind of qualification and the levels it may stand at. Never compare kinds of two frameworks by their names.
public struct QualificationType: Codable, Sendable, Equatable {
    /// A slug, for instance `part-qualification`.
    public var id: String
    /// What people call it.
    public var name: String
    /// The levels it may stand at; nil where not known or not bound to any.
    public var levels: LevelRange?

    /// A kind of qualification.
    public init(id: String, name: String, levels: LevelRange? = nil) {
        self.id = id
        self.name = name
        self.levels = levels
    }
}

/// A span of framework levels, ends included.
public struct LevelRange: Codable, Sendable, Equatable {
    /// The lowest level.
    public var lowest: Int
    /// The highest level.
    public var highest: Int

    /// The span from `lowest` to `highest`.
    public init(lowest: Int, highest: Int) {
        self.lowest = lowest
        self.highest = highest
    }

    /// Whether a level lies in it.
    public func contains(_ level: Int) -> Bool { lowest <= level && level <= highest }
}
