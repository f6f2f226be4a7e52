/// The figures of two documents of one kind side by side: two authorities' policies, or two versions of one.
public struct DocumentComparison: Sendable, Equatable, Codable {
    /// One rule in both.
    public struct Row: Sendable, Equatable, Codable {
        /// Its place, as in ``DocumentFigure/rule``.
        public let rule: String
        /// What the first says; nil where it has no such rule.
        public let left: DocumentFigure?
        /// What the second says; nil where it has no such rule.
        public let right: DocumentFigure?

        /// Whether both say the same figure. Two gaps say the same: nothing.
        public var isSame: Bool {
            guard let left, let right else { return false }
            return left.isGap ? right.isGap : !right.isGap && left.words == right.words
        }

        /// Both in one sentence.
        public var words: String {
            func says(_ figure: DocumentFigure?) -> String {
                guard let figure else { return "has no such rule" }
                return figure.isGap ? "knows no figure" : "says \(figure.words)"
            }
            let left = "\(says(left))"
            let right = "\(says(right))"
            return isSame
                ? "Both \(left.replacing(/^says/, with: "say").replacing(/^knows/, with: "know"))."
                : "The first \(left); the second \(right)."
        }
    }

    /// Every rule of either, those of the first in its order, then those that only the second has in its order.
    public let rows: [Row]

    /// The rules of both.
    public init<Value>(_ left: Document<Value>, _ right: Document<Value>) {
        let (first, second) = (left.figures(), right.figures())
        let others = Dictionary(second.map { ($0.rule, $0) }) { one, _ in one }
        let known = Set(first.map(\.rule))
        rows =
            first.map { Row(rule: $0.rule, left: $0, right: others[$0.rule]) }
            + second.filter { !known.contains($0.rule) }.map { Row(rule: $0.rule, left: nil, right: $0) }
    }
}
