import Allocation
import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct AllocateTests {
    @Test func `a dry run says who is best and why, and offers nothing; committed, it offers exactly that`()
        async throws
    {
        try await Stage.run { stage in
            var scene = try await stage.allocationScene()
            let ben = try await scene.addAssessor("Assessor Ben", strength: 90)
            let carol = try await scene.addAssessor("Assessor Carol", strength: 70)
            _ = try await scene.addAssessor("Assessor Dumisani", strength: 40)
            let made = try await scene.addCase()
            let run = try await scene.run()
            #expect(run.status == .created, "\(run.text)")
            #expect(run.given == ["Assessor Ben: first", "Assessor Carol: second"])
            #expect(run.json["assignments"]?[0]?["fit"] == 90)
            #expect(run.json["assignments"]?[0]?["parts"]?[0]?["unit"] == "bricklaying-trade-test")
            #expect(run.json["seats"]?["before"] == 0 && run.json["seats"]?["after"] == 2)
            #expect(try await scene.seats().isEmpty)
            let committed = try await scene.commit(run)
            #expect(committed.status == .created && committed.json["state"] == "committed")
            #expect(try await scene.seats().map(\.assessor) == [ben.id, carol.id])
            let again = try await scene.commit(run)
            #expect(again.problem == "allocation-committed")
            #expect(
                try await stage.get("/api/assignments", as: ben).items.map { $0["submission"]?.string } == [
                    made.submission
                ])
            let kept = try await stage.get("/api/allocations/\(run.id)", as: scene.elias)
            #expect(kept.json["state"] == "committed" && kept.given == run.given)
            let list = try await stage.get("/api/institutions/\(scene.institution)/allocations", as: scene.elias)
            #expect(list.items.map { $0["state"] } == ["committed"])
            // Nothing is left to give.
            #expect(try await scene.run().json["submissions"] == 0)
        }
    }

    @Test func `the same world and seed give the same run, which the command's checker confirms`() async throws {
        try await Stage.run { stage in
            var scene = try await stage.allocationScene()
            for name in ["Ben", "Carol", "Dumisani", "Palesa"] { _ = try await scene.addAssessor("Assessor \(name)") }
            for _ in 0..<4 { _ = try await scene.addCase() }
            let (first, second) = (try await scene.run(["seed": 7]), try await scene.run(["seed": 7]))
            #expect(first.json["fingerprint"] == second.json["fingerprint"])
            #expect(first.json["assignments"] == second.json["assignments"])
            let text = try await stage.get("/api/allocations/\(first.id)/instance", as: scene.elias).bytes
            let instance = try AllocationInstance(json: text)
            let result = try JSONDecoder().decode(
                AllocationResult.self,
                from: Data(try await stage.get("/api/allocations/\(first.id)/result", as: scene.elias).bytes))
            #expect(result.check(instance) == [])
            #expect(try instance.solve() == result)
            #expect(instance.text.utf8.elementsEqual(text))
        }
    }

    @Test func `what cannot be given says by which rule, and what would help; a pin with a reason sets the rule aside`()
        async throws
    {
        try await Stage.run { stage in
            var scene = try await stage.allocationScene()
            let ben = try await scene.addAssessor("Assessor Ben")
            let carol = try await scene.addAssessor("Assessor Carol")
            let sewer = try await scene.addAssessor("Assessor Palesa", unit: "garment-machine-operation")
            let low = try await scene.addAssessor(
                "Assessor Thabo", levels: [["framework": "lqf", "from": 1, "to": 2]])
            let made = try await scene.addCase()
            try await scene.declare("employer", of: carol, with: made.learner)
            let run = try await scene.run()
            #expect(run.given == ["Assessor Ben: first"])
            let open = try #require(run.json["unserved"]?[0])
            #expect(open["open"] == 1)
            let rules = Dictionary(
                (open["forbidden"]?.array ?? []).map { ($0["assessor"]?.string ?? "", $0["rule"]?.string ?? "") }
            ) { first, _ in first }
            #expect(
                rules == [
                    carol.id: "independence.sameEmployer", sewer.id: "allocation.expertise",
                    low.id: "allocation.level",
                ])
            let helps = (open["help"]?.array ?? []).map { $0["change"]?.string ?? "" }
            #expect(helps.contains("rule"))
            let pin: JSONValue = [
                "submission": .string(made.submission), "assessor": .string(carol.id),
                "reason": "The only other bricklayer in the district.",
            ]
            let pinned = try await scene.run(["pins": [pin], "commit": true])
            #expect(pinned.status == .created, "\(pinned.text)")
            #expect(Set(pinned.given.map { $0.prefix(14) }) == ["Assessor Ben: ", "Assessor Carol"])
            let line = try #require(
                pinned.json["assignments"]?.array?.first { $0["assessor"]?.string == carol.id })
            #expect(line["overrides"] == "independence.sameEmployer" && line["isPinned"] == true)
            #expect(line["reason"] == "The only other bricklayer in the district.")
            let offered = try await stage.get("/api/submissions/\(made.submission)/assignments", as: scene.elias)
            let reasons = offered.items.filter { $0["assessor"]?.string == carol.id }.map {
                $0["overrideReason"]?.string
            }
            #expect(reasons == ["The only other bricklayer in the district."])
            try await scene.accept(carol)
            #expect(try await scene.seats().contains { $0.assessor == ben.id })
        }
    }

    @Test func `places keep away who cannot be there, and a forbid whoever the coordinator says`() async throws {
        try await Stage.run { stage in
            var scene = try await stage.allocationScene()
            let ben = try await scene.addAssessor("Assessor Ben", places: ["Maseru"])
            _ = try await scene.addAssessor("Assessor Carol", places: ["Leribe", "Maseru"])
            _ = try await scene.addAssessor("Assessor Dumisani", places: ["Leribe"])
            let made = try await scene.addCase()
            let run = try await scene.run(
                ["places": [["submission": .string(made.submission), "place": "leribe"]]])
            #expect(run.given.map { $0.split(separator: ":")[0] }.sorted() == ["Assessor Carol", "Assessor Dumisani"])
            let forbidden = try await scene.run([
                "forbids": [["assessor": .string(ben.id), "reason": "On leave from Monday."]]
            ])
            #expect(forbidden.given.allSatisfy { !$0.contains("Ben") })
            #expect(forbidden.json["seats"]?["after"] == 2)
        }
    }

    @Test func `accepted work never moves, and who said no is not asked again`() async throws {
        try await Stage.run { stage in
            var scene = try await stage.allocationScene()
            let ben = try await scene.addAssessor("Assessor Ben", strength: 90)
            let carol = try await scene.addAssessor("Assessor Carol", strength: 80)
            _ = try await scene.addCase()
            _ = try await scene.run(["commit": true])
            try await scene.accept(ben)
            let offer = try await stage.get("/api/assignments", as: carol).items[0]["id"]?.string ?? ""
            _ = try await stage.post("/api/assignments/\(offer)/recusals", ["reason": "No time."], as: carol)
            let dumisani = try await scene.addAssessor("Assessor Dumisani", strength: 100)
            let run = try await scene.run(["commit": true])
            #expect(run.given == ["Assessor Dumisani: second"])
            #expect(try await scene.seats().map(\.assessor) == [ben.id, dumisani.id])
        }
    }

    @Test func `what changed between the dry run and its commit is refused, whatever it was`() async throws {
        try await Stage.run { stage in
            var scene = try await stage.allocationScene()
            let ben = try await scene.addAssessor("Assessor Ben")
            let carol = try await scene.addAssessor("Assessor Carol")
            let made = try await scene.addCase()
            let beforeTie = try await scene.run()
            try await scene.declare("family", of: ben, with: made.learner)
            #expect(try await scene.commit(beforeTie).problem == "allocation-stale")
            let beforeProfile = try await scene.run()
            let changed = try await scene.profile(carol, ["capacity": 0, "expertise": []], version: 1)
            #expect(changed.status == .ok)
            #expect(
                try await scene.profile(carol, ["capacity": 1, "expertise": []], version: 1).status
                    == .preconditionFailed)
            #expect(try await scene.commit(beforeProfile).problem == "allocation-stale")
            let other = try await stage.post(
                "/api/allocations/\(beforeTie.id)/commitments",
                ["fingerprint": beforeProfile.json["fingerprint"] ?? .null], as: scene.elias)
            #expect(other.problem == "allocation-stale")
            #expect(try await scene.seats().isEmpty)
        }
    }

    @Test func `two coordinators who commit at once, while others give by hand, fill no seat twice`() async throws {
        try await Stage.run({ $0.database.connections = 8 }) { stage in
            var scene = try await stage.allocationScene()
            for name in ["Ben", "Carol", "Dumisani"] {
                _ = try await scene.addAssessor("Assessor \(name)", capacity: 4)
            }
            for _ in 0..<6 { _ = try await scene.addCase() }
            let second = try await stage.staff("Coordinator Fumane", .coordinator, at: scene.institution)
            let runs = [try await scene.run(), try await scene.run(["seed": 2], as: second)]
            let (fixed, hand) = (scene, scene.assessors[0])
            let seen = try await withThrowingTaskGroup(of: Seen.self) { group in
                group.addTask { try await fixed.commit(runs[0]) }
                group.addTask { try await fixed.commit(runs[1], as: second) }
                for made in fixed.cases {
                    group.addTask {
                        try await stage.post(
                            "/api/submissions/\(made.submission)/assignments",
                            ["assessor": .string(hand.id), "seat": "first"], as: fixed.elias)
                    }
                }
                return try await group.reduce(into: [Seen]()) { $0.append($1) }
            }
            #expect(seen.allSatisfy { [.created, .conflict].contains($0.status) })
            let seats = try await fixed.seats()
            #expect(Set(seats.map { "\($0.submission) \($0.seat)" }).count == seats.count)
            #expect(Set(seats.map { "\($0.submission) \($0.assessor)" }).count == seats.count)
            let last = try await fixed.run(["commit": true])
            #expect(last.status == .created, "\(last.text)")
            #expect(try await fixed.seats().count == 12)
        }
    }

    @Test func `pins that nothing can make right are refused, each by its place`() async throws {
        try await Stage.run { stage in
            var scene = try await stage.allocationScene()
            let ben = try await scene.addAssessor("Assessor Ben")
            let made = try await scene.addCase(learner: ben)
            func pin(_ who: String, _ submission: String) -> JSONValue {
                ["submission": .string(submission), "assessor": .string(who), "reason": "Because."]
            }
            let seen = try await scene.run([
                "pins": [
                    pin(ben.id, made.submission), pin(scene.elias.id, made.submission), pin(ben.id, stage.newID()),
                ],
                "forbids": [pin(ben.id, made.submission)],
            ])
            #expect(
                seen.faults == [
                    "/pins/0 never", "/pins/1 not_assessor", "/pins/2 not_in_batch", "/forbids/0 contradiction",
                ])
        }
    }

    @Test func `runs are for coordinators of the institution`() async throws {
        try await Stage.run { stage in
            var scene = try await stage.allocationScene()
            let ben = try await scene.addAssessor("Assessor Ben")
            let run = try await scene.run()
            let stranger = try await stage.staff(
                "Coordinator X", .coordinator, at: try await stage.institution("botho"))
            #expect(try await scene.run(as: ben).status == .forbidden)
            #expect(try await scene.run(as: stranger).status == .notFound)
            #expect(try await scene.commit(run, as: stranger).status == .notFound)
            #expect(try await stage.get("/api/allocations/\(run.id)", as: stranger).status == .notFound)
        }
    }
}
