import Foundation

extension Recommendation {
    /// What the coordinator adds to what the scorecards say.
    public struct Written: Sendable, Equatable {
        /// Conditions of the credit.
        public var conditions: String
        /// Subjects under which it may be posted.
        public var subjects: [String]
        /// What the learner can do now.
        public var nextStep: String
        /// Reasons in the coordinator's own words; where one is missing the assessor's comment stands in.
        public var reasons: [CriterionReason]

        /// What is added, if anything.
        public init(
            conditions: String = "", subjects: [String] = [], nextStep: String = "", reasons: [CriterionReason] = []
        ) {
            self.conditions = conditions
            self.subjects = subjects
            self.nextStep = nextStep
            self.reasons = reasons
        }
    }

    /// The recommendation that a claim's standing scorecard comes to.
    /// - Parameters:
    ///   - result: what the standing scorecard comes to under the unit's rubric.
    ///   - comments: the assessor's words on that scorecard, by criterion.
    ///   - today: the day it is recommended; its validity is counted from there.
    public init(
        on unit: Unit, result: RubricResult, comments: [String: String], written: Written, policy: Policy,
        today: CalendarDate
    ) throws(RecommendationError) {
        for reason in written.reasons where unit.rubric.criterion(reason.criterion) == nil {
            throw .unknownCriterion(reason.criterion)
        }
        let given = Dictionary(written.reasons.map { ($0.criterion, $0.says) }) { first, _ in first }
        guard given.count == written.reasons.count else { throw .criterionTwice }
        let years = policy.recommendation.validityYears.value
        self.init(
            kind: result.outcome == .competent ? .credit : .refusal, amount: nil, framework: unit.framework,
            level: unit.level,
            subjects: written.subjects, conditions: written.conditions, reasons: written.reasons,
            nextStep: written.nextStep, validUntil: years.map { today.adding(years: $0) })
        switch kind {
        case .credit:
            amount = try Self.amount(of: unit, result)
        case .refusal:
            let unmet = unit.rubric.unmet(in: result)
            reasons =
                try Self.reasons(for: unmet, given: given, comments: comments)
                + Self.others(written.reasons, than: unmet)
            guard !written.nextStep.isBlank else { throw .noNextStep }
            gapPlan = unmet.compactMap { Self.gap($0, in: unit) }
        }
    }

    private static func amount(of unit: Unit, _ result: RubricResult) throws(RecommendationError) -> CreditAmount? {
        guard let credits = result.credits ?? unit.credits else { return nil }
        guard let system = unit.creditSystem else { throw .creditWithoutSystem }
        return credits > 0 ? CreditAmount(credits, system) : nil
    }

    private static func reasons(
        for unmet: [CriterionFinding], given: [String: String], comments: [String: String]
    ) throws(RecommendationError) -> [CriterionReason] {
        var missing: [String] = []
        var reasons: [CriterionReason] = []
        for finding in unmet {
            if let says = given[finding.criterion], !says.isBlank {
                reasons.append(CriterionReason(criterion: finding.criterion, says: says))
            } else if let comment = comments[finding.criterion], !comment.isBlank {
                reasons.append(CriterionReason(criterion: finding.criterion, says: "\(finding.words) \(comment)"))
            } else {
                missing.append(finding.criterion)
            }
        }
        guard missing.isEmpty else { throw .reasonsMissing(missing) }
        return reasons
    }

    private static func others(_ reasons: [CriterionReason], than unmet: [CriterionFinding]) -> [CriterionReason] {
        reasons.filter { reason in !unmet.contains { $0.criterion == reason.criterion } }
    }

    private static func gap(_ finding: CriterionFinding, in unit: Unit) -> Gap? {
        guard let criterion = unit.rubric.criterion(finding.criterion) else { return nil }
        let wanted = unit.rubric.aim(of: criterion, after: finding)
        return Gap(
            criterion: criterion.id,
            outcome: unit.outcomes.first { $0.id == criterion.outcome }?.statement ?? criterion.outcome,
            statement: criterion.statement, says: wanted?.descriptor ?? "")
    }
}

/// Why a recommendation cannot be written so.
public enum RecommendationError: Error, Sendable, Equatable {
    /// The unit has no such criterion.
    case unknownCriterion(String)
    /// Two reasons speak of one criterion.
    case criterionTwice
    /// A refusal needs a written reason on each of these criteria, and neither the coordinator nor the assessor gave one.
    case reasonsMissing([String])
    /// A refusal needs a next step.
    case noNextStep
    /// The unit has credits and no credit system, so the rubric file is at fault.
    case creditWithoutSystem
}

extension String {
    /// Whether there is nothing to read in it.
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
