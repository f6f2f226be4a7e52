public import Foundation

/// Whether a grant of credit fits beside everything that a learner holds: once for the same learning, inside the policy's limits,
/// and inside what the qualification that it counts towards leaves to its route.
public struct GrantQuestion: Sendable {
    /// How the learning of a claim was shown.
    public enum Way: String, Codable, Sendable, CaseIterable {
        /// By a test that was set for it.
        case challengeTest
        /// By a portfolio.
        case portfolio
    }

    /// Whose limits hold.
    public var policy: Policy
    /// The qualification that the grant counts towards; nil where none was named.
    public var qualification: Qualification?
    /// Every qualification that it names as a part, and that these name.
    public var parts: [DocumentKey: Qualification]
    /// Units by their versions; of those that are not at hand neither outcomes nor credit are known.
    public var units: [DocumentKey: Unit]
    /// What the learner holds, each towards the qualification named by its id.
    public var granted: [CreditGrant]
    /// What is to be granted.
    public var proposed: CreditGrant
    /// How the claim was shown; nil where that is not known.
    public var way: Way?
    /// How earlier claims to the same unit were shown that were decided, whatever came of them.
    public var earlierWays: Set<Way>

    /// A question. The proposed grant is taken to count towards `qualification`.
    public init(
        policy: Policy, qualification: Qualification? = nil, parts: [DocumentKey: Qualification] = [:],
        units: [DocumentKey: Unit] = [:], granted: [CreditGrant], proposed: CreditGrant, way: Way? = nil,
        earlierWays: Set<Way> = []
    ) {
        self.policy = policy
        self.qualification = qualification
        self.parts = parts
        self.units = units
        self.granted = granted
        self.proposed = proposed
        self.proposed.qualification = qualification?.key.id
        self.way = way
        self.earlierWays = earlierWays
    }

    /// What speaks against the grant, and how much of it would still do.
    public var answer: GrantAnswer {
        let ceilings = [outcomeCeiling].compactMap(\.self) + residencyCeilings
        let findings =
            policy.limitFindings(granted: granted, proposed: proposed, whole: whole) + bars
            + ceilings.filter { $0.isPassed(by: proposed) }.map(\.finding)
        var rooms = ceilings.map(\.room)
        if !bars.isEmpty { rooms.append(0) }
        if let room = policy.room(granted: granted, proposed: proposed, whole: whole) { rooms.append(room) }
        return GrantAnswer(findings: findings, fits: rooms.min())
    }

    /// The credit of the whole that a limit speaks of; nil where it is not known.
    private func whole(of limit: CreditLimit) -> Decimal? {
        switch limit.scope {
        case .unit: units[proposed.unit]?.credits
        case .qualification: qualification?.credits?.value
        case .level: qualification == nil ? nil : credits { $0.level == proposed.level }
        case .year, .cohort: nil
        }
    }

    /// All the credit of the qualification's units for which this holds, those of groups to choose from included.
    private func credits(where isWanted: (Unit) -> Bool) -> Decimal {
        members.filter(isWanted).reduce(0) { $0 + ($1.credits ?? 0) }
    }

    private var members: [Unit] {
        qualification?.units(with: parts).compactMap { units[$0] } ?? []
    }
}

/// What speaks against a grant, and how much would still do.
public struct GrantAnswer: Sendable, Equatable {
    /// What was found, also what only advises.
    public var findings: [PolicyFinding]
    /// The most credits that could be granted; nil where nothing limits them. For a unit without credits 0 means that it
    /// cannot be granted.
    public var fits: Decimal?

    /// What stops the grant.
    public var blocking: [PolicyFinding] { findings.filter(\.blocking) }
}

/// The most that may come to be, and what there is.
private struct GrantCeiling {
    var rule: String
    var source: Source?
    var statement: String
    var basis: CreditLimit.Basis
    var most: Decimal
    var used: Decimal

