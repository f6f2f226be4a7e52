import Assessment
import Foundation

/// Policies and rubrics small enough to see through.
enum Policies {
    static let source = Source(id: "own", title: "Set by the institution", confidence: .own)

    /// Two seats; a different outcome, or levels two apart, sends a claim to a third, to whom the closer one stands.
    static var twoSeats: Policy { policy(seats: 2) }

    static func policy(seats: Int, resolution: DisagreementResolution = .closestToThird) -> Policy {
        func sourced<Value: Codable & Sendable & Equatable>(_ value: Value) -> Sourced<Value> {
            Sourced(value, source: source)
        }
        return Policy(
            key: key("test@1"), status: .published, title: "Test", authority: "Nobody", region: "Nowhere",
            framework: key("lqf@1"), summary: "For tests.", seats: sourced(seats),
            disagreement: DisagreementRules(
                triggers: [sourced(.differentOutcome), sourced(.levelDistance(2))], resolution: sourced(resolution)),
            evidence: EvidenceRules(
                minimumPiecesPerCriterion: sourced(1), minimumKindsPerClaim: sourced(1),
                kindsThatNeverStandAlone: sourced([.testimonial]), blocking: [], maximumItemBytes: sourced(1_000),
                maximumPortfolioBytes: sourced(100_000), maximumPortfolioItems: sourced(100),
                acceptedMediaTypes: sourced([])),
            currency: CurrencyRules(years: sourced(5), yearsCritical: sourced(2)), clocks: [:],
            independence: IndependenceRules(
                adviserNeverAssesses: sourced(true), assessorNeverModeratesOwn: sourced(true),
                familyDegrees: sourced(2),
                sameEmployer: sourced(true), taughtWithinYears: sourced(2)),
            limits: [], doubleAward: DoubleAwardRules(sameUnitOnce: sourced(true)),
            recommendation: RecommendationRules(validityYears: sourced(3)),
            moderation: ModerationRules(baseRate: sourced(0), always: sourced([]), newAssessorMonths: sourced(3)),
            appeal: AppealRules(grounds: sourced([])), sources: [source])
    }

    /// Two criteria of three levels each; competent means the top one in both.
    static let rubric = Rubric(
        criteria: ["lay", "level"].map { id in
            Criterion(
                id: id, outcome: "build", title: id, statement: id,
                levels: ["not-yet", "nearly", "competent"].enumerated().map { place, level in
                    CriterionLevel(id: level, points: place, name: level, descriptor: level)
                })
        }, aggregation: .allSatisfactory(minimum: "competent"))

    private static func key(_ text: String) -> DocumentKey {
        guard let key = DocumentKey(text) else { preconditionFailure("\(text) is no key") }
        return key
    }
}
