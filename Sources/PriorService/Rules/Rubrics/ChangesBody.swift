import Assessment
import Rubrics

/// What one version says otherwise than another.
struct ChangesBody: AnswerBody {
    struct Change: Encodable, Sendable {
        var path: String
        var kind: DocumentChange.Kind
        var before: String?
        var after: String?
        var words: String
    }

    var from: String
    var to: String
    var changes: [Change]

    static let change = Schema.object([
        .must("path", .anyText(), "Where, as `rubric.criteria.reef.levels.meets.descriptor`."),
        .must("kind", .choice(of: DocumentChange.Kind.self), "What happened."),
        .may("before", .anyText(100_000), "What the earlier version says; absent where it has nothing."),
        .may("after", .anyText(100_000), "What the later version says; absent where it has nothing."),
        .must("words", .anyText(200_000), "The difference in a sentence."),
    ])

    static let schema = Schema.object([
        .must("from", .text(120), "The earlier version."),
        .must("to", .text(120), "The later version."),
        .must("changes", .list(of: change), "Every difference, in the order of the earlier version."),
    ])

    init(from: String, to: String, _ changes: [DocumentChange]) {
        self.from = from
        self.to = to
        self.changes = changes.map {
            Change(path: $0.path, kind: $0.kind, before: $0.before, after: $0.after, words: $0.words)
        }
    }
}

/// Two policies side by side.
struct ComparisonBody: AnswerBody {
    struct Figure: AnswerBody {
        var words: String
        var isGap: Bool
        var statement: String?
        var authority: String?
        var validFrom: String?
        var validUntil: String?
        var source: String?
        var locator: String?
        var confidence: String?
        var note: String?

        static let schema = Schema.object([
            .must("words", .anyText(), "The figure in words; of a gap, why there is none."),
            .must("isGap", .boolean, "Whether no figure is known."),
            .may("statement", .anyText(), "The rule in plain words."),
            .may("authority", .anyText(), "Whose rule it is."),
            .may("validFrom", .date, "The first day on which it holds."),
            .may("validUntil", .date, "The last."),
            .may("source", .anyText(), "Where it comes from."),
            .may("locator", .anyText(), "Where in the source."),
            .may("confidence", .anyText(80), "How far that is confirmed."),
            .may("note", .anyText(), "What a reader should know."),
        ])

        init?(_ figure: DocumentFigure?) {
            guard let figure else { return nil }
            words = figure.words
            isGap = figure.isGap
            statement = figure.statement
            authority = figure.authority
            validFrom = figure.validity?.from?.description
            validUntil = figure.validity?.until?.description
            source = figure.source?.title
            locator = figure.source?.locator
            confidence = figure.source?.confidence.rawValue
            note = figure.note
        }
    }

    struct Row: Encodable, Sendable {
        var rule: String
        var isSame: Bool
        var words: String
        var left: Figure?
        var right: Figure?
    }

    var left: String
    var right: String
    var rows: [Row]

    static let schema = Schema.object([
        .must("left", .text(120), "The one."),
        .must("right", .text(120), "The other."),
        .must(
            "rows",
            .list(
                of: .object([
                    .must("rule", .anyText(), "Its place, as `limits.half.maximum`."),
                    .must("isSame", .boolean, "Whether both say the same."),
                    .must("words", .anyText(), "Both in a sentence."),
                    .may("left", .named(Figure.self), "What the one says; absent where it has no such rule."),
                    .may("right", .named(Figure.self), "What the other says; absent where it has no such rule."),
                ])), "Every rule with a figure of either."),
    ])

    init(_ comparison: DocumentComparison, left: String, right: String) {
        self.left = left
        self.right = right
        rows = comparison.rows.map {
            Row(
                rule: $0.rule, isSame: $0.isSame, words: $0.words, left: Figure($0.left), right: Figure($0.right))
        }
    }
}