    /// For credits, how many more; for units, whether one more.
    var room: Decimal? {
        basis == .courses ? (used + 1 > most ? 0 : nil) : max(0, most - used)
    }

    func isPassed(by proposed: CreditGrant) -> Bool {
        if basis == .courses { return used + 1 > most }
        guard let credits = proposed.credits else { return false }
        return used + credits > most
    }

    var finding: PolicyFinding {
        PolicyFinding(
            rule: rule, source: source, blocking: true,
            words: "\(statement) So at most \(basis.show(max(0, most))) can be granted, and \(basis.show(used)) are.")
    }
}

extension [Decimal?] {
    /// The least of those that are there.
    fileprivate func min() -> Decimal? { compactMap(\.self).min() }
}

extension GrantQuestion {
    /// What cannot be granted at all, however much of it.
    private var bars: [PolicyFinding] {
        [wayBar].compactMap(\.self) + reservedBars
    }

    /// One challenge test or one portfolio for each unit.
    private var wayBar: PolicyFinding? {
        guard let rule = policy.doubleAward.oneWayPerUnit, rule.value == true, let way,
            let other = earlierWays.first(where: { $0 != way })
        else { return nil }
        return PolicyFinding(
            rule: "doubleAward.oneWayPerUnit", source: rule.source, blocking: true,
            words:
                "For each unit there is one challenge test or one portfolio, and a claim to this unit was decided by "
                + "\(other == .challengeTest ? "challenge test" : "portfolio") before.")
    }

    /// What the qualification keeps from the route, a final project for instance.
    private var reservedBars: [PolicyFinding] {
        guard let qualification, let places = qualification.places(of: proposed.unit.id, with: parts) else { return [] }
        return qualification.reserved.enumerated().compactMap { index, part in
            guard let named = part.of.value, part.notBy.contains(proposed.route), !places.isDisjoint(with: named) else {
                return nil
            }
            return PolicyFinding(
                rule: "reserved.\(index)", source: part.of.source, blocking: true,
                words: "\(part.statement) This is a rule of \u{201C}\(qualification.title)\u{201D}.")
        }
    }

    /// The same outcomes are credited once, in whichever unit, by whatever route: what the unit shares with others that
    /// are held takes its share of the unit's credit.
    private var outcomeCeiling: GrantCeiling? {
        guard let rule = policy.doubleAward.sameOutcomesOnce, rule.value == true, let unit = units[proposed.unit],
            !unit.outcomes.isEmpty
        else { return nil }
        var (shared, from): (Set<String>, [String]) = ([], [])
        let own = Set(unit.outcomes.map { $0.statement.plain })
        for grant in granted where grant.unit.id != proposed.unit.id {
            guard let other = units[grant.unit] else { continue }
            let common = own.intersection(other.outcomes.map { $0.statement.plain })
            guard !common.isEmpty else { continue }
            shared.formUnion(common)
            from.append(other.title)
        }
        guard !shared.isEmpty else { return nil }
        let words =
            "\(shared.count) of its \(own.count) learning outcomes were credited in \(from.listed); the same learning is "
            + "credited once only."
        guard let credits = proposed.credits == nil ? nil : unit.credits else {
            return GrantCeiling(
                rule: "doubleAward.sameOutcomesOnce", source: rule.source, statement: words, basis: .courses,
                most: shared.count < own.count ? 1 : 0, used: 0)
        }
        return GrantCeiling(
            rule: "doubleAward.sameOutcomesOnce", source: rule.source, statement: words, basis: .creditAmount,
            most: (credits * Decimal(own.count - shared.count) / Decimal(own.count)).roundedDown, used: 0)
    }

