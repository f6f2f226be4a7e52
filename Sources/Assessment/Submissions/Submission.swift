/// An immutable snapshot of a portfolio, handed in with a receipt. Identified by `ID<Submission>`.
public enum Submission {
    /// What the institution said of it so far.
    public enum State: String, Codable, Sendable, CaseIterable {
        /// It waits at the door.
        case received
        /// The institution gave it back; the learner makes another submission.
        case returned
        /// The institution took it in.
        case admitted
        /// Every claim in it has an outcome.
        case assessed
    }

    /// What a reason for a return is about.
    public enum Subject: String, Codable, Sendable, CaseIterable {
        /// One claim.
        case claim
        /// One item of evidence.
        case evidence
        /// The portfolio as a whole.
        case portfolio
    }

    /// One reason for which a submission goes back to the learner.
    public struct ReturnReason: Codable, Sendable, Equatable {
        /// What it is about.
        public var about: Subject
        /// The claim's or item's id; nil for the portfolio.
        public var id: String?
        /// The criterion's id, where it is about one.
        public var criterion: String?
        /// What is missing and what would be right, in words for the learner.
        public var says: String

        /// A reason.
        public init(about: Subject, id: String? = nil, criterion: String? = nil, says: String) {
            self.about = about
            self.id = id
            self.criterion = criterion
            self.says = says
        }
    }
}

/// What a submission does not allow.
public enum SubmissionError: Error, Sendable, Equatable {
    /// The learner has not declared the work to be their own.
    case notDeclared
    /// The policy's blocking rules are not kept; or nothing is claimed, where there are none.
    case incomplete([PolicyFinding])
    /// It was admitted or returned already.
    case notAtTheDoor(Submission.State)
    /// The portfolio must be admitted, and not yet assessed.
    case notInAssessment(Portfolio.State)
}
