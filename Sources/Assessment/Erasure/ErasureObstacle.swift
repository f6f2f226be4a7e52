public import Foundation

/// A wish to be erased. Identified by `ID<Erasure>`.
public enum Erasure {}

/// An order that nothing of a learner is deleted. Identified by `ID<LegalHold>`.
public enum LegalHold {}

/// What stands against erasing a learner now.
public struct ErasureObstacle: Sendable, Equatable {
    /// Why.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// An institution has to keep the data, as for a case in court.
        case legalHold
        /// A submission is not decided yet.
        case openCase
        /// An appeal may still be lodged.
        case appeal
        /// The learner works for an institution.
        case staffRole
    }

    /// Why.
    public var kind: Kind
    /// Where.
    public var institution: ID<Institution>
    /// The day on which it goes by itself; nil where somebody has to do something.
    public var until: Date?
    /// What it is and what would help, in words for the learner.
    public var says: String

    /// An obstacle.
    public init(_ kind: Kind, at institution: ID<Institution>, until: Date? = nil, says: String) {
        self.kind = kind
        self.institution = institution
        self.until = until
        self.says = says
    }
}

extension Policy {
    /// The rules of keeping, or what holds where the policy has none.
    public var keeping: RetentionRules { retention ?? .standard }

    /// What a portfolio in a state since a moment puts against erasing its learner at `now`; nil for nothing.
    public func obstacle(
        of state: Portfolio.State, since: Date, at institution: ID<Institution>, now: Date
    ) -> ErasureObstacle? {
        let deferrals = keeping.erasure.deferredBy.value ?? []
        switch state {
        case .submitted, .admitted, .inAssessment, .assessed, .recommended:
            guard deferrals.contains(.openCase) else { return nil }
            return ErasureObstacle(
                .openCase, at: institution,
                says:
                    "A portfolio is being assessed. It is erased after the decision; withdraw it, and it need not wait."
            )
        case .decided:
            guard deferrals.contains(.appeal),
                let end = deadline(for: .appeal, from: since, timeZone: .gmt), end > now
            else { return nil }
            return ErasureObstacle(
                .appeal, at: institution, until: end,
                says: "Until then the decision may be appealed, and what it stands on has to be there.")
        case .draft, .returned, .closed, .withdrawn, .lapsed:
            return nil
        }
    }
}
