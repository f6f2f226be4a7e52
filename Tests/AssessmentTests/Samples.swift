import Assessment
import Foundation

/// Foundation's unit of measurement has the same name.
typealias Unit = Assessment.Unit

/// Made-up rubrics and policies that are easy to work out by hand.
enum Samples {
    static let own = Source(id: "own", title: "Made up", confidence: .own)

    static func criterion(
        _ id: String, outcome: String = "one", points: [Int] = [0, 1, 2], mustReach: String? = nil,
        weight: Decimal? = nil
    ) -> Criterion {
        let levels = points.enumerated().map { rank, points in
            CriterionLevel(id: "l\(rank)", points: points, name: "Level \(rank)", descriptor: "Looks like \(rank).")
        }
        return Criterion(
            id: id, outcome: outcome, title: id.capitalized, statement: "Does \(id).", levels: levels,
            mustReach: mustReach, weight: weight)
    }

    static func unit(_ rubric: Rubric, critical: Bool = false) throws -> Unit {
        try Unit(
            key: key("knots@1"), status: .published, title: "Knots", summary: "You tie knots.", field: "Ropes",
            region: "Nowhere", framework: key("two-steps@1"), level: 1, critical: critical,
            outcomes: [LearningOutcome(id: "one", statement: "Tie.")], rubric: rubric, sources: [own])
    }

    static func policy(_ change: (inout Policy) -> Void = { _ in }) throws -> Policy {
        var policy = try Policy(
            key: key("plain@1"), status: .published, title: "Plain", authority: "Nobody", region: "Nowhere",
            framework: key("two-steps@1"), summary: "For tests.", seats: Sourced(2, source: own),
            disagreement: DisagreementRules(
                triggers: [Sourced(.differentOutcome, source: own)],
                resolution: Sourced(.closestToThird, source: own)),
            evidence: EvidenceRules(
                minimumPiecesPerCriterion: Sourced(2, source: own), minimumKindsPerClaim: Sourced(2, source: own),
                kindsThatNeverStandAlone: Sourced([.testimonial, .priorCredential], source: own),
                blocking: [.minimumPiecesPerCriterion, .kindsThatNeverStandAlone],
                maximumItemBytes: Sourced(1_000_000, source: own),
                maximumPortfolioBytes: Sourced(100_000_000, source: own),
                maximumPortfolioItems: Sourced(100, source: own),
                acceptedMediaTypes: Sourced([AcceptedMediaType(type: "image/png", extensions: ["png"])], source: own)),
            currency: CurrencyRules(years: Sourced(5, source: own), yearsCritical: Sourced(2, source: own)),
            clocks: [.appeal: Sourced(ClockLength(3, .workingDays), source: own), .decision: Sourced(gap: "unknown")],
            independence: IndependenceRules(
                adviserNeverAssesses: Sourced(true, source: own),
                assessorNeverModeratesOwn: Sourced(true, source: own), familyDegrees: Sourced(2, source: own),
                sameEmployer: Sourced(true, source: own), taughtWithinYears: Sourced(2, source: own)),
            limits: [], doubleAward: DoubleAwardRules(sameUnitOnce: Sourced(true, source: own)),
            recommendation: RecommendationRules(validityYears: Sourced(3, source: own)),
            moderation: ModerationRules(
                baseRate: Sourced(0.25, source: own), always: Sourced([.appeal], source: own),
                newAssessorMonths: Sourced(3, source: own)),
            appeal: AppealRules(grounds: Sourced([.init(id: "procedure", words: "It was not kept.")], source: own)),
            sources: [own])
        change(&policy)
        return policy
    }

    static func key(_ text: String) throws -> DocumentKey {
        guard let key = DocumentKey(text) else { throw CocoaError(.coderInvalidValue) }
        return key
    }

    static func day(_ text: String) throws -> Date {
        try Date("\(text)T12:00:00Z", strategy: .iso8601)
    }
}

/// Splitmix64: random numbers that are the same in every run.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
