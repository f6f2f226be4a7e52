/// What the rules of evidence need to know of one item that a claim is linked to.
public struct EvidenceSummary: Codable, Sendable, Equatable {
    /// The item's id, as the caller writes ids.
    public var id: String
    /// What kind it is.
    public var kind: EvidenceKind
    /// The ids of the criteria that the claim links it to, and to which it speaks: what an observer did not see is not here.
    public var criteria: [String]
    /// When the work it shows was done; nil where not known.
    public var producedOn: CalendarDate?
    /// Why it does not count whatever the policy says; nil where it does.
    public var uncounted: UncountedReason?
    /// Who says it, of a testimonial.
    public var witness: Witness?
    /// Whether it is a picture of a paper of which an original exists.
    public var isOnPaper: Bool
    /// Whether somebody of the institution has seen that original.
    public var isOriginalSeen: Bool
    /// The items that a statement of currency names as newer; nil where the learner made none.
    public var upheldBy: [String]?

    /// Whoever gave a testimonial.
    public struct Witness: Codable, Sendable, Equatable {
        /// The same for two testimonials of one person.
        public var referee: String
        /// Whether they saw the work themself.
        public var isFirstHand: Bool
        /// Whether they are kin.
        public var isFamily: Bool
        /// Whether they were reached at the contact they gave.
        public var isContactable: Bool

        /// A witness.
        public init(referee: String, isFirstHand: Bool, isFamily: Bool, isContactable: Bool) {
            self.referee = referee
            self.isFirstHand = isFirstHand
            self.isFamily = isFamily
            self.isContactable = isContactable
        }
    }

    /// A summary of one item.
    public init(
        id: String, kind: EvidenceKind, criteria: [String], producedOn: CalendarDate? = nil,
        uncounted: UncountedReason? = nil, witness: Witness? = nil, isOnPaper: Bool = false,
        isOriginalSeen: Bool = false, upheldBy: [String]? = nil
    ) {
        self.id = id
        self.kind = kind
        self.criteria = criteria
        self.producedOn = producedOn
        self.uncounted = uncounted
        self.witness = witness
        self.isOnPaper = isOnPaper
        self.isOriginalSeen = isOriginalSeen
        self.upheldBy = upheldBy
    }
}

/// One claim with the items that are linked to it.
public struct ClaimedEvidence: Sendable, Equatable {
    /// The claim.
    public var claim: ID<Claim>
    /// What is claimed.
    public var unit: Unit
    /// What is linked to it.
    public var items: [EvidenceSummary]

    /// A claim with its evidence.
    public init(claim: ID<Claim>, unit: Unit, items: [EvidenceSummary]) {
        self.claim = claim
        self.unit = unit
        self.items = items
    }
}

/// Why an item that is linked to a claim does not count.
public enum UncountedReason: String, Codable, Sendable, CaseIterable {
    /// Whoever is to answer for it has not signed yet.
    case notSigned
    /// The learner has not signed it too.
    case notCountersigned
    /// The observer did not see what it is linked to, or not for this claim.
    case notSeen
    /// The institution has to look at its file first.
    case quarantined
    /// A scanner found something in its file.
    case infected
    /// Its author took it back.
    case withdrawn
    /// The learner did not agree with what was reported.
    case refused
    /// Whoever answers at the witness's contact did not give it.
    case contactDenied
    /// It came from elsewhere, and nobody has confirmed from where.
    case unconfirmedOrigin
    /// It was checked and is not what it says.
    case notVerified
    /// The witness did not see the work, and the policy counts only those who did.
    case notFirstHand
    /// The witness is kin, and the policy does not count kin.
    case byFamily

    /// What is wrong and what would be right, in plain words.
    public var words: String {
        switch self {
        case .notSigned: "This does not count yet: whoever has to answer for it has not signed it."
        case .notCountersigned: "This does not count yet: sign it too, if it is as it was."
        case .notSeen:
            "This does not count here: whoever watched did not see this criterion, or watched for another claim. "
                + "Link other evidence."
        case .quarantined: "This does not count yet: the institution has to look at the file first."
        case .infected: "This does not count: a scanner found something harmful in the file. Send a clean copy."
        case .withdrawn: "This does not count any more: its author took it back. Add other evidence."
        case .refused: "This does not count: the learner did not agree with it and did not sign."
        case .contactDenied:
            "This testimonial does not count: the person at the contact given says that it is not theirs."
        case .unconfirmedOrigin:
            "This does not count yet: it came from another institution, and staff have not confirmed that. Ask them to."
        case .notVerified:
            "This does not count: it was checked, and something in it does not hold. See which check failed."
        case .notFirstHand:
            "This testimonial does not count: the witness did not see the work. Ask somebody who did."
        case .byFamily:
            "This testimonial does not count: the witness is family. Ask somebody who is not."
        }
    }
}
