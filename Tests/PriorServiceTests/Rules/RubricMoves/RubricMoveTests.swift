import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

/// Open cases that go on under another version of their rubric.
@Suite(.database) struct RubricMoveTests {
    private static let old = "bricklaying-trade-test@1"
    private static let new = "bricklaying-trade-test@2"

    /// Publishes version 2: the first criterion asks for something else, the second has another highest level, the last is
    /// gone and its outcome is spoken for by the third.
    private func publishNext(_ stage: Stage, at casework: Casework) async throws {
        let desk = Desk(
            stage: stage, institution: casework.institution, writer: casework.elias,
            moderator: try await stage.staff("Moderator Gugu", .moderator, at: casework.institution),
            registrar: try await stage.staff("Registrar Fumane", .registrar, at: casework.institution))
        try await desk.entrusted("bricklaying-trade-test")
        let key = try await desk.published(["kind": "unit", "from": .string(Self.old)]) { document in
            document.changeCriterion(0) { $0["statement"] = "Lays a straight wall to a line." }
            document.changeCriterion(1) { criterion in
                guard var levels = criterion["levels"]?.array, let last = levels.indices.last else { return }
                levels[last]["descriptor"] = "Better than the drawing asks."
                criterion["levels"] = .array(levels)
            }
        }
        #expect(key == Self.new)
    }

    private func move(
        _ casework: Casework, _ submission: String, dryRun: Bool = false, to: String = new, as who: Actor? = nil
    ) async throws -> Seen {
        try await casework.stage.post(
            "/api/submissions/\(submission)/rubric-moves",
            [
                "claim": .string(casework.claims[0]), "to": .string(to), "reason": "The line was meant from the first.",
                "dryRun": .bool(dryRun),
            ], as: who ?? casework.elias)
    }

    @Test func `a dry run tells what would change and changes nothing, nor does it tell any mark`() async throws {
        try await Stage.run { stage in
            let casework = try await stage.casework(policy: "lesotho@3")
            try await publishNext(stage, at: casework)
            let submission = try await casework.admitted()
            let seat = try await casework.seated(submission, casework.ben, "first")
            let criteria = casework.criteria
            for (place, criterion) in criteria.prefix(3).enumerated() {
                let level = criterion.levels[criterion.levels.count - 1].id
                let scored = try await casework.score(seat, criterion.id, level, version: place, as: casework.ben)
                #expect(scored.status == .ok)
            }
            let dry = try await move(casework, submission, dryRun: true)
            #expect(dry.status == .ok && dry.json["dryRun"] == true && dry.json["id"] == nil)
            let fates = try #require(dry.json["criteria"]?.array)
            #expect(fates.map { $0["marks"] }.prefix(3) == ["again", "partly", "carried"])
            #expect(dry.json["seats"]?[0]?["marks"] == 3 && dry.json["seats"]?[0]?["isOpenedAgain"] == false)
            #expect(dry.json["changes"]?.array?.count == 2)
            #expect(!dry.text.contains("Seen on the photograph."))
            let cards = try await stage.get("/api/assignments/\(seat)/scorecards", as: casework.ben).items
            #expect(cards.first?["unit"] == .string(Self.old) && cards.first?["scores"]?.array?.count == 3)
            #expect(try await stage.get("/api/submissions/\(submission)/rubric-moves", as: casework.elias).items == [])
        }
    }

