/// A question that a unit keeps for interviews or tests.
public struct UnitQuestion: Codable, Sendable, Equatable {
    /// How a question of a test is answered.
    public enum Form: String, Codable, Sendable, CaseIterable {
        /// On paper.
        case written
        /// By word of mouth.
        case oral
        /// By doing it.
        case performance
    }

    /// A slug, unique among the unit's questions.
    public var id: String
    /// The outcome it is about.
    public var outcome: String
    /// Of a test: how it is answered.
    public var form: Form?
    /// The question, in plain words.
    public var question: String
    /// What a good answer has in it. Never shown to learners.
    public var expects: String?

    /// A question.
    public init(id: String, outcome: String, form: Form? = nil, question: String, expects: String? = nil) {
        self.id = id
        self.outcome = outcome
        self.form = form
        self.question = question
        self.expects = expects
    }
}

/// Drawing questions so that anybody who knows the seed and the unit's questions draws the same.
public struct QuestionDraw: Sendable, Equatable {
    /// For what.
    public var kind: Encounter.Kind
    /// Of a test: how it is sat.
    public var form: UnitQuestion.Form?
    /// How many for each outcome, where there are as many.
    public var perOutcome: Int
    /// Anything; the same, the same questions.
    public var seed: UInt64

    /// What is to be drawn.
    public init(kind: Encounter.Kind, form: UnitQuestion.Form?, perOutcome: Int, seed: UInt64) {
        self.kind = kind
        self.form = form
        self.perOutcome = perOutcome
        self.seed = seed
    }

    /// What helps a learner to tell of a case in full: situation, task, action, result.
    public static let starPrompts = [
        "Situation: where and when was it, and who was there?", "Task: what was yours to do?",
        "Action: what did you do yourself, step by step?",
        "Result: what came of it, and what would you do otherwise today?",
    ]

    /// What can be drawn from.
    public func pool(of unit: Unit) -> [UnitQuestion] {
        switch kind {
        case .interview: unit.interviewQuestions
        case .challengeTest: unit.testQuestions.filter { $0.form == form }
        case .observation, .siteVisit: []
        }
    }

    /// Questions for these outcomes, outcome by outcome in the unit's order.
    ///
    /// Of each outcome's questions, sorted by id, the first so many of a shuffle after Fisher and Yates are taken, with numbers
    /// of SplitMix64 whose seed is `seed` with the FNV-1a hash of the outcome's id: an outcome more or less leaves the
    /// questions of the others as they are. An outcome without questions gets a plain one made of its statement.
    public func draw(from unit: Unit, for outcomes: [String]) -> [UnitQuestion] {
        guard kind.asksQuestions else { return [] }
        let pool = pool(of: unit).sorted { $0.id < $1.id }
        return unit.outcomes.filter { outcomes.contains($0.id) }.flatMap { outcome in
            var left = pool.filter { $0.outcome == outcome.id }
            guard !left.isEmpty else { return [plainQuestion(about: outcome)] }
            var numbers = SplitMix64(state: seed ^ Self.hash(outcome.id))
            let count = min(perOutcome, left.count)
            for place in 0..<count {
                // The bias of a remainder is below 1 in 2^50 for so few.
                left.swapAt(place, place + Int(numbers.next() % UInt64(left.count - place)))
            }
            return Array(left[..<count])
        }
    }

    private func plainQuestion(about outcome: LearningOutcome) -> UnitQuestion {
        let words =
            switch (kind, form) {
            case (.challengeTest, .performance): "Show this: \(outcome.statement)"
            case (.challengeTest, _): "Explain with an example from your own work: \(outcome.statement)"
            default: "Tell of a time when you had to do this: \(outcome.statement)"
            }
        return UnitQuestion(id: "plain-\(outcome.id)", outcome: outcome.id, form: form, question: words)
    }

    /// FNV-1a, 64 bits.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}

/// Steele, Lea and Flood's generator of 2014.
private struct SplitMix64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
