extension Manifest {
    /// What a witness said, as it was signed. How to reach the witness stays with the live record.
    public struct Testimony: Codable, Sendable, Equatable {
        /// One question and its answer.
        public struct Answer: Codable, Sendable, Equatable {
            /// As it was put.
            public var prompt: String
            /// As it was answered.
            public var answer: String

            /// A question and its answer.
            public init(prompt: String, answer: String) {
                self.prompt = prompt
                self.answer = answer
            }
        }

        /// The witness.
        public var witnessName: String
        /// What the witness is, in their work.
        public var witnessRole: String
        /// For whom the witness works.
        public var organisation: String
        /// What the witness is to the learner.
        public var relationship: String
        /// Whether they saw the work themself.
        public var firstHand: Bool
        /// Whether they are kin.
        public var relatedByFamily: Bool
        /// Since when they know the learner.
        public var knownFrom: CalendarDate
        /// Until when; nil for still.
        public var knownUntil: CalendarDate?
        /// What they said.
        public var answers: [Answer]
        /// How their contact was confirmed: `mailedLink`, `mailedCode` or `call`; nil where it was not.
        public var contactConfirmedBy: String?
        /// Whether the learner passed the link on; nil in manifests made before that could be.
        public var handedOver: Bool?

        /// A witness's words.
        public init(
            witnessName: String, witnessRole: String, organisation: String, relationship: String, firstHand: Bool,
            relatedByFamily: Bool, knownFrom: CalendarDate, knownUntil: CalendarDate? = nil, answers: [Answer],
            contactConfirmedBy: String? = nil, handedOver: Bool? = nil
        ) {
            self.contactConfirmedBy = contactConfirmedBy
            self.handedOver = handedOver
            self.witnessName = witnessName
            self.witnessRole = witnessRole
            self.organisation = organisation
            self.relationship = relationship
            self.firstHand = firstHand
            self.relatedByFamily = relatedByFamily
            self.knownFrom = knownFrom
            self.knownUntil = knownUntil
            self.answers = answers
        }
    }

    /// What came of an observation, a site visit, an interview or a challenge test. What was answered stays with the record,
    /// which the statement's digest pins.
    public struct Observed: Codable, Sendable, Equatable {
        /// What was seen of one criterion.
        public struct Seen: Codable, Sendable, Equatable {
            /// The criterion's id.
            public var criterion: String
            /// `yes`, `no` or `notSeen`.
            public var seen: String
            /// What else the observer says.
            public var comment: String

            /// What was seen.
            public init(criterion: String, seen: String, comment: String) {
                self.criterion = criterion
                self.seen = seen
                self.comment = comment
            }

            private enum CodingKeys: CodingKey { case criterion, seen, comment }

            /// Reads an object whose comment may be absent.
            public init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                criterion = try container.decode(String.self, forKey: .criterion)
                seen = try container.decode(String.self, forKey: .seen)
                comment = try container.decodeIfPresent(String.self, forKey: .comment) ?? ""
            }
        }

        /// What one outcome came to, of an interview or test.
        public struct OutcomeResult: Codable, Sendable, Equatable {
            /// The outcome's id.
            public var outcome: String
            /// `shown`, `notYet` or `notAsked`.
            public var result: String
            /// Why.
            public var comment: String

            /// An outcome's result.
            public init(outcome: String, result: String, comment: String) {
                self.outcome = outcome
                self.result = result
                self.comment = comment
            }
        }

        /// The claim it was watched for.
        public var claim: ID<Claim>
        /// Who watched, visited, asked or invigilated.
        public var observer: ID<Person>
        /// Where.
        public var place: String
        /// When it began, RFC 3339 in UTC.
        public var startedAt: String
        /// For how long.
        public var durationMinutes: Int
        /// What was seen.
        public var seen: [Seen]
        /// What each outcome came to, of an interview or test.
        public var outcomes: [OutcomeResult]?
        /// Whether the learner signed it too.
        public var isCountersigned: Bool
        /// Whether it counts as evidence; nil in manifests older than that, where `isCountersigned` says it.
        public var counts: Bool?

        /// An observation.
        public init(
            claim: ID<Claim>, observer: ID<Person>, place: String, startedAt: String, durationMinutes: Int,
            seen: [Seen], outcomes: [OutcomeResult]? = nil, isCountersigned: Bool, counts: Bool? = nil
        ) {
            self.claim = claim
            self.observer = observer
            self.place = place
            self.startedAt = startedAt
            self.durationMinutes = durationMinutes
            self.seen = seen
            self.outcomes = outcomes
            self.isCountersigned = isCountersigned
            self.counts = counts
        }
    }
}
