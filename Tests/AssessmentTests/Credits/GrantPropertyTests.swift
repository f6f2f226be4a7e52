import Assessment
import Foundation
import Testing

/// Random policies, qualifications, records and orders of decision. What is let through passes no limit, and what is refused
/// would have passed one, to the hundredth of a credit. The sums here are made anew from the record, not by the rules' own code.
@Suite struct GrantPropertyTests {
    @Test(arguments: 0..<60) func `no limit is exceeded and nothing is refused that would fit`(seed: UInt64) throws {
        var dice = Seeded(seed)
        for _ in 0..<8 {
            let world = try GrantWorld(&dice)
            var record: [CreditGrant] = []
            for (place, unit) in world.units.shuffled(using: &dice).enumerated() {
                let towards = dice.chance(80) ? world.qualification : nil
                let amount = unit.credits.map { dice.chance(70) ? $0 : $0 / 2 }
                let proposed = CreditGrant(
                    unit: unit.key, route: dice.one(of: RecognitionRoute.allCases), credits: amount,
                    creditSystem: unit.creditSystem, level: unit.level, qualification: towards?.key.id,
                    grantedOn: Date(timeIntervalSince1970: 1_780_000_000 + Double(place) * 86_400 * 60))
                let answer = GrantQuestion(
                    policy: world.policy, qualification: towards, units: world.known, granted: record,
                    proposed: proposed
                ).answer
                let isRefused = !answer.blocking.isEmpty
                #expect(isRefused == world.passesSomething(record, proposed, towards), "\(answer) \(proposed)")
                if isRefused {
                    #expect(answer.blocking.allSatisfy { !$0.words.isEmpty && $0.source != nil })
                    try expectTight(answer, world, record, proposed, towards)
                } else {
                    record.append(proposed)
                }
            }
        }
    }

    /// What is said to fit does, and a hundredth more does not.
    private func expectTight(
        _ answer: GrantAnswer, _ world: GrantWorld, _ record: [CreditGrant], _ proposed: CreditGrant,
        _ towards: Qualification?
    ) throws {
        let fits = try #require(answer.fits)
        guard let credits = proposed.credits else { return }
        #expect(fits < credits)
        var other = proposed
        other.credits = fits
        if fits > 0 { #expect(!world.passesSomething(record, other, towards)) }
        other.credits = fits + Decimal(1) / 100
        #expect(world.passesSomething(record, other, towards))
    }
}

/// A policy, a qualification and its units by lot.
private struct GrantWorld {
    let units: [Assessment.Unit]
    let qualification: Qualification
    let policy: Policy

    var known: [DocumentKey: Assessment.Unit] { Dictionary(uniqueKeysWithValues: units.map { ($0.key, $0) }) }

    init(_ dice: inout Seeded) throws {
        let counts = dice.chance(85)
        var units: [Assessment.Unit] = []
        for index in 0..<Int.random(in: 2...9, using: &dice) {
            var unit = try Samples.planUnit(
                "u\(index)", credits: counts ? Decimal(Int.random(in: 1...6, using: &dice) * 4) : nil,
                level: Int.random(in: 3...5, using: &dice))
            unit.outcomes = (0..<2).map { place in
                let statement = dice.chance(15) ? "Shared \(Int.random(in: 0...2, using: &dice))." : "\(index) \(place)"
                return LearningOutcome(id: "o\(place)", statement: statement)
            }
            units.append(unit)
        }
        self.units = units
        let half = units.count / 2
        var qualification = try Samples.qualification(
            "whole", credits: counts ? units.prefix(half).reduce(4) { $0 + ($1.credits ?? 0) } : nil,
            [
                Samples.group("core", .all, units.prefix(half).map { .unit($0.key) }),
                Samples.group("choice", .all, units.dropFirst(half).map { .unit($0.key) }),
            ])
        if dice.chance(50) {
            let basis = counts ? dice.one(of: [CreditLimit.Basis.creditShare, .creditAmount, .courses]) : .courses
            let least: Decimal = basis == .creditShare ? 0.25 : basis == .courses ? 1 : 6
            qualification.residency = Residency(
                basis: basis, minimum: Sourced(least, source: Samples.own), notBy: [.rpl, .rcc])
        }
        if dice.chance(30) {
            qualification.reserved = [
                ReservedPart(
                    statement: "The core is made here.", of: Sourced(["core"], source: Samples.own), notBy: [.rpl])
            ]
        }
        self.qualification = qualification
        var limits: [CreditLimit] = []
        for index in 0..<Int.random(in: 0...4, using: &dice) {
            let basis = dice.one(of: CreditLimit.Basis.allCases)
            let most: Decimal =
                switch basis {
                case .creditShare: Decimal(Int.random(in: 1...4, using: &dice)) / 4
                case .creditAmount: Decimal(Int.random(in: 4...40, using: &dice))
                case .courses: Decimal(Int.random(in: 1...4, using: &dice))
                }
            limits.append(
                CreditLimit(
                    id: "l\(index)", statement: "By lot", scope: dice.one(of: CreditLimit.Scope.allCases), basis: basis,
                    routes: dice.chance(50) ? RecognitionRoute.allCases : [dice.one(of: RecognitionRoute.allCases)],
                    maximum: Sourced(most, source: Samples.own),
                    levels: dice.chance(30) ? LevelRange(lowest: 4, highest: 5) : nil))
        }
        let sharing = dice.chance(50)
        policy = try Samples.policy { policy in
            policy.limits = limits
            policy.doubleAward.sameOutcomesOnce = Sourced(sharing, source: Samples.own)
        }
    }

