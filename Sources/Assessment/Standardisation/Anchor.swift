public import Foundation

/// A claim whose marks were agreed on, by which assessors measure themselves. Identified by `ID<Anchor>`.
public struct Anchor: Sendable, Equatable {
    /// One level with its reason: the agreed one, or one that an assessor gave.
    public struct Mark: Codable, Sendable, Equatable {
        /// The criterion's id.
        public var criterion: String
        /// The level's id.
        public var level: String
        /// Why.
        public var says: String

        /// A mark.
        public init(criterion: String, level: String, says: String) {
            self.criterion = criterion
            self.level = level
            self.says = says
        }
    }

    /// What an attempt is for.
    public enum Purpose: String, Codable, Sendable, CaseIterable {
        /// As often as one likes; nothing follows from it.
        case practice
        /// Once for each anchor, and not after practising on it.
        case certification
    }

    /// The rubric.
    public var rubric: Rubric
    /// The marks agreed on, one for each criterion.
    public var marks: [Mark]

    /// An anchor.
    /// - Throws: where a criterion has no mark, or two, or one that it does not have; or an agreed mark has no reason.
    public init(rubric: Rubric, marks: [Mark]) throws(AnchorError) {
        try Self.check(marks, rubric)
        let bare = marks.filter { $0.says.allSatisfy(\.isWhitespace) }.map(\.criterion)
        guard bare.isEmpty else { throw .reasonsMissing(bare) }
        self.rubric = rubric
        self.marks = marks
    }

    /// How one assessor's marks stand beside the agreed ones.
    public func compare(_ given: [Mark]) throws(AnchorError) -> AnchorComparison {
        try Self.check(given, rubric)
        var lines: [AnchorComparison.Line] = []
        for criterion in rubric.criteria {
            guard let agreed = marks.first(where: { $0.criterion == criterion.id }),
                let mark = given.first(where: { $0.criterion == criterion.id }),
                let right = criterion.rank(of: agreed.level), let rank = criterion.rank(of: mark.level)
            else { continue }
            lines.append(.init(criterion: criterion.id, given: mark.level, agreed: agreed, distance: rank - right))
        }
        do {
            let outcome = try rubric.result(of: Self.levels(given)).outcome
            let agreed = try rubric.result(of: Self.levels(marks)).outcome
            return AnchorComparison(lines: lines, outcome: outcome, agreedOutcome: agreed)
        } catch {
            throw .noResult(error)
        }
    }

    private static func levels(_ marks: [Mark]) -> [String: String] {
        Dictionary(marks.map { ($0.criterion, $0.level) }) { first, _ in first }
    }

    private static func check(_ marks: [Mark], _ rubric: Rubric) throws(AnchorError) {
        for (place, mark) in marks.enumerated() {
            guard let criterion = rubric.criterion(mark.criterion) else {
                throw .unknownCriterion(place, known: rubric.criteria.map(\.id))
            }
            guard criterion.rank(of: mark.level) != nil else {
                throw .unknownLevel(place, known: criterion.levels.map(\.id))
            }
            guard marks.firstIndex(where: { $0.criterion == mark.criterion }) == place else { throw .twice(place) }
        }
        let missing = rubric.criteria.map(\.id).filter { id in !marks.contains { $0.criterion == id } }
        guard missing.isEmpty else { throw .missing(missing) }
    }
}

/// An assessor's marks beside the agreed ones.
public struct AnchorComparison: Sendable, Equatable {
    /// One criterion.
    public struct Line: Sendable, Equatable {
        /// The criterion's id.
        public var criterion: String
        /// The level given.
        public var given: String
        /// The level agreed on, and why.
        public var agreed: Anchor.Mark
        /// How many levels higher; below 0 lower.
        public var distance: Int
    }

    /// Each criterion, in the rubric's order.
    public var lines: [Line]
    /// What the marks given come to.
    public var outcome: RubricResult.Outcome
    /// What the agreed ones come to.
    public var agreedOutcome: RubricResult.Outcome

    /// How many are the same level.
    public var exact: Int { lines.count { $0.distance == 0 } }
    /// How many are at most one level apart.
    public var adjacent: Int { lines.count { abs($0.distance) <= 1 } }
    /// Whether both come to the same.
    public var isSameOutcome: Bool { outcome == agreedOutcome }
}

/// What an assessor has to reach on an anchor to be certified for its unit. The figures are a policy's.
public struct CertificationRules: Codable, Sendable, Equatable {
    /// The least share of criteria with the same level, 0 to 1.
    public var exact: Decimal
    /// The least share at most one level apart, 0 to 1.
    public var adjacent: Decimal
    /// Whether the outcome has to be the same.
    public var sameOutcome: Bool
    /// For how many months it holds.
    public var months: Int

    /// What has to be reached.
    public init(exact: Decimal, adjacent: Decimal, sameOutcome: Bool, months: Int) {
        self.exact = exact
        self.adjacent = adjacent
        self.sameOutcome = sameOutcome
        self.months = months
    }

    /// Whether a comparison reaches it.
    public func isReached(by comparison: AnchorComparison) -> Bool {
        let count = Decimal(comparison.lines.count)
        return Decimal(comparison.exact) >= exact * count && Decimal(comparison.adjacent) >= adjacent * count
            && (comparison.isSameOutcome || !sameOutcome)
    }

    /// Until when what was reached at a moment holds.
    public func end(from moment: Date) -> Date {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar.date(byAdding: .month, value: months, to: moment) ?? moment
    }
}

/// Why marks do not make an anchor or an attempt, or an attempt cannot be made.
public enum AnchorError: Error, Sendable, Equatable {
    /// The mark at this place names no criterion of the rubric; it has these.
    case unknownCriterion(Int, known: [String])
    /// The mark at this place names no level of its criterion; it has these.
    case unknownLevel(Int, known: [String])
    /// The mark at this place is the second on its criterion.
    case twice(Int)
    /// These criteria have no mark.
    case missing([String])
    /// Agreed marks without a reason.
    case reasonsMissing([String])
    /// The rubric makes nothing of the marks.
    case noResult(AggregationError)
    /// The anchor was taken out of use.
    case retired
    /// The assessor knows its agreed marks already.
    case known
    /// The marks were given before.
    case marked
    /// The policy says nothing of certification.
    case notOffered
}

/// One assessor's try at an anchor. Identified by `ID<AnchorAttempt>`.
public enum AnchorAttempt {}
