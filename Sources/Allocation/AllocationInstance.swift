/// A batch of submissions, the assessors there are, and who may assess what how well: all that a solver needs to know.
///
/// Pairs name assessors by their place in `assessors`. `docs/allocation.md` says what each part means to a coordinator.
public struct AllocationInstance: Sendable, Equatable {
    /// What is sought, in this order: each is settled before the next one counts.
    public enum Aim: String, Codable, Sendable, CaseIterable {
        /// As many seats as can be are served, those of submissions due first before others. Always the first aim.
        case seats
        /// The worst fit that any submission has to take is as good as it can be; then the same for those that do not stand
        /// in the way of a better one, `floors` times.
        case worst
        /// The sum of all fits.
        case fit
        /// No assessor is fuller than they have to be: the sum of load²/capacity.
        case loads
    }

    /// Someone who assesses.
    public struct Assessor: Sendable, Equatable {
        /// Unique among the assessors.
        public var id: String
        /// Seats they can hold at once, those held already among them.
        public var capacity: Int
        /// Seats held outside of this batch.
        public var load: Int

        /// An assessor.
        public init(id: String, capacity: Int, load: Int = 0) {
            self.id = id
            self.capacity = capacity
            self.load = load
        }
    }

    /// An assessor who may take a seat of a submission.
    public struct Eligible: Sendable, Equatable {
        /// Place among the assessors.
        public var assessor: Int32
        /// How well they fit: 0 (just about) to 1,000,000; institutions will use 0 to 100 or 1,000.
        public var fit: Int32

        /// A pair.
        public init(assessor: Int32, fit: Int32) {
            self.assessor = assessor
            self.fit = fit
        }
    }

    /// An assessor together with words: the rule that keeps them away, or the reason why they are set.
    public struct Marked: Sendable, Equatable {
        /// Place among the assessors.
        public var assessor: Int32
        /// The rule or the reason.
        public var words: String

        /// A pair with its words.
        public init(assessor: Int32, words: String) {
            self.assessor = assessor
            self.words = words
        }
    }

    /// What is to be assessed.
    public struct Submission: Sendable, Equatable {
        /// Unique among the submissions.
        public var id: String
        /// How many different assessors it needs, those pinned among them.
        public var seats: Int
        /// When it is due, as `2026-12-01`. One without a date comes last.
        public var due: String?
        /// Who may take a seat.
        public var eligible: [Eligible]
        /// Who may not, by which rule; this goes before `eligible`.
        public var forbidden: [Marked]
        /// Who has a seat whatever is found: accepted work, or a coordinator's choice with its reason. This goes before
        /// `forbidden`, and is then told as an override.
        public var pinned: [Marked]

        /// A submission.
        public init(
            id: String, seats: Int, due: String? = nil, eligible: [Eligible], forbidden: [Marked] = [],
            pinned: [Marked] = []
        ) {
            self.id = id
            self.seats = seats
            self.due = due
            self.eligible = eligible
            self.forbidden = forbidden
            self.pinned = pinned
        }
    }

    /// The aims, `seats` first, in the order of `Aim`.
    public var aims: [Aim]
    /// How often the worst fit is lifted, where `worst` is an aim.
    public var floors: Int
    /// Decides between results that are equally good by every aim.
    public var seed: UInt64
    /// Who assesses.
    public var assessors: [Assessor]
    /// What is assessed.
    public var submissions: [Submission]

    /// The greatest fit.
    public static let greatestFit = 1_000_000
    /// How often the worst fit is lifted where nothing is said.
    public static let usualFloors = 3

    /// An instance. It is not looked at here; `faults()` says what is wrong with it.
    public init(
        aims: [Aim] = Aim.allCases, floors: Int = usualFloors, seed: UInt64 = 1, assessors: [Assessor],
        submissions: [Submission]
    ) {
        self.aims = aims
        self.floors = floors
        self.seed = seed
        self.assessors = assessors
        self.submissions = submissions
    }
}