    /// Whether with this grant something is passed that was not to be: told from the whole record, rule by rule.
    func passesSomething(_ record: [CreditGrant], _ proposed: CreditGrant, _ towards: Qualification?) -> Bool {
        if record.contains(where: { $0.unit.id == proposed.unit.id }) { return true }
        return policy.limits.contains { passes($0, record, proposed, towards) } || passesOutcomes(record, proposed)
            || (towards.map { passesResidency($0, record, proposed) || isReserved($0, proposed) } ?? false)
    }

    private func passes(
        _ limit: CreditLimit, _ record: [CreditGrant], _ proposed: CreditGrant, _ towards: Qualification?
    ) -> Bool {
        guard limit.scope != .cohort, limit.routes.contains(proposed.route),
            limit.levels.map({ $0.contains(proposed.level) }) ?? true, let most = limit.maximum.value
        else { return false }
        let together = (record + [proposed]).filter { grant in
            guard limit.routes.contains(grant.route), limit.levels.map({ $0.contains(grant.level) }) ?? true else {
                return false
            }
            switch limit.scope {
            case .unit: return grant.unit.id == proposed.unit.id
            case .qualification: return grant.qualification == proposed.qualification
            case .level: return grant.qualification == proposed.qualification && grant.level == proposed.level
            case .year: return proposed.grantedOn.timeIntervalSince(grant.grantedOn) < 365.1 * 86_400
            case .cohort: return false
            }
        }
        if limit.basis == .courses { return Decimal(together.count) > most }
        guard proposed.credits != nil else { return false }
        let credits = together.reduce(Decimal(0)) { $0 + ($1.credits ?? 0) }
        if limit.basis == .creditAmount { return credits > most }
        let whole: Decimal? =
            switch limit.scope {
            case .unit: known[proposed.unit]?.credits
            case .qualification: towards?.credits?.value
            case .level:
                towards == nil
                    ? nil : units.filter { $0.level == proposed.level }.reduce(Decimal(0)) { $0 + ($1.credits ?? 0) }
            case .year, .cohort: nil
            }
        guard let whole, whole > 0 else { return false }
        return credits > most * whole
    }

    private func passesOutcomes(_ record: [CreditGrant], _ proposed: CreditGrant) -> Bool {
        guard policy.doubleAward.sameOutcomesOnce?.value == true, let unit = known[proposed.unit] else { return false }
        let held = Set(record.compactMap { known[$0.unit] }.flatMap(\.outcomes).map(\.statement))
        let all = Set(unit.outcomes.map(\.statement))
        let fresh = all.subtracting(held)
        guard fresh.count < all.count else { return false }
        guard let credits = proposed.credits, let whole = unit.credits else { return fresh.isEmpty }
        // Two outcomes, or one that stands there twice: a half or nothing is left, whole cents of it.
        return credits > whole * Decimal(fresh.count) / Decimal(all.count)
    }

    private func passesResidency(_ one: Qualification, _ record: [CreditGrant], _ proposed: CreditGrant) -> Bool {
        guard let residency = one.residency, residency.notBy.contains(proposed.route),
            let least = residency.minimum.value
        else { return false }
        let together = (record + [proposed]).filter {
            $0.qualification == one.key.id && residency.notBy.contains($0.route)
        }
        if residency.basis == .courses { return Decimal(units.count - together.count) < least }
        guard let whole = one.credits?.value, proposed.credits != nil else { return false }
        let left = whole - together.reduce(Decimal(0)) { $0 + ($1.credits ?? 0) }
        return left < (residency.basis == .creditShare ? least * whole : least)
    }

    private func isReserved(_ one: Qualification, _ proposed: CreditGrant) -> Bool {
        guard !one.reserved.isEmpty, proposed.route == .rpl else { return false }
        return units.prefix(units.count / 2).contains { $0.key == proposed.unit }
    }
}

extension Seeded {
    fileprivate mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    fileprivate mutating func one<Value>(of values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &self)]
    }
}
