import Assessment

/// What a policy says of a claim, with where it says so.
struct FindingBody: AnswerBody {
    var rule: String
    var source: SourceBody?
    var blocking: Bool
    var words: String
    var criterion: String?
    var evidence: String?

    static let schema = Schema.object([
        .must("rule", .text(120), "The rule's place in the policy."),
        .may("source", .named(SourceBody.self), "Where the rule comes from."),
        .must("blocking", .boolean, "Whether it stops the step; otherwise it only advises."),
        .must("words", .text(2_000), "What is wrong and what would be right."),
        .may("criterion", .text(64), "The criterion it is about."),
        .may("evidence", .id, "The item of evidence it is about."),
    ])

    init(_ finding: PolicyFinding) {
        rule = finding.rule
        source = finding.source.map(SourceBody.init)
        blocking = finding.blocking
        words = finding.words
        criterion = finding.criterion
        evidence = finding.evidence
    }
}

/// Where a figure comes from, and how sure that is.
struct SourceBody: AnswerBody {
    var title: String
    var locator: String?
    var confidence: Source.Confidence

    static let schema = Schema.object([
        .must("title", .text(500), "What the source is called."),
        .may("locator", .text(500), "Where in it, or where it is to be found."),
        .must("confidence", .choice(of: Source.Confidence.self), "How the figure was come by."),
    ])

    init(_ source: Source) {
        title = source.title
        locator = source.locator
        confidence = source.confidence
    }
}
