/// What a policy says of a claim: a rule that is not kept, or one that could not be checked.
public struct PolicyFinding: Codable, Sendable, Equatable {
    /// The rule's place in the policy, for instance `evidence.minimumPiecesPerCriterion` or `limits.half`.
    public var rule: String
    /// Where the rule comes from.
    public var source: Source?
    /// Whether it stops the step; otherwise it only advises.
    public var blocking: Bool
    /// What is wrong and what would be right, in plain words.
    public var words: String
    /// The criterion it is about, where it is about one.
    public var criterion: String?
    /// The item of evidence it is about, where it is about one.
    public var evidence: String?

    /// A finding.
    public init(
        rule: String, source: Source?, blocking: Bool, words: String, criterion: String? = nil, evidence: String? = nil
    ) {
        self.rule = rule
        self.source = source
        self.blocking = blocking
        self.words = words
        self.criterion = criterion
        self.evidence = evidence
    }
}
