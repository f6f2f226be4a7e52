import Assessment
import Foundation
import Testing

/// On qualifications drawn at random (the same in every run) and small enough to try every choice.
@Suite struct PlanPropertyTests {
    @Test(arguments: 0..<10)
    func `the planner's way is as short as any, and where it finds none there is none`(part: Int) throws {
        var random = Seeded(UInt64(100 + part))
        var (found, none) = (0, 0)
        for _ in 0..<60 {
            let question = try draw(&random)
            let answer = try question.answer(alternatives: 0)
            let best = PlanEnumeration(question: question).best()
            guard let plan = answer.shortest else {
                none += 1
                #expect(best == nil)
                #expect(!answer.obstacles.isEmpty)
                continue
            }
            found += 1
            #expect(plan.isProven)
            #expect(
                best == PlanEnumeration.Best(units: plan.steps.count, credits: plan.credits, hours: plan.hours))
        }
        #expect(found > 10)
        #expect(none > 2)
    }

    @Test func `every step of a plan is needed, every unit stands in it once, and more evidence never makes it longer`()
        throws
    {
        var random = Seeded(7)
        for _ in 0..<150 {
            var question = try draw(&random)
            guard let plan = try question.answer(alternatives: 0).shortest else { continue }
            #expect(Set(plan.steps.map(\.unit.id)).count == plan.steps.count)
            #expect(plan.steps.allSatisfy { step in !question.holdings.contains { $0.key.id == step.unit.id } })
            question.evidence = question.units.keys.map { EvidenceReach(unit: $0, criteria: ["one"]) }
            let more = try #require(try question.answer(alternatives: 0).shortest)
            #expect(more.steps.count == plan.steps.count)
            #expect(more.hours <= plan.hours)
        }
    }

    @Test(.timeLimit(.minutes(15)))
    func `a big qualification is answered in bounded time`() throws {
        var random = Seeded(8)
        var components: [Component] = []
        var units: [DocumentKey: Unit] = [:]
        for group in 0..<8 {
            var of: [Component] = []
            for index in 0..<8 {
                let credits = Decimal(Int.random(in: 1...8, using: &random) * 4)
                let unit = try Samples.planUnit(
                    "u\(group)-\(index)", credits: credits, level: .random(in: 4...6, using: &random),
                    hours: credits * 10)
                units[unit.key] = unit
                of.append(.unit(unit.key))
            }
            components.append(
                Samples.group("g\(group)", .credits(Sourced(40, source: Samples.own)), of))
        }
        var question = PlanQuestion(
            qualification: try Samples.qualification(credits: 360, components), units: units,
            policy: try Samples.policy(), today: try #require(CalendarDate("2026-03-01")))
        question.qualification.minimumAtLevel = [CreditsAtLevel(level: 5, credits: Sourced(200, source: Samples.own))]
        question.evidence = units.keys.sorted().prefix(20).map { EvidenceReach(unit: $0, criteria: ["one"]) }
        question.policy.limits = [
            CreditLimit(
                id: "half", statement: "Half at most", scope: .qualification, basis: .creditShare,
                routes: [.rpl, .rcc], maximum: Sourced(0.5, source: Samples.own))
        ]
        let answer = try question.answer(alternatives: 0)
        let plan = try #require(answer.shortest)
        #expect(plan.steps.reduce(0) { $0 + ($1.credits ?? 0) } >= 360)
    }

    private func draw(_ random: inout Seeded) throws -> PlanQuestion {
        var units: [DocumentKey: Unit] = [:]
        var keys: [DocumentKey] = []
        for index in 0..<Int.random(in: 3...6, using: &random) {
            let unit = try Samples.planUnit(
                "u\(index)", credits: Decimal([5, 8, 10, 10, 15].randomElement(using: &random) ?? 10),
                level: Int.random(in: 2...4, using: &random),
                hours: Decimal(Int.random(in: 5...20, using: &random) * 10))
            units[unit.key] = unit
            keys.append(unit.key)
        }
        let cut = Int.random(in: 1..<keys.count, using: &random)
        var (first, second) = (keys[..<cut].map { Component.unit($0) }, keys[cut...].map { Component.unit($0) })
        var parts: [DocumentKey: Qualification] = [:]
        if first.count > 1, Bool.random(using: &random) {
            let part = try Samples.qualification("part", credits: 10, first)
            parts[part.key] = part
            first = [.part(part.key)]
        }
        if second.count > 2 {
            second = [Samples.group("inner", rule(1...2, &random), Array(second.dropLast())), second[second.count - 1]]
        }
        var qualification = try Samples.qualification(
            credits: Bool.random(using: &random) ? Decimal(Int.random(in: 1...5, using: &random) * 10) : nil,
            [
                Samples.group("one", rule(1...first.count, &random), first),
                Samples.group("two", rule(1...second.count, &random), second),
            ])
        if Bool.random(using: &random) {
            qualification.minimumAtLevel = [
                CreditsAtLevel(
                    level: 3, credits: Sourced(Decimal(Int.random(in: 1...3, using: &random) * 8), source: Samples.own))
            ]
        }
        if Bool.random(using: &random) {
            qualification.residency = Residency(
                basis: basis(&random).0, minimum: Sourced(0.4, source: Samples.own),
                notBy: [.rpl, .creditTransfer])
        }
        if Bool.random(using: &random) {
            qualification.reserved = [
                ReservedPart(
                    statement: "Not by prior learning.",
                    of: Sourced([["inner", "u0"].randomElement(using: &random) ?? "u0"], source: Samples.own),
                    notBy: [.rpl])
            ]
        }
        return PlanQuestion(
            qualification: qualification, parts: parts, units: units, holdings: try holdings(units, &random),
            evidence: keys.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }.map {
                EvidenceReach(unit: $0, criteria: ["one"])
            }, policy: try policy(&random), today: try #require(CalendarDate("2026-03-01")))
    }

    private func holdings(_ units: [DocumentKey: Unit], _ random: inout Seeded) throws -> [Holding] {
        units.values.sorted { $0.key < $1.key }.compactMap { unit in
            guard Int.random(in: 0..<3, using: &random) == 0 else { return nil }
            let routes: [RecognitionRoute?] = [.rpl, .creditTransfer, nil]
            return Holding(
                key: unit.key, route: routes.randomElement(using: &random) ?? nil, credits: unit.credits,
                creditSystem: "ten")
        }
    }

    private func policy(_ random: inout Seeded) throws -> Policy {
        let scope = [CreditLimit.Scope.qualification, .level].randomElement(using: &random) ?? .level
        let (limit, most) = basis(&random)
        let (minimum, least) = basis(&random)
        let hasMinimum = Int.random(in: 0..<3, using: &random) == 0
        let level = [nil, CreditMinimum.Level.exit, .number(4)].randomElement(using: &random) ?? nil
        return try Samples.policy { policy in
            policy.limits = [
                CreditLimit(
                    id: "most", statement: "At most", scope: scope, basis: limit, routes: [.rpl, .creditTransfer],
                    maximum: Sourced(most, source: Samples.own))
            ]
            if hasMinimum {
                policy.minimums = [
                    CreditMinimum(
                        id: "least", statement: "At least", basis: minimum,
                        minimum: Sourced(least, source: Samples.own), notBy: [.rpl], atOrAbove: level)
                ]
            }
        }
    }

    private func basis(_ random: inout Seeded) -> (CreditLimit.Basis, Decimal) {
        switch Int.random(in: 0..<3, using: &random) {
        case 0: (.courses, Decimal(Int.random(in: 1...2, using: &random)))
        case 1: (.creditAmount, Decimal(Int.random(in: 1...3, using: &random) * 8))
        default: (.creditShare, Decimal(Int.random(in: 2...8, using: &random)) / 10)
        }
    }

    private func rule(_ counts: ClosedRange<Int>, _ random: inout Seeded) -> ComponentGroup.Rule {
        switch Int.random(in: 0..<3, using: &random) {
        case 0: .all
        case 1: .components(Sourced(Int.random(in: counts, using: &random), source: Samples.own))
        default: .credits(Sourced(Decimal(Int.random(in: 1...3, using: &random) * 6), source: Samples.own))
        }
    }
}
