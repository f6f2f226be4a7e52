import Assessment
import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct CommentTests {
    @Test func `a remark is the assessor's own until all are in, and the learner reads what is for them`() async throws
    {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let submission = try await work.admitted()
            let (ben, carol) = (
                try await work.seated(submission, work.ben, "first"),
                try await work.seated(submission, work.carol, "second")
            )
            let all = "/api/submissions/\(submission)/comments"
            let said = try await stage.post(
                "/api/assignments/\(ben)/comments",
                body(work, ["says": "For you: show the corner.", "forLearner": true, "at": ["start": 0, "end": 8]]),
                as: work.ben)
            #expect(said.status == .created && said.version == "\"1\"", "\(said.text)")
            let inside = try await stage.post(
                "/api/assignments/\(ben)/comments", body(work, ["says": "Is this the same wall?"]), as: work.ben)
            #expect(inside.status == .created)
            #expect(try await stage.get("/api/assignments/\(ben)/comments", as: work.ben).items.count == 2)
            #expect(try await stage.get("/api/assignments/\(ben)/comments", as: work.carol).status == .notFound)
            for who in [work.carol, work.ben, work.elias] {
                #expect(try await stage.get(all, as: who).problem == "scorecards-blind")
            }
            #expect(try await stage.get(all, as: work.lerato).items.isEmpty)
            for (id, who) in [(ben, work.ben), (carol, work.carol)] {
                try await work.work(id, as: who)
                _ = try await work.complete(id, as: who)
            }
            #expect(try await stage.get(all, as: work.carol).items.map { $0["seat"] } == ["first", "first"])
            #expect(try await stage.get(all, as: work.lerato).items.isEmpty)
            _ = try await stage.must(
                .post, "/api/submissions/\(submission)/recommendations", ["claim": .string(work.claims[0])],
                as: work.elias)
            let told = try await stage.get(all, as: work.lerato).items
            #expect(told.map { $0["says"] } == ["For you: show the corner."] && told[0]["seat"] == nil)
            let late = try await stage.put(
                "/api/comments/\(said.id)", ["says": "x"], as: work.ben, headers: [.ifMatch: "\"1\""])
            #expect(late.problem == "assignment-state")
        }
    }

    @Test func `two tabs never overwrite each other's remark or draft`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let ben = try await work.seated(try await work.admitted(), work.ben, "first")
            let made = try await stage.post(
                "/api/assignments/\(ben)/comments", body(work, ["says": "One."]), as: work.ben)
            let statuses = try await together(8) { place in
                try await stage.put(
                    "/api/comments/\(made.id)", ["says": .string("Tab \(place)")], as: work.ben,
                    headers: [.ifMatch: "\"1\""])
            }
            #expect(statuses.map(\.status.code).sorted() == [200] + Array(repeating: 412, count: 7))
            #expect(
                statuses.filter { $0.status == .preconditionFailed }.allSatisfy { $0.json["presentVersion"] != nil })
            let path = "/api/assignments/\(ben)/drafts/\(work.claims[0])"
            for version in 0..<3 {
                let saved = try await together(6) { place in
                    try await stage.put(
                        path, ["notes": .string("Tab \(place) at \(version)")], as: work.ben,
                        headers: [.ifMatch: "\"\(version)\""])
                }
                #expect(saved.map(\.status.code).sorted() == [200] + Array(repeating: 412, count: 5))
                let refused = saved.first { $0.status == .preconditionFailed }
                #expect(refused?.json["presentVersion"]?.string == "\"\(version + 1)\"")
                let kept = saved.first { $0.status == .ok }?.json["notes"]
                #expect(try await stage.get(path, as: work.ben).items.first?["notes"] == kept)
            }
            #expect(try await stage.get(path, as: work.ben).items.map { $0["version"] } == [3, 2, 1])
            #expect(try await stage.get(path, as: work.carol).status == .notFound)
            let removed = try await stage.delete("/api/comments/\(made.id)", as: work.ben, headers: [.ifMatch: "\"1\""])
            #expect(removed.status == .preconditionFailed)
            #expect(
                try await stage.delete("/api/comments/\(made.id)", as: work.ben, headers: [.ifMatch: "\"2\""]).status
                    == .noContent)
        }
    }

    @Test func `a remark on no item of the claim, or at no place of it, is refused`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let ben = try await work.seated(try await work.admitted(), work.ben, "first")
            let path = "/api/assignments/\(ben)/comments"
            var other = body(work, ["says": "x"])
            other["evidence"] = .string(work.portfolio)
            #expect(try await stage.post(path, other, as: work.ben).faults == ["/evidence unknown"])
            for (place, fault) in [
                (["fromSeconds": 3], "/at other_kind"), (["start": 0, "end": 4_000], "/at/end outside"),
                (["page": 1, "start": 0, "end": 3], "/at one_place"), (["end": 3], "/at one_place"),
            ] as [(JSONValue, String)] {
                let seen = try await stage.post(path, body(work, ["says": "x", "at": place]), as: work.ben)
                #expect(seen.faults == [fault], "\(place)")
            }
        }
    }

    private func body(_ work: Casework, _ more: JSONValue) -> JSONValue {
        var body = more
        body["claim"] = .string(work.claims[0])
        body["evidence"] = .string(work.evidence[0])
        return body
    }

    private func together(_ count: Int, _ one: @Sendable @escaping (Int) async throws -> Seen) async throws -> [Seen] {
        try await withThrowingTaskGroup(of: Seen.self) { group in
            for place in 0..<count { group.addTask { try await one(place) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
