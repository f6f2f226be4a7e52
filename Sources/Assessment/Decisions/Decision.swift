public import Foundation

/// What the institution says to a recommendation: this, and nothing before it, posts credit. Identified by `ID<Decision>`.
public struct Decision: Sendable, Equatable {
    /// The three answers.
    public enum Verdict: String, Codable, Sendable, CaseIterable {
        /// All that was recommended.
        case granted
        /// Fewer credits than recommended.
        case partly
        /// None.
        case refused
    }

    /// The answer.
    public var verdict: Verdict
    /// What is granted; nil for a refusal, and where the unit carries no credits.
    public var amount: CreditAmount?
    /// Why; never empty where less is granted than was recommended.
    public var reason: String

    /// A decision as it was made before; a new one comes from ``Recommendation/decision(_:credits:reason:today:)``.
    public init(verdict: Verdict, amount: CreditAmount?, reason: String) {
        self.verdict = verdict
        self.amount = amount
        self.reason = reason
    }

    /// Whether credit is posted.
    public var isGrant: Bool { verdict != .refused }
}

extension Recommendation {
    /// The decision that a registrar makes of this recommendation. Limits and double award are the policy's to check.
    /// - Parameters:
    ///   - credits: how many, for `partly`; may be repeated for `granted`.
    ///   - today: the day of the decision.
    public func decision(
        _ verdict: Decision.Verdict, credits: Decimal?, reason: String, today: CalendarDate
    ) throws(DecisionError) -> Decision {
        if verdict != .refused {
            guard kind == .credit else { throw .recommendationRefuses }
            if let validUntil, today > validUntil { throw .expired(validUntil) }
        }
        if verdict != .granted, kind == .credit, reason.isBlank { throw .noReason }
        switch verdict {
        case .granted:
            guard credits == nil || credits == amount?.credits else { throw .grantedIsWhole(amount?.credits) }
            return Decision(verdict: verdict, amount: amount, reason: reason)
        case .partly:
            guard let amount else { throw .nothingToDivide }
            guard let credits, credits > 0, credits < amount.credits else { throw .partIsLess(than: amount.credits) }
            return Decision(verdict: verdict, amount: CreditAmount(credits, amount.system), reason: reason)
        case .refused:
            guard credits == nil else { throw .refusedHasNoCredits }
            return Decision(verdict: verdict, amount: nil, reason: reason)
        }
    }
}

/// Why a recommendation cannot be decided so.
public enum DecisionError: Error, Sendable, Equatable {
    /// The recommendation is a refusal: it can be confirmed, and nothing can be granted on it.
    case recommendationRefuses
    /// Its validity ended on that day.
    case expired(CalendarDate)
    /// Less than was recommended needs a reason.
    case noReason
    /// `granted` is all that was recommended, this many.
    case grantedIsWhole(Decimal?)
    /// The unit carries no credits, so no part of them can be granted.
    case nothingToDivide
    /// `partly` is more than none and less than this many.
    case partIsLess(than: Decimal)
    /// `refused` carries no credits.
    case refusedHasNoCredits
}

/// Who stands where in a case, as far as it keeps people from deciding it.
public struct CaseParties: Sendable, Equatable {
    /// Whose portfolio it is.
    public var learner: ID<Person>
    /// Who was given the submission to assess and did not decline.
    public var assessors: [ID<Person>]

    /// The parties of a case.
    public init(learner: ID<Person>, assessors: [ID<Person>]) {
        self.learner = learner
        self.assessors = assessors
    }

    /// Refuses a registrar who is a party: nobody decides their own case, or one that they assessed.
    public func requireIndependent(_ registrar: ID<Person>) throws(SeparationError) {
        if registrar == learner { throw .isLearner }
        if assessors.contains(registrar) { throw .isAssessor }
    }
}

/// Why a person may not decide a case.
public enum SeparationError: Error, Sendable, Equatable {
    /// It is their own portfolio.
    case isLearner
    /// They assessed it.
    case isAssessor
}