    @Test func `every mark is kept; those on what did not change stand, and the rest is made again`() async throws {
        try await Stage.run { stage in
            let casework = try await stage.casework(policy: "lesotho@3")
            try await publishNext(stage, at: casework)
            let submission = try await casework.admitted()
            let first = try await casework.seated(submission, casework.ben, "first")
            let second = try await casework.seated(submission, casework.carol, "second")
            try await casework.work(first, as: casework.ben)
            #expect(try await casework.complete(first, as: casework.ben).status == .created)
            let before = try await stage.resources.database.query(
                "select to_jsonb(k) as card from scorecard k union all select to_jsonb(x) from score x order by 1"
            ).map { try ($0["card"] as JSONText).rawValue }

            let moved = try await move(casework, submission)
            #expect(moved.status == .created, "\(moved.text)")
            #expect(moved.json["seats"]?[0]?["isOpenedAgain"] == true)
            for (who, kind) in [(casework.ben, "scorecard.moved"), (casework.lerato, "claim.moved")] {
                let told = try await stage.get("/api/me/notifications", as: who).items
                #expect(told.contains { $0["kind"] == .string(kind) }, "\(told)")
            }
            let kept = try await stage.resources.database.query(
                """
                select jsonb_set(to_jsonb(k), '{superseded_at}', 'null') as card from scorecard k
                where k.superseded_at is not null
                union all select to_jsonb(x) from score x join scorecard k on k.id = x.scorecard_id
                where k.superseded_at is not null order by 1
                """
            ).map { try ($0["card"] as JSONText).rawValue }
            #expect(kept == before, "word for word")
            await #expect(throws: PostgresError.self) {
                try await stage.resources.database.execute(
                    "update score x set comment = '' from scorecard k where k.id = x.scorecard_id and k.superseded_at is not null"
                )
            }

            let cards = try await stage.get("/api/assignments/\(first)/scorecards", as: casework.ben).items
            let card = try #require(cards.first)
            #expect(card["unit"] == .string(Self.new) && card["submittedAt"] == nil)
            let changed = casework.criteria.prefix(2).map { JSONValue.string($0.id) }
            #expect(card["unscored"]?.array == changed, "the first asks for something else, the second's level too")
            #expect(card["scores"]?.array?.count == casework.criteria.count - 2)
            let told = try await stage.get("/api/submissions/\(submission)/rubric-moves", as: casework.ben).items
            let own = try #require(told.first?["own"]?["marks"]?.array)
            #expect(own.count == casework.criteria.count && own.filter { $0["carried"] == false }.count == 2)
            #expect(told.first?["movedBy"] == nil)
            let lerato = try await stage.get("/api/submissions/\(submission)/rubric-moves", as: casework.lerato).items
            #expect(lerato.first?["reason"] == "The line was meant from the first." && lerato.first?["own"] == nil)
            let shown = try await stage.get("/api/submissions/\(submission)", as: casework.lerato)
            #expect(shown.json["claims"]?[0]?["unit"] == .string(Self.new))

            var version = try #require(card["version"]?.int)
            #expect(try await casework.complete(first, as: casework.ben).problem == "assessment-incomplete")
            for criterion in casework.criteria.prefix(2) {
                let level = criterion.levels[criterion.levels.count - 1].id
                let stale = try await casework.score(first, criterion.id, level, version: version - 1, as: casework.ben)
                #expect(stale.status == .preconditionFailed, "a page that shows the old card writes nothing")
                let scored = try await casework.score(first, criterion.id, level, version: version, as: casework.ben)
                #expect(scored.status == .ok, "\(scored.text)")
                version += 1
            }
            #expect(try await casework.complete(first, as: casework.ben).status == .created)
            try await casework.work(second, as: casework.carol)
            #expect(try await casework.complete(second, as: casework.carol).status == .created)
            #expect(try await casework.state() == "assessed")
            let outcomes = try await casework.outcomes(submission)
            #expect(outcomes.first?["unit"] == .string(Self.new))
            let pins = try await stage.resources.database.query(
                "select distinct unit_version from scorecard where superseded_at is null")
            #expect(try pins.map { try $0["unit_version"] as String } == ["2"])
            let late = try await move(casework, submission, to: Self.old)
            #expect(late.problem == "case-not-open")
        }
    }

    @Test func `a policy may end it earlier, and a version must be another published one of the unit`() async throws {
        try await Stage.run { stage in
            let strict = try await stage.casework(policy: "strict@3")
            try await strict.refer(2)
            try await strict.showPapers()
            try await publishNext(stage, at: strict)
            let handedIn = try await strict.submit()
            #expect(try await move(strict, handedIn.id, to: "solar-home-installation@1").faults == ["/to unknown"])
            #expect(try await move(strict, handedIn.id, to: Self.old).faults == ["/to unknown"])
            #expect(try await move(strict, handedIn.id, as: strict.ben).status == .forbidden)
            let foreign = try await Desk.open(on: stage, "thaba-bosiu")
            #expect(try await move(strict, handedIn.id, as: foreign.writer).status == .notFound)
            #expect(try await move(strict, handedIn.id, dryRun: true).status == .ok, "before it is admitted")
            let admitted = try await stage.post("/api/submissions/\(handedIn.id)/admissions", [:], as: strict.elias)
            #expect(admitted.status == .created)
            let late = try await move(strict, handedIn.id)
            #expect(late.problem == "move-too-late" && late.json["state"] == "admission")
        }
    }

    @Test func `a claim is moved while two assessors score it, and no mark is lost or lands on the wrong version`()
        async throws
    {
        try await Stage.run { stage in
            let casework = try await stage.casework(policy: "lesotho@3")
            try await publishNext(stage, at: casework)
            let submission = try await casework.admitted()
            let seats = [
                (try await casework.seated(submission, casework.ben, "first"), casework.ben),
                (try await casework.seated(submission, casework.carol, "second"), casework.carol),
            ]
            let written = try await withThrowingTaskGroup(of: [(String, String)].self) { group in
                for (seat, who) in seats {
                    group.addTask {
                        var written: [(String, String)] = []
                        for (place, criterion) in casework.criteria.enumerated() {
                            let seen = try await casework.score(
                                seat, criterion.id, criterion.levels[0].id, version: place, as: who)
                            // The move counts the card on: who comes after it is told to look again.
                            guard seen.status == .ok else {
                                #expect([409, 412].contains(seen.status.code), "\(seen.text)")
                                return written
                            }
                            written.append((seat, criterion.id))
                        }
                        return written
                    }
                }
                group.addTask {
                    let moved = try await move(casework, submission)
                    #expect(moved.status == .created, "\(moved.text)")
                    return []
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            let rows = try await stage.resources.database.query(
                """
                select distinct k.assignment_id::text as seat, s.criterion_id as criterion
                from scorecard k join score s on s.scorecard_id = k.id
                """)
            let kept = Set(
                try rows.map { (row) -> String in "\(try row["seat"] as String) \(try row["criterion"] as String)" })
            for (seat, criterion) in written { #expect(kept.contains("\(seat) \(criterion)")) }
            let pins = try await stage.resources.database.query(
                "select distinct unit_version from scorecard where superseded_at is null")
            #expect(Set(try pins.map { try $0["unit_version"] as String }).isSubset(of: ["2"]))
        }
    }
}
