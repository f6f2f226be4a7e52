/// What an instance came to: who has which seat and why, what could not be served, and the proof that nothing better exists.
///
/// Written as JSON by `Codable`; `docs/allocation.md` describes it.
public struct AllocationResult: Codable, Sendable, Equatable {
    /// A seat and who has it.
    public struct Assignment: Codable, Sendable, Equatable {
        /// The submission's id.
        public var submission: String
        /// The assessor's id.
        public var assessor: String
        /// How well they fit; nil for a pinned assessor whose fit is not told.
        public var fit: Int?
        /// The reason for which a pinned assessor has the seat.
        public var pinned: String?
        /// The rule that a pin sets aside.
        public var overrides: String?
        /// How many who may take a seat of the submission fit better, and one.
        public var rank: Int?
        /// How many may take a seat of the submission.
        public var of: Int
        /// Those who fit best among the better ones who have no seat of it: three at most.
        public var better: [String]
        /// Why it is so, in a sentence.
        public var because: String
    }

    /// A submission with seats that nobody could be found for.
    public struct Unserved: Codable, Sendable, Equatable {
        /// The submission's id.
        public var submission: String
        /// When it is due.
        public var due: String?
        /// Seats that stay empty.
        public var open: Int
        /// Why, in a sentence.
        public var because: String
        /// Who is kept away, by which rule.
        public var forbidden: [Barred]
        /// What would help: any one of these, by itself, lets one more seat be served.
        public var help: [Help]
    }

    /// An assessor and the rule that keeps them from a submission.
    public struct Barred: Codable, Sendable, Equatable {
        /// The assessor's id.
        public var assessor: String
        /// The rule.
        public var rule: String
    }

    /// One change that lets one more seat be served.
    public struct Help: Codable, Sendable, Equatable {
        /// What is changed.
        public enum Kind: String, Codable, Sendable {
            /// The assessor takes one seat more than their capacity is now.
            case capacity
            /// The rule is set aside for this assessor and this submission.
            case rule
            /// The assessor, of whom nothing is said, becomes eligible for this submission.
            case eligibility
        }
        /// What is changed.
        public var change: Kind
        /// For whom.
        public var assessor: String
        /// For which submission, where it is not for all.
        public var submission: String?
        /// The rule, where one is set aside.
        public var rule: String?
    }

    /// What an assessor holds afterwards.
    public struct Load: Codable, Sendable, Equatable {
        /// The assessor's id.
        public var assessor: String
        /// Seats they can hold.
        public var capacity: Int
        /// Seats held outside of the batch.
        public var before: Int
        /// Seats of the batch, pinned ones among them.
        public var given: Int
    }

    /// The aims, by which the rest is to be judged.
    public var objective: [AllocationInstance.Aim]
    /// What decided between equals.
    public var seed: UInt64
    /// What was reached.
    public var figures: Figures
    /// Who has which seat, in the order of the instance's submissions.
    public var assignments: [Assignment]
    /// What could not be served, in the same order.
    public var unserved: [Unserved]
    /// Who holds how much, in the order of the instance's assessors.
    public var loads: [Load]
    /// Why nothing better exists.
    public var proof: AllocationProof

    /// What was reached, aim by aim. Pinned seats count in the seats, not in the fits.
    public struct Figures: Codable, Sendable, Equatable {
        /// Seats of one date.
        public struct Due: Codable, Sendable, Equatable {
            /// The date.
            public var due: String?
            /// Seats asked for.
            public var seats: Int
            /// Seats served.
            public var served: Int
        }
        /// Seats asked for.
        public var seats: Int
        /// Seats served, pinned ones among them.
        public var served: Int
        /// Seats that were pinned.
        public var pinned: Int
        /// The same by date, soonest first.
        public var dues: [Due]
        /// The worst fit of any seat given.
        public var worstFit: Int?
        /// The sum of the fits of the seats given.
        public var totalFit: Int
        /// What the seats given cost in evenness: the k-th seat of an assessor ⌊1000 (2k − 1) / (2 capacity)⌋.
        public var loadCost: Int
    }
}

/// Why nothing better exists, so that whoever doubts it can work it out again with additions alone.
public struct AllocationProof: Codable, Sendable, Equatable {
    /// Submissions and assessors that bound what can be served. Of all submissions due up to `due`, those that are not named
    /// take at most the seats they ask for, the named assessors at most their free capacity, and every pair of a named
    /// submission and another assessor one seat.
    public struct Cut: Codable, Sendable, Equatable {
        /// The last date that is looked at.
        public var due: String?
        /// Seats, pinned ones not counted, that cannot be exceeded.
        public var bound: Int
        /// Ids of submissions.
        public var submissions: [String]
        /// Ids of assessors.
        public var assessors: [String]
    }

    /// A floor under the fits and why it is not higher.
    public struct Floor: Codable, Sendable, Equatable {
        /// The floor of all submissions that were not kept at an earlier one.
        public var floor: Int
        /// The next better fit there is. None: there is no better one.
        public var next: Int?
        /// Why the next fit is too much: the cut over pairs that reach it stays below what is served. The submissions it names
        /// keep this floor.
        public var cut: Cut?
    }

    /// Prices by which using any pair, or any seat, differently would cost something or nothing.
    public struct Prices: Codable, Sendable, Equatable {
        /// What a point of fit weighs; the loads together weigh less than one.
        public var fitWeight: Int64
        /// What a thousandth of load weighs: 1, or 0 where loads are no aim.
        public var loadWeight: Int64
        /// By submission.
        public var submissions: [String: Int64]
        /// By assessor: below 0 by what another seat of theirs would be worth.
        public var assessors: [String: Int64]
        /// By date; a missing date has the name "".
        public var open: [String: Int64]
        /// What the prices bound the cost by: −fitWeight × total fit + loadWeight × load cost reaches it exactly.
        public var bound: Int64
    }

    /// By date, where not every seat up to it can be served.
    public var seats: [Cut]
    /// The floors, one after another.
    public var worst: [Floor]
    /// For the sum of fits and the loads, where these are aims.
    public var prices: Prices?
    /// Times the solver ran, and pairs it had to see in the end.
    public var turns: Int
    /// Pairs that the solver had to see in the end; the prices speak for the others.
    public var pairsSeen: Int
}
