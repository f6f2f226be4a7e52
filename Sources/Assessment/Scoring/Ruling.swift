/// What an assessor finds of one item of evidence for one claim. Identified by `ID<Ruling>`.
///
/// The four questions are the field's own (the rules of evidence of the Standards for RTOs 2015): does it speak to the
/// outcome, is there enough of it, is it the learner's own, is it recent enough.
public struct Ruling: Codable, Sendable, Equatable {
    /// One of the four questions.
    public enum Question: String, Codable, Sendable, CaseIterable {
        /// Does it speak to what the claim is about?
        case valid
        /// Is there enough of it, of this quality?
        case sufficient
        /// Is it the learner's own work?
        case authentic
        /// Does it show what the learner can do now?
        case current
    }

    /// An answer to one of the four questions.
    public enum Finding: String, Codable, Sendable, CaseIterable {
        /// It is so.
        case yes
        /// It is not so.
        case no
        /// It cannot be told from what is there.
        case unsure
    }

    /// An answer with its reason.
    public struct Answer: Codable, Sendable, Equatable {
        /// The answer.
        public var finding: Finding
        /// Why, for whoever reads it later; empty where a plain yes says enough.
        public var reason: String

        /// An answer.
        public init(_ finding: Finding, _ reason: String = "") {
            self.finding = finding
            self.reason = reason
        }

        var isPlain: Bool { reason.allSatisfy(\.isWhitespace) }
    }

    /// Does it speak to what the claim is about?
    public let valid: Answer
    /// Is there enough of it, of this quality?
    public let sufficient: Answer
    /// Is it the learner's own work?
    public let authentic: Answer
    /// Does it show what the learner can do now?
    public let current: Answer

    /// A ruling. An answer other than yes needs its reason; so does calling current what the policy's own count of years
    /// calls old.
    /// - Parameter age: what the policy makes of the item's date.
    public init(
        valid: Answer, sufficient: Answer, authentic: Answer, current: Answer, age: EvidenceAge = .current
    ) throws(RulingError) {
        self.valid = valid
        self.sufficient = sufficient
        self.authentic = authentic
        self.current = current
        let bare = Question.allCases.filter { self[$0].finding != .yes && self[$0].isPlain }
        guard bare.isEmpty else { throw .reasonMissing(bare) }
        guard age != .old || !current.isPlain else { throw .againstTheCount }
    }

    /// The answer to a question.
    public subscript(question: Question) -> Answer {
        switch question {
        case .valid: valid
        case .sufficient: sufficient
        case .authentic: authentic
        case .current: current
        }
    }

    /// The revision that this ruling is after the one that stands; nil where it says the same and changes nothing.
    /// - Throws: `revisionWithoutReason` where it says something else and not why.
    public func revision(
        after standing: (revision: Int, ruling: Ruling)?, because reason: String?
    ) throws(RulingError) -> Int? {
        guard let standing else { return 1 }
        guard standing.ruling != self else { return nil }
        guard let reason, !reason.allSatisfy(\.isWhitespace) else {
            throw .revisionWithoutReason(standing: standing.revision)
        }
        return standing.revision + 1
    }
}

/// What a ruling cannot be.
public enum RulingError: Error, Sendable, Equatable {
    /// Answers other than yes, without a reason.
    case reasonMissing([Ruling.Question])
    /// The item is older than the policy's window, is ruled current, and nothing says why.
    case againstTheCount
    /// The item was ruled on before, otherwise; a revision says why.
    case revisionWithoutReason(standing: Int)
}
