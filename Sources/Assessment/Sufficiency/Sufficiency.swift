/// What the evidence of a portfolio comes to by its policy on one day: shown to the learner while building, kept with each
/// submission, and shown to its assessors while they rule. Nothing in it names the learner.
public struct Sufficiency: Codable, Sendable, Equatable {
    /// One claim.
    public struct OfClaim: Codable, Sendable, Equatable {
        /// The claim.
        public var claim: ID<Claim>
        /// What is claimed.
        public var unit: DocumentKey
        /// What is linked to it.
        public var items: [OfItem]
        /// What the policy says of it: criteria first, in the order of the rubric, then the claim, then items.
        public var findings: [PolicyFinding]

        /// A claim.
        public init(claim: ID<Claim>, unit: DocumentKey, items: [OfItem], findings: [PolicyFinding]) {
            self.claim = claim
            self.unit = unit
            self.items = items
            self.findings = findings
        }

        /// How many items that count speak to a criterion.
        public func count(for criterion: String) -> Int {
            items.count { $0.uncounted == nil && $0.criteria.contains(criterion) }
        }
    }

    /// One item, for one claim.
    public struct OfItem: Codable, Sendable, Equatable {
        /// The item.
        public var id: String
        /// The criteria it speaks to.
        public var criteria: [String]
        /// Why it does not count; nil where it does.
        public var uncounted: UncountedReason?
        /// Whether it is recent.
        public var age: EvidenceAge
        /// The last day on which it counts as recent; nil where nothing says so.
        public var currentUntil: CalendarDate?

        /// An item.
        public init(
            id: String, criteria: [String], uncounted: UncountedReason?, age: EvidenceAge, currentUntil: CalendarDate?
        ) {
            self.id = id
            self.criteria = criteria
            self.uncounted = uncounted
            self.age = age
            self.currentUntil = currentUntil
        }
    }

    /// The day it was worked out for, in the policy's calendar.
    public var day: CalendarDate
    /// Each claim.
    public var claims: [OfClaim]
    /// What the policy says of the portfolio as a whole.
    public var findings: [PolicyFinding]

    /// The findings of a portfolio.
    public init(day: CalendarDate, claims: [OfClaim], findings: [PolicyFinding]) {
        self.day = day
        self.claims = claims
        self.findings = findings
    }

    /// The findings that stop a submission.
    public var blocking: [PolicyFinding] { (findings + claims.flatMap(\.findings)).filter(\.blocking) }
    /// Whether the portfolio can be submitted: it claims something, and nothing stops it.
    public var isComplete: Bool { !claims.isEmpty && blocking.isEmpty }
}

/// Whether an item is recent.
public enum EvidenceAge: String, Codable, Sendable, CaseIterable {
    /// It is, or the policy asks for nothing.
    case current
    /// It is old, and a statement of currency names newer evidence.
    case upheld
    /// It is too old.
    case old
    /// Nobody knows when it was made.
    case undated
}
