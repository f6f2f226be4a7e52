/// What evidence a claim needs before it can be judged sufficient.
public struct EvidenceRules: Codable, Sendable, Equatable {
    /// Fewest items that must speak to each criterion.
    public var minimumPiecesPerCriterion: Sourced<Int>
    /// Fewest kinds of evidence that a claim must hold.
    public var minimumKindsPerClaim: Sourced<Int>
    /// Kinds that never carry a claim by themselves, even together: references alone never suffice.
    public var kindsThatNeverStandAlone: Sourced<[EvidenceKind]>
    /// What a testimonial has to be; nil in policies that say nothing of it.
    public var testimony: TestimonyRules?
    /// Which papers somebody of the institution must have held in their hands; nil in policies that say nothing of it.
    public var originalsSeen: Sourced<[PaperSubject]>?
    /// The rules that stop a submission; the others only advise.
    public var blocking: [SufficiencyRule]
    /// Largest item, in bytes.
    public var maximumItemBytes: Sourced<Int>
    /// All files of a portfolio together, in bytes.
    public var maximumPortfolioBytes: Sourced<Int>
    /// How many files a portfolio may have.
    public var maximumPortfolioItems: Sourced<Int>
    /// What files are taken.
    public var acceptedMediaTypes: Sourced<[AcceptedMediaType]>
    /// What is done about what is found in them; nil: whatever is found is refused, and the service's own limits hold.
    public var content: ContentRules?

    /// Rules of evidence.
    public init(
        minimumPiecesPerCriterion: Sourced<Int>, minimumKindsPerClaim: Sourced<Int>,
        kindsThatNeverStandAlone: Sourced<[EvidenceKind]>, testimony: TestimonyRules? = nil,
        originalsSeen: Sourced<[PaperSubject]>? = nil, blocking: [SufficiencyRule],
        maximumItemBytes: Sourced<Int>, maximumPortfolioBytes: Sourced<Int>, maximumPortfolioItems: Sourced<Int>,
        acceptedMediaTypes: Sourced<[AcceptedMediaType]>,
        content: ContentRules? = nil
    ) {
        self.minimumPiecesPerCriterion = minimumPiecesPerCriterion
        self.minimumKindsPerClaim = minimumKindsPerClaim
        self.kindsThatNeverStandAlone = kindsThatNeverStandAlone
        self.testimony = testimony
        self.originalsSeen = originalsSeen
        self.blocking = blocking
        self.maximumItemBytes = maximumItemBytes
        self.maximumPortfolioBytes = maximumPortfolioBytes
        self.maximumPortfolioItems = maximumPortfolioItems
        self.acceptedMediaTypes = acceptedMediaTypes
        self.content = content
    }
}

/// The rules of sufficiency that a policy can let stop a submission.
public enum SufficiencyRule: String, Codable, Sendable, CaseIterable {
    /// Enough items for each criterion.
    case minimumPiecesPerCriterion
    /// Enough kinds in a claim.
    case minimumKindsPerClaim
    /// Something beside the kinds that never stand alone.
    case kindsThatNeverStandAlone
    /// Something recent for each criterion, wherever dates are known.
    case currency
    /// For an old qualification, a statement that names newer evidence.
    case statementOfCurrency
    /// Originals of papers, seen by somebody of the institution.
    case originalsSeen
    /// Enough referees who can be reached.
    case contactableReferees
}

/// What a testimonial has to be before it counts. A rule that is a gap is not applied.
public struct TestimonyRules: Codable, Sendable, Equatable {
    /// Whether only a witness who saw the work counts.
    public var firstHand: Sourced<Bool>
    /// Whether the words of kin do not count.
    public var notByFamily: Sourced<Bool>
    /// Fewest different referees of a portfolio who can be reached.
    public var contactableReferees: Sourced<Int>

    /// Rules of testimony.
    public init(firstHand: Sourced<Bool>, notByFamily: Sourced<Bool>, contactableReferees: Sourced<Int>) {
        self.firstHand = firstHand
        self.notByFamily = notByFamily
        self.contactableReferees = contactableReferees
    }
}

/// Papers of which an original exists.
public enum PaperSubject: String, Codable, Sendable, CaseIterable {
    /// A certificate on paper from somewhere else.
    case priorCredential
    /// Any other item that is a photo or a scan of a paper.
    case photoOfPaper
}

/// A kind of file that is taken as evidence.
public struct AcceptedMediaType: Codable, Sendable, Equatable {
    /// `type/subtype` in lower case, as detected from the bytes.
    public var type: String
    /// Largest file of this kind, in bytes; nil where only the item's own limit holds.
    public var maximumBytes: Int?
    /// Ends of file names that go with it, lower case, without the dot.
    public var extensions: [String]

    /// A kind of file.
    public init(type: String, maximumBytes: Int? = nil, extensions: [String]) {
        self.type = type
        self.maximumBytes = maximumBytes
        self.extensions = extensions
    }
}
