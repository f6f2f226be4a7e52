public import Foundation

/// A unit of learning that a person can claim: what it is about, where it stands, and how a claim is scored.
///
/// Foundation has a `Unit` of its own (of measurement); a module that imports both writes
/// `typealias Unit = Assessment.Unit` once.
public struct Unit: Codable, Sendable, Equatable {
    /// Which version of which unit.
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
    /// The framework it stands on.
    public var framework: DocumentKey
    /// Its level on that framework.
    public var level: Int
    /// What it is worth; nil where the framework is unit based or has no credit system.
    public var credits: Decimal?
    /// The id of the framework's credit system that `credits` is counted in.
    public var creditSystem: String?
    /// Hours of learning it stands for, however they were spent.
    public var notionalHours: Decimal?
    /// Whether the skill is licensed or critical to safety, so that the policy's shorter currency applies.
    public var critical: Bool
    /// What a person who holds it can do.
    public var outcomes: [LearningOutcome]
    /// How a claim is scored.
    public var rubric: Rubric
    /// Questions that help a witness say what they saw.
    public var witnessPrompts: [String]
    /// What interviews draw their questions from. Like those of tests no part of what a published version pins: they can be
    /// renewed, as each report holds the questions that were put.
    public var interviewQuestions: [UnitQuestion]
    /// What tests draw their questions from. Never published with the unit.
    public var testQuestions: [UnitQuestion]
    /// The title and summary in other languages.
    public var glosses: [Gloss]
    /// What it was written from.
    public var sources: [Source]

    /// A unit in full.
    public init(
        key: DocumentKey, status: PublicationStatus, title: String, summary: String, field: String, region: String,
        framework: DocumentKey, level: Int, credits: Decimal? = nil, creditSystem: String? = nil,
        notionalHours: Decimal? = nil, critical: Bool = false, outcomes: [LearningOutcome], rubric: Rubric,
        witnessPrompts: [String] = [], interviewQuestions: [UnitQuestion] = [], testQuestions: [UnitQuestion] = [],
        glosses: [Gloss] = [], sources: [Source]
    ) {
        self.key = key
        self.status = status
        self.title = title
        self.summary = summary
        self.field = field
        self.region = region
        self.framework = framework
        self.level = level
        self.credits = credits
        self.creditSystem = creditSystem
        self.notionalHours = notionalHours
        self.critical = critical
        self.outcomes = outcomes
        self.rubric = rubric
        self.witnessPrompts = witnessPrompts
        self.interviewQuestions = interviewQuestions
        self.testQuestions = testQuestions
        self.glosses = glosses
        self.sources = sources
    }
}

/// One thing that a person who holds a unit knows or can do.
public struct LearningOutcome: Codable, Sendable, Equatable {
    /// A slug, unique in its unit.
    public var id: String
    /// What the person can do, in plain words.
    public var statement: String

    /// An outcome.
    public init(id: String, statement: String) {
        self.id = id
        self.statement = statement
    }
}

/// A unit's title and summary in another language.
public struct Gloss: Codable, Sendable, Equatable {
    /// A BCP 47 language tag, for instance `st`.
    public var language: String
    /// The title in that language.
    public var title: String
    /// The summary in that language, where there is one.
    public var summary: String?

    /// A gloss.
    public init(language: String, title: String, summary: String? = nil) {
        self.language = language
        self.title = title
        self.summary = summary
    }
}
