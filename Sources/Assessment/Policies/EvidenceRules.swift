/// What evidence a claim needs before it can be judged sufficient.
public struct EvidenceRules: Codable, Sendable, Equatable {
    /// Fewest items that must speak to each criterion.
    public var minimumPiecesPerCriterion: Sourced<Int>
    /// Fewest kinds of evidence that a claim must hold.
    public var minimumKindsPerClaim: Sourced<Int>
    /// Kinds that never carry a claim by themselves, even together: references alone never suffice.
    public var kindsThatNeverStandAlone: Sourced<[EvidenceKind]>
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
        kindsThatNeverStandAlone: Sourced<[EvidenceKind]>, blocking: [SufficiencyRule],
        maximumItemBytes: Sourced<Int>, maximumPortfolioBytes: Sourced<Int>, maximumPortfolioItems: Sourced<Int>,
        acceptedMediaTypes: Sourced<[AcceptedMediaType]>,
        content: ContentRules? = nil
    ) {
        self.minimumPiecesPerCriterion = minimumPiecesPerCriterion
        self.minimumKindsPerClaim = minimumKindsPerClaim
        self.kindsThatNeverStandAlone = kindsThatNeverStandAlone
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
    /// Evidence recent enough, wherever a date is known.
    case currency
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

/// How old evidence may be, in years before submission.
public struct CurrencyRules: Codable, Sendable, Equatable {
    /// For most units.
    public var years: Sourced<Int>
    /// For licensed skills and those critical to safety.
    public var yearsCritical: Sourced<Int>

    /// Rules of currency.
    public init(years: Sourced<Int>, yearsCritical: Sourced<Int>) {
        self.years = years
        self.yearsCritical = yearsCritical
    }
}
