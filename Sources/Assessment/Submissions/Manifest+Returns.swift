extension Manifest {
    /// A reason for which an earlier submission came back, and what the learner says to it now.
    public struct AnsweredReason: Codable, Sendable, Equatable {
        /// The number of the submission that came back.
        public var submission: Int
        /// Which of its reasons, counted from 1.
        public var reason: Int
        /// What it was about.
        public var about: Submission.Subject
        /// The claim's or item's id.
        public var id: String?
        /// The criterion's id.
        public var criterion: String?
        /// What was missing, as the institution said it.
        public var says: String
        /// What the learner answers; nil where they do not.
        public var answer: Answer?

        /// A reason, with or without an answer.
        public init(submission: Int, reason: Int, _ given: Submission.ReturnReason, answer: Answer? = nil) {
            self.submission = submission
            self.reason = reason
            about = given.about
            id = given.id
            criterion = given.criterion
            says = given.says
            self.answer = answer
        }
    }

    /// What a learner says to a reason.
    public struct Answer: Codable, Sendable, Equatable {
        /// In words; may be empty where items answer.
        public var says: String
        /// The items that answer it.
        public var items: [ID<Evidence>]

        /// An answer.
        public init(says: String, items: [ID<Evidence>]) {
            self.says = says
            self.items = items
        }
    }

    /// How the learner kept up a skill since an old item, and which newer items show it.
    public struct CurrencyStatement: Codable, Sendable, Equatable {
        /// In the learner's words.
        public var says: String
        /// The newer items.
        public var items: [ID<Evidence>]

        /// A statement of currency.
        public init(says: String, items: [ID<Evidence>]) {
            self.says = says
            self.items = items
        }
    }

    /// One item as it was submitted for one claim: what a ruling on it is about.
    public struct Submitted: Codable, Sendable, Equatable {
        /// The claim.
        public var claim: ID<Claim>
        /// The item.
        public var item: Item
        /// What the learner says it shows of the claim.
        public var links: [Link]
    }

    /// An item as it was submitted for a claim; nil where it was not.
    public func submitted(_ evidence: ID<Evidence>, for claim: ID<Claim>) -> Submitted? {
        let links = links.filter { $0.claim == claim && $0.evidence == evidence }
        guard !links.isEmpty, let item = self.evidence.first(where: { $0.id == evidence }) else { return nil }
        return Submitted(claim: claim, item: item, links: links)
    }
}

extension Manifest.Submitted {
    /// The form that a ruling's digest is taken over, canonical as the manifest's own.
    public func canonicalJSON() throws -> String { try Manifest.canonical(self) }
}
