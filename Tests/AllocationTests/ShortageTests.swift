import Testing

@testable import Allocation

/// What could not be served is told with a reason, and with help that is sure.
@Suite struct ShortageTests {
    @Test func `whatever is named as help serves one more seat`() throws {
        var tried = [AllocationResult.Help.Kind: Int]()
        for seed in 1...600 {
            let instance = AllocationInstance.random(seed, submissions: 3 + seed % 6, assessors: 2 + seed % 4)
            let result = try instance.solve()
            for help in result.unserved.flatMap(\.help) {
                let more = try instance.with(help).solve()
                #expect(more.figures.served == result.figures.served + 1, "seed \(seed), \(help)")
                tried[help.change, default: 0] += 1
            }
        }
        for kind in [AllocationResult.Help.Kind.capacity, .rule, .eligibility] { #expect(tried[kind, default: 0] > 50) }
    }

    @Test func `where nobody may, the rules that keep people away are named`() throws {
        let instance = AllocationInstance(
            assessors: [.init(id: "thabo", capacity: 2), .init(id: "mpho", capacity: 1)],
            submissions: [
                .init(
                    id: "s1", seats: 1, eligible: [.init(assessor: 0, fit: 9)],
                    forbidden: [.init(assessor: 0, words: "independence.sameEmployer")])
            ])
        let unserved = try instance.solve().unserved
        #expect(unserved.map(\.because) == ["None of the assessors may take a seat of it."])
        #expect(unserved[0].forbidden == [.init(assessor: "thabo", rule: "independence.sameEmployer")])
        #expect(
            unserved[0].help == [
                .init(change: .rule, assessor: "thabo", submission: "s1", rule: "independence.sameEmployer"),
                .init(change: .eligibility, assessor: "mpho", submission: "s1", rule: nil),
            ])
    }

    @Test func `where all are full, those who compete are counted, and what is due first is served`() throws {
        let instance = AllocationInstance(
            assessors: [.init(id: "thabo", capacity: 4, load: 3)],
            submissions: [
                .init(id: "late", seats: 1, due: "2026-12-20", eligible: [.init(assessor: 0, fit: 90)]),
                .init(id: "soon", seats: 1, due: "2026-12-01", eligible: [.init(assessor: 0, fit: 10)]),
            ])
        let result = try instance.solve()
        #expect(result.assignments.map(\.submission) == ["soon"])
        #expect(
            result.unserved.map(\.because) == [
                "The assessor it competes for is full with another submission that has no other choice."
            ])
        #expect(result.unserved[0].help == [.init(change: .capacity, assessor: "thabo", submission: nil, rule: nil)])
        #expect(result.check(instance) == [])
    }

    @Test func `work that was accepted stays, and the rest moves around it`() throws {
        for seed in 1...200 {
            var instance = AllocationInstance.random(seed, submissions: 8, assessors: 5)
            let first = try instance.solve()
            let places = Dictionary(uniqueKeysWithValues: instance.assessors.enumerated().map { ($1.id, Int32($0)) })
            var accepted: [(String, String)] = []
            for (turn, one) in first.assignments.enumerated() where one.pinned == nil && turn % 2 == 0 {
                let place = instance.submissions.firstIndex { $0.id == one.submission } ?? 0
                instance.submissions[place].pinned.append(.init(assessor: places[one.assessor] ?? 0, words: "accepted"))
                accepted.append((one.submission, one.assessor))
            }
            // Nothing else changed: the seats that were accepted cost nobody else theirs.
            #expect(try instance.solve().figures.served == first.figures.served)
            instance.submissions.append(
                .init(id: "new", seats: 1, eligible: (Int32(0)..<5).map { .init(assessor: $0, fit: 1) }))
            let second = try instance.solve()
            #expect(second.check(instance) == [])
            for (submission, assessor) in accepted {
                #expect(second.assignments.contains { $0.submission == submission && $0.assessor == assessor })
            }
        }
    }

    @Test func `a pin sets a rule aside, and that is told`() throws {
        let instance = AllocationInstance(
            assessors: [.init(id: "thabo", capacity: 0)],
            submissions: [
                .init(
                    id: "s1", seats: 1, eligible: [],
                    forbidden: [.init(assessor: 0, words: "independence.adviser")],
                    pinned: [.init(assessor: 0, words: "the only mason here")])
            ])
        let result = try instance.solve()
        #expect(result.assignments[0].overrides == "independence.adviser")
        #expect(
            result.assignments[0].because
                == "Pinned: the only mason here. This sets the rule independence.adviser aside.")
        #expect(result.check(instance) == [])
    }

    @Test func `two results are compared seat by seat`() throws {
        var instance = AllocationInstance(
            assessors: [.init(id: "thabo", capacity: 2), .init(id: "mpho", capacity: 2)],
            submissions: [
                .init(id: "s1", seats: 1, eligible: [.init(assessor: 0, fit: 9), .init(assessor: 1, fit: 5)]),
                .init(id: "s2", seats: 1, eligible: [.init(assessor: 0, fit: 4), .init(assessor: 1, fit: 8)]),
            ])
        let first = try instance.solve()
        instance.submissions[0].forbidden = [.init(assessor: 0, words: "tie")]
        let comparison = AllocationComparison(first, try instance.solve())
        #expect(comparison.kept == 1)
        #expect(comparison.changes == [.init(submission: "s1", lose: ["thabo"], gain: ["mpho"], fit: -4)])
        #expect(
            comparison.shifts == [
                .init(assessor: "thabo", before: 1, after: 0), .init(assessor: "mpho", before: 1, after: 2),
            ])
    }
}

extension AllocationInstance {
    /// The instance after one change.
    fileprivate func with(_ help: AllocationResult.Help) -> AllocationInstance {
        var changed = self
        guard let assessor = assessors.firstIndex(where: { $0.id == help.assessor }) else { return self }
        let submission = submissions.firstIndex { $0.id == help.submission }
        switch help.change {
        case .capacity:
            // An assessor with more than they can hold gets room for one more than they have.
            let pins = submissions.count { $0.pinned.contains { $0.assessor == Int32(assessor) } }
            let one = assessors[assessor]
            changed.assessors[assessor].capacity = max(one.capacity, one.load + pins) + 1
        case .rule, .eligibility:
            guard let submission else { return self }
            changed.submissions[submission].forbidden.removeAll { $0.assessor == Int32(assessor) }
            changed.submissions[submission].eligible.removeAll { $0.assessor == Int32(assessor) }
            changed.submissions[submission].eligible.append(.init(assessor: Int32(assessor), fit: 1))
        }
        return changed
    }
}
