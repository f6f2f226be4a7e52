import Assessment
import Foundation
import Testing

@Suite struct PlannerTests {
    @Test func `what lacks is told with what evidence speaks to, and the shortest way takes the fewest units`() throws {
        var question = try question(
            credits: 40,
            [
                Samples.group("core", .all, [try unit("knots"), try unit("bends")]),
                Samples.group(
                    "choice", .credits(Sourced(20, source: Samples.own)),
                    [try unit("nets"), try unit("sails"), try unit("rigging")]),
            ], ["rigging": 20])
        question.holdings = [Holding(key: try Samples.key("knots@2"), route: .rpl, credits: 10, creditSystem: "ten")]
        question.evidence = [EvidenceReach(unit: try Samples.key("bends@1"), criteria: ["two"])]
        let answer = try question.answer()
        #expect(answer.lacking.map(\.unit.id) == ["bends", "nets", "sails", "rigging"])
        #expect(answer.lacking[0].reached == ["two"])
        #expect(answer.lacking[0].unreached == ["one"])
        let plan = try #require(answer.shortest)
        #expect(plan.steps.map(\.unit.id) == ["bends", "rigging"])
        #expect(plan.steps.map(\.way) == [.claim, .study])
        #expect(plan.steps[0].words == "To be claimed: your evidence speaks to 1 of its 2 criteria.")
        #expect(plan.counted == ["knots@2"])
        #expect(plan.credits == 30)
        #expect(plan.hours == 100)
        #expect(plan.isProven)
        #expect(
            plan.reasons.map { "\($0.rule): \($0.words)" } == [
                "components.core: “Core” asks for all 2: 1 held count, 1 in this plan.",
                "components.choice: “Choice” asks for 20 credits: 0 held count, 1 in this plan.",
                "credits: It asks for 40 credits in all; 40 credits in this plan.",
            ])
        #expect(answer.alternatives.map(\.without) == ["rigging"])
        #expect(answer.alternatives[0].plan.steps.map(\.unit.id) == ["bends", "nets", "sails"])
    }

    @Test func `of units that are as short the first is taken, and without it the next`() throws {
        var question = try question(
            credits: 20,
            [
                try unit("knots"),
                Samples.group(
                    "choice", .components(Sourced(1, source: Samples.own)),
                    [try unit("nets"), try unit("sails"), try unit("rigging")]),
            ])
        #expect(try question.answer().shortest?.steps.map(\.unit.id) == ["knots", "nets"])
        question.without = ["nets"]
        #expect(try question.answer().shortest?.steps.map(\.unit.id) == ["knots", "sails"])
    }

    @Test func `a limit lets only so much be claimed, and the plan says which limit and from where`() throws {
        var question = try question(credits: 30, [try unit("knots"), try unit("bends"), try unit("nets")])
        question.evidence = try ["knots", "bends", "nets"].map {
            EvidenceReach(unit: try Samples.key("\($0)@1"), criteria: ["one"])
        }
        question.policy.limits = [
            CreditLimit(
                id: "half", statement: "Half at most", scope: .qualification, basis: .creditShare, routes: [.rpl],
                maximum: Sourced(0.5, source: Samples.own))
        ]
        let plan = try #require(try question.answer().shortest)
        #expect(plan.steps.map(\.way).filter { $0 == .claim }.count == 1)
        let studied = try #require(plan.steps.first { $0.way == .study })
        #expect(
            studied.words
                == "To be studied, although your evidence speaks to 1 of its 2 criteria. It cannot be claimed: "
                + "the rule limits.half would not be kept. “Half at most”: at most 50 %, or 15 credits; 10 credits in "
                + "this plan.")
        let reason = try #require(plan.reasons.first { $0.rule == "limits.half" })
        #expect(reason.source == Samples.own)
        #expect(plan.hours == 200)
    }

    @Test func `what is held beyond a limit does not count, and something else takes its place`() throws {
        var question = try question(
            credits: 20,
            [
                Samples.group(
                    "any", .components(Sourced(2, source: Samples.own)),
                    [try unit("knots"), try unit("bends"), try unit("nets")])
            ])
        question.holdings = try ["knots", "bends"].map {
            Holding(key: try Samples.key("\($0)@1"), route: .rpl, credits: 10, creditSystem: "ten")
        }
        question.policy.limits = [
            CreditLimit(
                id: "one", statement: "One unit at most", scope: .qualification, basis: .courses, routes: [.rpl, .rcc],
                maximum: Sourced(1, source: Samples.own))
        ]
        let plan = try #require(try question.answer().shortest)
        #expect(plan.counted == ["knots@1"])
        #expect(plan.uncounted == ["bends@1"])
        #expect(plan.steps.map(\.unit.id) == ["nets"])
        #expect(
            plan.reasons.contains {
                $0.rule == "limits.one"
                    && $0.words.hasPrefix("“Bends” is held and does not count here: the rule limits.one")
            })
    }

    @Test func `a reserved part is studied even where evidence speaks to it`() throws {
        var question = try question([Samples.group("final", .all, [try unit("project")]), try unit("knots")])
        question.qualification.reserved = [
            ReservedPart(
                statement: "The final project is done here.", of: Sourced(["final"], source: Samples.own),
                notBy: [.rpl, .rcc])
        ]
        question.evidence = try ["project", "knots"].map {
            EvidenceReach(unit: try Samples.key("\($0)@1"), criteria: ["one"])
        }
        let plan = try #require(try question.answer().shortest)
        #expect(plan.steps.map(\.way) == [.study, .claim])
        #expect(plan.steps[0].words.hasSuffix("It cannot be claimed: The final project is done here."))
    }

    @Test func `units stack into a part and the part into the whole, and a part held counts as one`() throws {
        let part = try Samples.qualification("basics", credits: 20, [try unit("knots"), try unit("bends")])
        var question = try question(credits: 30, [.part(part.key), try unit("nets")], units: ["knots", "bends"])
        question.parts = [part.key: part]
        #expect(try question.answer().shortest?.steps.map(\.unit.id) == ["knots", "bends", "nets"])
        question.holdings = [Holding(key: part.key, route: .creditTransfer, credits: 20, creditSystem: "ten")]
        let plan = try #require(try question.answer().shortest)
        #expect(plan.steps.map(\.unit.id) == ["nets"])
        #expect(plan.counted == ["basics@1"])
    }

    @Test func `residency and a minimum at the exit level can ask for more than the units do`() throws {
        var question = try question(
            credits: 20,
            [
                Samples.group(
                    "any", .components(Sourced(1, source: Samples.own)),
                    [try unit("knots"), try unit("bends"), try unit("nets")])
            ])
        question.holdings = try ["knots", "bends"].map {
            Holding(key: try Samples.key("\($0)@1"), route: .creditTransfer, credits: 10, creditSystem: "ten")
        }
        #expect(try question.answer().shortest?.steps == [])
        question.qualification.residency = Residency(
            basis: .creditShare, minimum: Sourced(0.5, source: Samples.own), notBy: [.creditTransfer])
        let plan = try #require(try question.answer().shortest)
        #expect(plan.steps.map(\.unit.id) == ["nets"])
        #expect(
            plan.reasons.contains {
                $0.rule == "residency"
                    && $0.words
                        == "To be earned with the institution: at least 50 %, or 10 credits; 10 credits in this plan."
            })
        question.policy.minimums = [
            CreditMinimum(
                id: "exit", statement: "At the exit level", basis: .creditAmount,
                minimum: Sourced(40, source: Samples.own), atOrAbove: .exit)
        ]
        let answer = try question.answer()
        #expect(answer.shortest == nil)
        #expect(
            answer.obstacles.map(\.words) == [
                "Everything in it together does not reach this. “At the exit level”: at least 40 credits; 30 credits in "
                    + "this plan."
            ])
    }

    @Test func `where there is no way the rules that stand in it are named`() throws {
        var question = try question(credits: 20, [try unit("knots"), try unit("bends")])
        question.holdings = try ["knots", "bends"].map {
            Holding(key: try Samples.key("\($0)@1"), route: .rpl, credits: 10, creditSystem: "ten")
        }
        question.policy.limits = [
            CreditLimit(
                id: "half", statement: "Half at most", scope: .qualification, basis: .creditAmount, routes: [.rpl],
                maximum: Sourced(10, source: Samples.own))
        ]
        let answer = try question.answer()
        #expect(answer.shortest == nil)
        #expect(answer.obstacles.map(\.rule) == ["limits.half"])
        question.policy.limits[0].validity = Validity(until: CalendarDate("2025-12-31"))
        #expect(try question.answer().shortest?.steps == [])
    }

    @Test func `a gap limits nothing and is told, and hours that are not known are too`() throws {
        var question = try question([.unit(try Samples.key("knots@1"))], units: [])
        question.units[try Samples.key("knots@1")] = try Samples.planUnit("knots", hours: nil)
        question.policy.limits = [
            CreditLimit(
                id: "share", statement: "A share", scope: .qualification, basis: .creditShare, routes: [.rpl],
                maximum: Sourced(gap: "It could not be read."))
        ]
        let plan = try #require(try question.answer().shortest)
        #expect(plan.reasons.map(\.rule) == ["limits.share", "notionalHours"])
        #expect(plan.reasons[0].words == "“A share” has no figure and limits nothing here: It could not be read.")
    }

    @Test func `what is not at hand, stands twice or holds itself has no answer`() throws {
        #expect(throws: PlanError.unknownUnit(try Samples.key("knots@1"))) {
            try question([.unit(try Samples.key("knots@1"))], units: []).answer()
        }
        #expect(throws: PlanError.unitTwice("knots")) {
            try question([try unit("knots"), Samples.group("again", .all, [try unit("knots")])]).answer()
        }
        let whole = try Samples.qualification("ropework", [.part(try Samples.key("ropework@1"))])
        var circular = try question([.part(whole.key)], units: [])
        circular.parts = [whole.key: whole]
        #expect(throws: PlanError.circular(whole.key)) { try circular.answer() }
    }

    private func unit(_ id: String) throws -> Component { .unit(try Samples.key("\(id)@1")) }

    private func question(
        credits: Decimal? = nil, _ components: [Component], _ amounts: [String: Decimal] = [:], units: [String]? = nil
    ) throws -> PlanQuestion {
        let qualification = try Samples.qualification(credits: credits, components)
        let keys = try qualification.units + (units ?? []).map { try Samples.key("\($0)@1") }
        var known: [DocumentKey: Unit] = [:]
        for key in keys where units?.isEmpty != true {
            known[key] = try Samples.planUnit(key.id, credits: amounts[key.id] ?? 10)
        }
        return PlanQuestion(
            qualification: qualification, units: known, policy: try Samples.policy(),
            today: try #require(CalendarDate("2026-03-01")))
    }
}
