import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

/// Worlds at random in a real database: what is committed breaks no hard rule, asked of the database in other words than those
/// of the code that gave the seats.
@Suite(.database) struct AllocationPropertyTests {
    @Test(arguments: 1...8) func `no committed run breaks a hard rule`(seed: UInt64) async throws {
        try await Stage.run { stage in
            var chance = Dice(seed)
            var scene = try await stage.allocationScene()
            let units = ["bricklaying-trade-test", "garment-machine-operation", "solar-home-installation"]
            for number in 0..<chance.roll(3...8) {
                let unit = units[chance.roll(0...2)]
                let top = chance.roll(2...5)
                _ = try await scene.addAssessor(
                    "Assessor \(number)", capacity: chance.roll(0...4), strength: chance.roll(1...100), unit: unit,
                    levels: chance.roll(0...3) == 0 ? [["framework": "lqf", "from": 1, "to": .number("\(top)")]] : [])
            }
            for _ in 0..<chance.roll(2...8) {
                // Now and then an assessor is a learner too.
                let learner =
                    chance.roll(0...5) == 0 ? scene.assessors[chance.roll(0...scene.assessors.count - 1)] : nil
                let made = try await scene.addCase(["\(units[chance.roll(0...2)])@1"], learner: learner)
                for who in scene.assessors where who.id != made.learner.id && chance.roll(0...4) == 0 {
                    try await scene.declare(
                        ["family", "taught", "other"][chance.roll(0...2)], of: who, with: made.learner)
                }
            }
            for _ in 0..<3 {
                let run = try await scene.run(["seed": .number("\(chance.roll(1...9))")])
                #expect(try await scene.commit(run).status == .created)
                try await holdTheRules(stage)
                for who in scene.assessors {
                    for line in try await stage.get("/api/assignments", as: who).items where line["state"] == "offered"
                    {
                        let path = "/api/assignments/\(line["id"]?.string ?? "")"
                        switch chance.roll(0...3) {
                        case 0: _ = try await stage.post("\(path)/recusals", ["reason": "No."], as: who)
                        case 1: break
                        default:
                            let seen = try await stage.post("\(path)/acceptances", ["independence": true], as: who)
                            #expect(seen.status == .created, "\(seen.text)")
                        }
                    }
                }
            }
        }
    }

    private func holdTheRules(_ stage: Stage) async throws {
        let broken = try await stage.resources.database.query(
            """
            with seat as (
                select a.id, a.assessor_id, a.submission_id, a.institution_id, a.seat, p.learner_id, c.unit_id
                from assignment a join submission s on s.id = a.submission_id join portfolio p on p.id = s.portfolio_id
                    join submission_claim c on c.submission_id = s.id
                where a.declined_at is null and a.lapsed_at is null)
            select 'learner' as rule from seat where assessor_id = learner_id
            union all select 'tie' from seat join conflict_declaration d
                on d.person_id = seat.assessor_id and d.learner_id = seat.learner_id and d.ended_at is null
            union all select 'twice' from seat group by submission_id, assessor_id having count(*) > 1
            union all select 'seat' from seat group by submission_id, seat having count(*) > 1
            union all select 'capacity' from seat join assessor_profile f
                on f.person_id = seat.assessor_id and f.institution_id = seat.institution_id
                group by f.person_id, f.capacity having count(*) > f.capacity
            union all select 'expertise' from seat join assessor_profile f
                on f.person_id = seat.assessor_id and f.institution_id = seat.institution_id
                where not f.expertise @> jsonb_build_array(jsonb_build_object('unit', seat.unit_id))
            union all select 'asked again' from seat join assignment d on d.submission_id = seat.submission_id
                and d.assessor_id = seat.assessor_id and d.declined_at is not null
            """
        ).map { try $0["rule"] as String }
        #expect(broken == [])
    }

    /// SplitMix64, so that a seed that fails fails again.
    private struct Dice {
        private var state: UInt64
        init(_ seed: UInt64) { state = seed }

        mutating func roll(_ range: ClosedRange<Int>) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            z ^= z >> 31
            return range.lowerBound + Int(z % UInt64(range.count))
        }
    }
}
