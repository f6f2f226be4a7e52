public import Foundation

/// An authority's rules for recognising prior learning, in one version. Every figure carries its source, because the
/// field's figures contradict each other; a figure that nobody published is a gap or the institution's own.
public struct Policy: Codable, Sendable, Equatable {
    /// Which version of which policy.
    public var key: DocumentKey
    /// How far this version has come.
    public var status: PublicationStatus
    /// Its title.
    public var title: String
    /// Whose it is.
    public var authority: String
    /// Where it holds.
    public var region: String
    /// The framework it works with.
    public var framework: DocumentKey
    /// The time zone of its calendar, by IANA's name; nil for UTC.
    public var timeZone: String?
    /// What it is, in a few plain sentences.
    public var summary: String
    /// How many assessors score each submission without seeing each other's marks.
    public var seats: Sourced<Int>
    /// When assessors disagree, and what then.
    public var disagreement: DisagreementRules
    /// What evidence a claim needs.
    public var evidence: EvidenceRules
    /// How old evidence may be.
    public var currency: CurrencyRules
    /// How long each step may take. A clock that is absent or a gap does not run.
    public var clocks: [CaseClock: Sourced<ClockLength>]
    /// Who may not assess whom.
    public var independence: IndependenceRules
    /// How much credit may be granted.
    public var limits: [CreditLimit]
    /// How much credit there has to be of one kind.
    public var minimums: [CreditMinimum]
    /// Whether the same learning may be credited twice.
    public var doubleAward: DoubleAwardRules
    /// How long a recommendation holds.
    public var recommendation: RecommendationRules
    /// How assessments are sampled and checked.
    public var moderation: ModerationRules
    /// When and on what grounds a decision may be appealed.
    public var appeal: AppealRules
    /// From where on items that are alike are shown; nil where only the same bytes are.
    public var duplicates: DuplicateRules?
    /// How long what is kept of people is kept; nil where `RetentionRules.standard` holds.
    public var retention: RetentionRules?
    /// The calendars that working days are counted by, one for each country; without any, clocks run in UTC and know no
    /// holiday.
    public var calendars: [DocumentKey]
    /// When the learner sees what was decided; nil where they see it at once.
    public var release: Sourced<ReleaseMode>?
    /// Who is reminded, and when somebody else hears of it; nil where nobody is.
    public var watch: WatchRules?
    /// What becomes of seats whose work is not finished in time; nil where nothing does.
    public var leases: LeaseRules?
    /// Until when an open claim may be moved to another version of its unit; nil where it may until it has its outcome.
    public var rubricMoves: RubricMoveRules?
    /// Who decides; nil where one registrar does.
    public var decision: DecisionRules?
    /// The days on which the policy holds; nil where none are set.
    public var validity: Validity?
    /// What is not known, a sentence each.
    public var gaps: [String]
    /// What it was written from.
    public var sources: [Source]

    /// A policy in full.
    public init(
        key: DocumentKey, status: PublicationStatus, title: String, authority: String, region: String,
        framework: DocumentKey, timeZone: String? = nil, summary: String, seats: Sourced<Int>,
        disagreement: DisagreementRules,
        evidence: EvidenceRules, currency: CurrencyRules, clocks: [CaseClock: Sourced<ClockLength>],
        independence: IndependenceRules, limits: [CreditLimit], doubleAward: DoubleAwardRules,
        recommendation: RecommendationRules, moderation: ModerationRules, appeal: AppealRules,
        duplicates: DuplicateRules? = nil, retention: RetentionRules? = nil, minimums: [CreditMinimum] = [],
        calendars: [DocumentKey] = [], release: Sourced<ReleaseMode>? = nil, watch: WatchRules? = nil,
        leases: LeaseRules? = nil, validity: Validity? = nil, gaps: [String] = [], sources: [Source]
    ) {
        self.key = key
        self.status = status
        self.title = title
        self.authority = authority
        self.region = region
        self.framework = framework
        self.timeZone = timeZone
        self.summary = summary
        self.seats = seats
        self.disagreement = disagreement
        self.evidence = evidence
        self.currency = currency
        self.clocks = clocks
        self.independence = independence
        self.limits = limits
        self.doubleAward = doubleAward
        self.recommendation = recommendation
        self.moderation = moderation
        self.appeal = appeal
        self.duplicates = duplicates
        self.retention = retention
        self.minimums = minimums
        self.calendars = calendars
        self.release = release
        self.watch = watch
        self.leases = leases
        self.validity = validity
        self.gaps = gaps
        self.sources = sources
    }

    /// How many seats to fill where the policy leaves it open: two, so that nobody's mark stands alone.
    public static let defaultSeats = 2

    /// How many assessors score each submission.
    public var seatCount: Int { seats.value ?? Self.defaultSeats }

    /// The zone of its days.
    public var zone: TimeZone { timeZone.flatMap { TimeZone(identifier: $0) } ?? .gmt }

    /// The day on which a moment falls in the policy's calendar.
    public func day(of moment: Date) -> CalendarDate { CalendarDate(moment, in: zone) }
}
