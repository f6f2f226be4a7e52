public import Foundation

/// What a person can be awarded for several units together: a qualification, a part of one, or a micro-credential that
/// stacks into either. What it asks for is a tree of units, parts and groups, and figures over the whole.
public struct Qualification: Codable, Sendable, Equatable {
    /// Which version of which qualification.
    public var key: DocumentKey
    /// How far this version has come.
    public var status: PublicationStatus
    /// Its title.
    public var title: String
    /// What it is about, in plain words that a learner can read.
    public var summary: String
    /// The field of work or study.
    public var field: String
    /// Where it is offered.
    public var region: String
    /// Whose it is.
    public var authority: String
    /// The framework it stands on.
    public var framework: DocumentKey
    /// Its level on that framework; its exit level.
    public var level: Int
    /// The id of one of the framework's kinds of qualification.
    public var type: String
    /// Fewest credits in all; nil where the framework is unit based.
    public var credits: Sourced<Decimal>?
    /// The id of the framework's credit system that every amount here is counted in.
    public var creditSystem: String?
    /// What it is made of; every component has to be there. No unit stands in it twice, in parts included.
    public var components: [Component]
    /// Fewest credits at or above levels.
    public var minimumAtLevel: [CreditsAtLevel]
    /// What has to be earned with the institution itself; nil where that is not asked for.
    public var residency: Residency?
    /// What cannot be had by some routes, a final project for instance.
    public var reserved: [ReservedPart]
    /// What is not known, a sentence each.
    public var gaps: [String]
    /// What it was written from.
    public var sources: [Source]

    /// A qualification in full.
    public init(
        key: DocumentKey, status: PublicationStatus, title: String, summary: String, field: String, region: String,
        authority: String, framework: DocumentKey, level: Int, type: String, credits: Sourced<Decimal>? = nil,
        creditSystem: String? = nil, components: [Component], minimumAtLevel: [CreditsAtLevel] = [],
        residency: Residency? = nil, reserved: [ReservedPart] = [], gaps: [String] = [], sources: [Source]
    ) {
        self.key = key
        self.status = status
        self.title = title
        self.summary = summary
        self.field = field
        self.region = region
        self.authority = authority
        self.framework = framework
        self.level = level
        self.type = type
        self.credits = credits
        self.creditSystem = creditSystem
        self.components = components
        self.minimumAtLevel = minimumAtLevel
        self.residency = residency
        self.reserved = reserved
        self.gaps = gaps
        self.sources = sources
    }

    /// The units that it names itself, in groups as well, in order; not those of its parts.
    public var units: [DocumentKey] {
        components.flatMap { component in
            component.leaves.compactMap { if case .unit(let key) = $0 { key } else { nil } }
        }
    }

    /// The qualifications that it names as parts, in groups as well, in order.
    public var parts: [DocumentKey] {
        components.flatMap { component in
            component.leaves.compactMap { if case .part(let key) = $0 { key } else { nil } }
        }
    }

    /// Every unit in it, those of its parts included, in order.
    /// - Parameter parts: the qualifications that may be named as parts; one that is not among them adds nothing.
    public func units(with parts: [DocumentKey: Qualification]) -> [DocumentKey] {
        units(with: parts, within: [])
    }

    private func units(with parts: [DocumentKey: Qualification], within: Set<DocumentKey>) -> [DocumentKey] {
        guard !within.contains(key) else { return [] }
        return components.flatMap(\.leaves).flatMap { leaf -> [DocumentKey] in
            switch leaf {
            case .unit(let unit): [unit]
            case .part(let part): parts[part]?.units(with: parts, within: within.union([key])) ?? []
            case .group: []
            }
        }
    }

    /// Every group in it, outer before inner.
    public var groups: [ComponentGroup] { components.flatMap(\.groups) }
}

/// At least so many credits at or above a level.
public struct CreditsAtLevel: Codable, Sendable, Equatable {
    /// The level on the framework.
    public var level: Int
    /// Fewest credits; a gap asks for nothing.
    public var credits: Sourced<Decimal>

    /// A figure at a level.
    public init(level: Int, credits: Sourced<Decimal>) {
        self.level = level
        self.credits = credits
    }
}

/// What has to be earned with the institution itself. Institutions stand on opposite sides here: at one credit by portfolio
/// counts as residency, at another it does not, so the routes that do not count are named.
public struct Residency: Codable, Sendable, Equatable {
    /// What is added up; a share is of the qualification's credits.
    public var basis: CreditLimit.Basis
    /// The least there must be; a gap asks for nothing.
    public var minimum: Sourced<Decimal>
    /// The routes that do not count towards it. Credit earned by study with the institution always counts.
    public var notBy: [RecognitionRoute]

    /// A rule of residency.
    public init(basis: CreditLimit.Basis, minimum: Sourced<Decimal>, notBy: [RecognitionRoute]) {
        self.basis = basis
        self.minimum = minimum
        self.notBy = notBy
    }
}

/// Units that some routes cannot bring, for instance a final project that nobody can have done before.
public struct ReservedPart: Codable, Sendable, Equatable {
    /// The rule in plain words.
    public var statement: String
    /// Ids of units and groups of this qualification; a group's stands for everything in it. A gap reserves nothing.
    public var of: Sourced<[String]>
    /// The routes that cannot bring them.
    public var notBy: [RecognitionRoute]

    /// A reserved part.
    public init(statement: String, of: Sourced<[String]>, notBy: [RecognitionRoute]) {
        self.statement = statement
        self.of = of
        self.notBy = notBy
    }
}