    /// What has to be earned otherwise leaves so much to the routes that do not count towards it.
    private var residencyCeilings: [GrantCeiling] {
        guard let qualification else { return [] }
        var ceilings: [GrantCeiling] = []
        if let residency = qualification.residency {
            ceilings += ceiling(
                "residency",
                "\u{201C}\(qualification.title)\u{201D}: a part of it is to be earned with the institution.",
                residency.basis, residency.minimum, residency.notBy, atOrAbove: nil, in: qualification)
        }
        let day = CalendarDate(proposed.grantedOn)
        for minimum in policy.minimums where (minimum.validity ?? policy.validity)?.contains(day) ?? true {
            let level: Int? =
                switch minimum.atOrAbove {
                case nil: nil
                case .number(let level): level
                case .exit: qualification.level
                }
            ceilings += ceiling(
                "minimums.\(minimum.id)", "\(minimum.statement).", minimum.basis, minimum.minimum, minimum.notBy,
                atOrAbove: level, in: qualification)
        }
        return ceilings
    }

    private func ceiling(
        _ rule: String, _ statement: String, _ basis: CreditLimit.Basis, _ minimum: Sourced<Decimal>,
        _ notBy: [RecognitionRoute], atOrAbove level: Int?, in qualification: Qualification
    ) -> [GrantCeiling] {
        guard let least = minimum.value, notBy.contains(proposed.route), proposed.level >= level ?? 0 else { return [] }
        let counted = granted.filter {
            $0.qualification == qualification.key.id && notBy.contains($0.route) && $0.level >= level ?? 0
        }
        let within = members.filter { $0.level >= level ?? 0 }
        let asks = "\(statement) At least \(basis.show(least))."
        guard basis != .courses else {
            return [
                GrantCeiling(
                    rule: rule, source: minimum.source, statement: asks, basis: basis,
                    most: Decimal(within.count) - least,
                    used: Decimal(counted.count))
            ]
        }
        guard let all = qualification.credits?.value else { return [] }
        let whole = level == nil ? all : min(all, within.reduce(0) { $0 + ($1.credits ?? 0) })
        let need = basis == .creditShare ? least * whole : least
        let used = counted.filter { $0.creditSystem == proposed.creditSystem }.reduce(0) { $0 + ($1.credits ?? 0) }
        return [
            GrantCeiling(
                rule: rule, source: minimum.source, statement: asks, basis: .creditAmount, most: max(0, whole - need),
                used: used)
        ]
    }
}

extension Qualification {
    /// The ids of a unit and of every group and part around it; nil where the unit does not stand in it.
    func places(of unit: String, with parts: [DocumentKey: Qualification]) -> Set<String>? {
        for component in components {
            if let places = component.places(of: unit, with: parts, within: [key]) { return places }
        }
        return nil
    }

    /// Whether a unit, in whatever version, stands in it or in one of its parts.
    public func holds(unit: String, with parts: [DocumentKey: Qualification]) -> Bool {
        places(of: unit, with: parts) != nil
    }
}

extension Component {
    fileprivate func places(
        of unit: String, with parts: [DocumentKey: Qualification], within: Set<DocumentKey>
    ) -> Set<String>? {
        switch self {
        case .unit(let key):
            return key.id == unit ? [unit] : nil
        case .part(let key):
            guard let part = parts[key], !within.contains(key) else { return nil }
            for component in part.components {
                if let places = component.places(of: unit, with: parts, within: within.union([key])) {
                    return places.union([key.id])
                }
            }
            return nil
        case .group(let group):
            for component in group.of {
                if let places = component.places(of: unit, with: parts, within: within) {
                    return places.union([group.id])
                }
            }
            return nil
        }
    }
}

extension String {
    /// Without case, accents, punctuation and extra spaces, so that a statement that was copied is the same one.
    fileprivate var plain: String {
        folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
            .split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    }
}

extension Decimal {
    /// To hundredths, never up.
    fileprivate var roundedDown: Decimal {
        var (exact, rounded) = (self, Decimal())
        NSDecimalRound(&rounded, &exact, 2, .down)
        return rounded
    }
}
