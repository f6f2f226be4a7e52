import Allocation
import Testing

/// What is found is held against every allocation there is, and against a checker that knows of no solver.
@Suite struct OptimumTests {
    @Test func `small instances come to the best of all allocations there are, aim by aim`() throws {
        var tight = 0
        for seed in 1...1500 {
            let instance = AllocationInstance.random(seed, submissions: 1 + seed % 4, assessors: 1 + seed % 3)
            let result = try instance.solve()
            #expect(result.check(instance) == [], "seed \(seed)")
            var left = EveryAllocation(instance).all

            let pinned = instance.submissions.reduce(into: [String?: Int]()) {
                $0[$1.due, default: 0] += $1.pinned.count
            }
            let served = result.figures.dues.map { $0.served - pinned[$0.due, default: 0] }
            for end in served.indices {
                let most = left.map { $0.served[...end].reduce(0, +) }.max()
                #expect(most == served[...end].reduce(0, +), "seed \(seed), date \(end)")
            }
            left.removeAll { $0.served != served }

            var lifted = Set(instance.submissions.indices)
            for level in result.proof.worst {
                let best = left.map { one in lifted.compactMap { one.worst[$0] }.min() ?? .max }.max()
                if best != .max { #expect(best == level.floor, "seed \(seed)") }
                left.removeAll { one in lifted.contains { (one.worst[$0] ?? .max) < level.floor } }
                for id in level.cut?.submissions ?? [] { lifted.remove(Int(id.dropFirst()) ?? -1) }
            }
            #expect(left.map(\.fit).max() == result.figures.totalFit, "seed \(seed)")
            left.removeAll { $0.fit != result.figures.totalFit }
            #expect(left.map(\.load).min() == result.figures.loadCost, "seed \(seed)")
            if !result.unserved.isEmpty { tight += 1 }
        }
        #expect(tight > 200)
    }

    @Test func `thousands of random instances break no hard rule, and their proofs hold`() throws {
        for seed in 1...2500 {
            var instance = AllocationInstance.random(seed, submissions: 2 + seed % 23, assessors: 1 + seed % 13)
            let choices: [[AllocationInstance.Aim]] = [
                AllocationInstance.Aim.allCases, [.seats], [.seats, .fit], [.seats, .worst], [.seats, .loads],
                [.seats, .worst, .loads], [.seats, .fit, .loads],
            ]
            instance.aims = choices[seed % choices.count]
            let result = try instance.solve()
            #expect(result.check(instance) == [], "seed \(seed)")
            if seed % 10 == 0 { #expect(try instance.solve() == result, "seed \(seed)") }
        }
    }

    @Test func `a larger instance, in which pairs have to be priced in, is proven too`() throws {
        var random = Drawn(5)
        let staff = (0..<60).map { AllocationInstance.Assessor(id: "a\($0)", capacity: 12) }
        let cases = (0..<300).map { place in
            AllocationInstance.Submission(
                id: "s\(place)", seats: 2,
                eligible: (Int32(0)..<60).map {
                    .init(assessor: $0, fit: ($0 < 25 ? 500 : 0) + Int32.random(in: 0...99, using: &random))
                })
        }
        let instance = AllocationInstance(assessors: staff, submissions: cases)
        let result = try instance.solve()
        #expect(result.check(instance) == [])
        #expect(result.proof.turns > 1)
        #expect(result.proof.pairsSeen < 300 * 60)
        #expect(result.figures.served == 600)
    }

    @Test func `an instance of nothing, and one in which nobody may, have a result too`() throws {
        let nothing = AllocationInstance(assessors: [], submissions: [])
        #expect(try nothing.solve().check(nothing) == [])
        let nobody = AllocationInstance(assessors: [], submissions: [.init(id: "s", seats: 2, eligible: [])])
        let result = try nobody.solve()
        #expect(result.check(nobody) == [])
        #expect(result.unserved.map(\.open) == [2])
    }

    @Test func `capacities far beyond what is asked for cost nothing`() throws {
        let instance = AllocationInstance(
            assessors: (0..<200).map { .init(id: "a\($0)", capacity: 100_000) },
            submissions: (1..<200).map {
                .init(
                    id: "s\($0)", seats: 2,
                    eligible: [.init(assessor: Int32($0), fit: 1), .init(assessor: 0, fit: 2)])
            })
        let result = try instance.solve()
        #expect(result.check(instance) == [])
        #expect(result.figures.served == 398)
    }

    @Test func `the order in which an instance is written changes nothing`() throws {
        for seed in 1...100 {
            let instance = AllocationInstance.random(seed, submissions: 9, assessors: 6)
            var other = instance
            let order = Array(instance.assessors.indices.reversed())
            other.assessors = order.map { instance.assessors[$0] }
            func moved(_ assessor: Int32) -> Int32 { Int32(order.firstIndex(of: Int(assessor)) ?? 0) }
            other.submissions = instance.submissions.reversed().map { submission in
                var one = submission
                one.eligible = submission.eligible.reversed().map { .init(assessor: moved($0.assessor), fit: $0.fit) }
                one.forbidden = submission.forbidden.map { .init(assessor: moved($0.assessor), words: $0.words) }
                one.pinned = submission.pinned.map { .init(assessor: moved($0.assessor), words: $0.words) }
                return one
            }
            let first = try instance.solve()
            let second = try other.solve()
            #expect(first.figures == second.figures)
            #expect(
                Set(first.assignments.map { "\($0.submission) \($0.assessor)" })
                    == Set(second.assignments.map { "\($0.submission) \($0.assessor)" }))
        }
    }

    @Test func `a seed decides only between equals`() throws {
        var instance = AllocationInstance.random(31, submissions: 20, assessors: 9)
        for place in instance.submissions.indices {
            instance.submissions[place].eligible = (Int32(0)..<9).map { .init(assessor: $0, fit: 1) }
        }
        let first = try instance.solve()
        instance.seed = 2
        let second = try instance.solve()
        #expect(first.figures == second.figures)
        #expect(first.assignments.map(\.assessor) != second.assignments.map(\.assessor))
    }

    @Test func `the checker finds what is wrong with a result`() throws {
        let instance = AllocationInstance(
            assessors: [.init(id: "thabo", capacity: 2), .init(id: "mpho", capacity: 2)],
            submissions: [
                .init(id: "s1", seats: 1, eligible: [.init(assessor: 0, fit: 9), .init(assessor: 1, fit: 5)]),
                .init(id: "s2", seats: 1, eligible: [.init(assessor: 0, fit: 4), .init(assessor: 1, fit: 8)]),
            ])
        let result = try instance.solve()
        #expect(result.check(instance) == [])

        var swapped = result
        swapped.assignments[0].assessor = "mpho"
        swapped.assignments[0].fit = 5
        swapped.figures.totalFit = 13
        swapped.figures.worstFit = 5
        #expect(swapped.check(instance).count >= 1)

        var dropped = result
        dropped.assignments.removeLast()
        #expect(!dropped.check(instance).isEmpty)

        var stranger = result
        stranger.assignments[0].assessor = "nobody"
        #expect(!stranger.check(instance).isEmpty)

        var dearer = result
        dearer.proof.prices?.assessors["thabo"] = 1_000_000
        #expect(!dearer.check(instance).isEmpty)

        var lower = result
        lower.proof.worst[0].floor = 5
        #expect(!lower.check(instance).isEmpty)

        var silent = result
        silent.proof.worst = []
        #expect(!silent.check(instance).isEmpty)

        var unfounded = result
        unfounded.proof.worst[0].next = 9
        unfounded.proof.worst[0].cut = nil
        #expect(!unfounded.check(instance).isEmpty)

        var boasting = result
        boasting.figures.totalFit += 1
        #expect(!boasting.check(instance).isEmpty)

        var other = instance
        other.submissions[0].forbidden = [.init(assessor: 0, words: "tie")]
        #expect(!result.check(other).isEmpty)
    }
}
