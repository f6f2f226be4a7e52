public import Foundation

/// What came of an encounter, as who conducted it puts it down: a draft, in which anything may still be missing, until it
/// is signed.
public struct EncounterReport: Codable, Sendable, Equatable {
    /// When it began; of a draft without it, when it was said to begin.
    public var startedAt: Date?
    /// For how many minutes, the last one counted as a whole.
    public var durationMinutes: Int?
    /// Where.
    public var place: String?
    /// Of work watched: each criterion, and whether it was seen.
    public var seen: [Seen]?
    /// Of a visit: whose place of work it is.
    public var workplace: Workplace?
    /// Of an interview or test: what was asked and answered.
    public var answers: [Answer]?
    /// Of an interview or test: what each outcome came to.
    public var outcomes: [Outcome]?
    /// Of a test: under which supervision.
    public var invigilation: Invigilation?
    /// What else there is to say.
    public var notes: String?
    /// The language it is in, as BCP 47 writes it.
    public var language: String?

    /// A report.
    public init(
        startedAt: Date? = nil, durationMinutes: Int? = nil, place: String? = nil, seen: [Seen]? = nil,
        workplace: Workplace? = nil, answers: [Answer]? = nil, outcomes: [Outcome]? = nil,
        invigilation: Invigilation? = nil, notes: String? = nil, language: String? = nil
    ) {
        self.startedAt = startedAt
        self.durationMinutes = durationMinutes
        self.place = place
        self.seen = seen
        self.workplace = workplace
        self.answers = answers
        self.outcomes = outcomes
        self.invigilation = invigilation
        self.notes = notes
        self.language = language
    }

    /// Whether one criterion was seen.
    public struct Seen: Codable, Sendable, Equatable {
        /// Whether the work showed a criterion.
        public enum Sighting: String, Codable, Sendable, CaseIterable {
            /// The work showed it.
            case yes
            /// The work showed that it is not there yet.
            case no
            /// There was no occasion to see it.
            case notSeen
        }

        /// The criterion's id.
        public var criterion: String
        /// Whether it was seen.
        public var seen: Sighting
        /// What exactly.
        public var comment: String?
        /// Why it was looked for although it was not agreed beforehand.
        public var addedBecause: String?

        /// A criterion looked for.
        public init(criterion: String, seen: Sighting, comment: String? = nil, addedBecause: String? = nil) {
            self.criterion = criterion
            self.seen = seen
            self.comment = comment
            self.addedBecause = addedBecause
        }
    }

    /// The place of work that was visited.
    public struct Workplace: Codable, Sendable, Equatable {
        /// What it is called.
        public var name: String
        /// Who received the visitor.
        public var receivedBy: String
        /// What was looked at there.
        public var inspected: [String]

        /// A place of work.
        public init(name: String, receivedBy: String, inspected: [String]) {
            self.name = name
            self.receivedBy = receivedBy
            self.inspected = inspected
        }
    }

    /// One question and its answer: a drawn one by its id, or one that came up.
    public struct Answer: Codable, Sendable, Equatable {
        /// The id of a question that was drawn.
        public var question: String?
        /// A question that came up in the conversation, as it was put.
        public var asked: String?
        /// What was answered.
        public var answer: String
        /// The situation that the learner spoke of.
        public var situation: String?
        /// What they had to do in it.
        public var task: String?
        /// What they did.
        public var action: String?
        /// What came of it.
        public var result: String?

        /// An answer.
        public init(
            question: String? = nil, asked: String? = nil, answer: String, situation: String? = nil,
            task: String? = nil, action: String? = nil, result: String? = nil
        ) {
            self.question = question
            self.asked = asked
            self.answer = answer
            self.situation = situation
            self.task = task
            self.action = action
            self.result = result
        }
    }

    /// What one outcome came to.
    public struct Outcome: Codable, Sendable, Equatable {
        /// Whether the answers showed an outcome.
        public enum Result: String, Codable, Sendable, CaseIterable {
            /// They showed it.
            case shown
            /// They showed that it is not there yet.
            case notYet
            /// It was not asked about.
            case notAsked
        }

        /// The outcome's id.
        public var outcome: String
        /// What it came to.
        public var result: Result
        /// Why.
        public var comment: String?

        /// An outcome's result.
        public init(outcome: String, result: Result, comment: String? = nil) {
            self.outcome = outcome
            self.result = result
            self.comment = comment
        }
    }

    /// Under which supervision a test was sat.
    public struct Invigilation: Codable, Sendable, Equatable {
        /// Who watched over it.
        public var invigilator: String
        /// By what the learner's identity was checked.
        public var identityCheckedBy: String
        /// What was allowed, as a calculator or a dictionary.
        public var aids: String
        /// What went otherwise than it should; `none` where nothing did.
        public var irregularities: String

        /// Facts of supervision.
        public init(invigilator: String, identityCheckedBy: String, aids: String, irregularities: String) {
            self.invigilator = invigilator
            self.identityCheckedBy = identityCheckedBy
            self.aids = aids
            self.irregularities = irregularities
        }
    }
}
