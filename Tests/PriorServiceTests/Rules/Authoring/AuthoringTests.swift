import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics
import Support
import Testing

@testable import PriorService

@Suite(.database) struct AuthoringTests {
    private static let unit = "bricklaying-trade-test@1"

    @Test func `a next version is drafted, refused, passed by somebody else, published, and can be claimed at once`()
        async throws
    {
        try await Stage.run { stage in
            let desk = try await Desk.open(on: stage)
            let copy: JSONValue = ["kind": "unit", "from": .string(Self.unit)]
            #expect(try await desk.draft(copy).problem == "document-of-another", "the files' ids are nobody's")
            try await desk.entrusted("bricklaying-trade-test")
            let drafted = try await desk.draft(copy)
            #expect(drafted.status == .created)
            #expect(drafted.json["key"] == "bricklaying-trade-test@2" && drafted.json["state"] == "draft")
            #expect(drafted.json["faults"] == [])
            var document = try #require(drafted.json["document"])
            document["title"] = "Bricklaying, trade test of 2026"
            document.changeCriterion(0) { $0["outcome"] = "nowhere" }
            let faulty = try await desk.save(drafted.id, document, revision: 1)
            #expect(faulty.status == .ok, "a draft may be saved with faults")
            let fault = faulty.json["faults"]?.array?.first
            #expect(fault?["path"] == "rubric.criteria[0].outcome")
            #expect(fault?["says"]?.string?.contains("no outcome \"nowhere\"") == true)
            #expect(try await desk.save(drafted.id, document, revision: 1).status == .preconditionFailed)
            let blocked = try await desk.review(drafted.id, revision: 2)
            #expect(blocked.problem == "document-faulty" && blocked.faults == ["rubric.criteria[0].outcome fault"])
            #expect(try await desk.review(drafted.id, "refused", revision: 2).faults == ["/says missing"])
            let refused = try await desk.review(drafted.id, "refused", says: "The outcome is gone.", revision: 2)
            #expect(refused.status == .created)

            let good = try #require(drafted.json["document"])
            #expect(try await desk.save(drafted.id, good, revision: 2, as: desk.registrar).status == .ok)
            #expect(try await desk.review(drafted.id, revision: 3, as: desk.registrar).problem == "own-document")
            #expect(try await desk.publish(drafted.id, revision: 3).problem == "document-not-reviewed")
            #expect(try await desk.review(drafted.id, revision: 3).status == .created)
            #expect(try await desk.publish(drafted.id, revision: 2).status == .preconditionFailed)
            #expect(try await desk.publish(drafted.id, revision: 3, as: desk.writer).status == .forbidden)
            let published = try await desk.publish(drafted.id, revision: 3)
            #expect(published.status == .created && published.json["state"] == "published")
            let shown = try await stage.get("/api/units/bricklaying-trade-test@2")
            #expect(shown.json["fingerprint"] == published.json["fingerprint"])
            #expect(shown.json["document"]?["status"] == "published")
            let lerato = try await stage.person("Lerato Mokoena")
            let portfolio = try await stage.portfolio(of: lerato, at: desk.institution)
            _ = try await stage.claim("bricklaying-trade-test@2", in: portfolio, as: lerato)

            #expect(try await desk.save(drafted.id, good, revision: 3).problem == "document-not-draft")
            let reviews = try await stage.get("/api/documents/\(drafted.id)/reviews", as: desk.writer).items
            // The clock stands still, so that their order is anything.
            #expect(Set(reviews.compactMap { $0["verdict"]?.string }) == ["refused", "passed"])
            await #expect(throws: (any Error).self, "not even by SQL") {
                try await stage.resources.database.execute("update authored_document set text = '{}'")
            }
        }
    }

    @Test func `another process knows what was published, and so does the next start`() async throws {
        let database = TestDatabase.current.conninfo
        try await Stage.run(on: database) { other in
            try await Stage.run(on: database) { stage in
                let desk = try await Desk.open(on: stage)
                let unit = try #require(stage.resources.rubrics.units.first { $0.key.description == Self.unit })
                var document = try JSONValue(document: unit.value.json)
                document["id"] = "walls-of-stone"
                let key = try await desk.published(["document": document]) { $0["title"] = "Walls of stone" }
                #expect(key == "walls-of-stone@1")
                #expect(other.resources.rubrics.units.keys.allSatisfy { $0.description != key })
                #expect(
                    try await other.get("/api/units/walls-of-stone@1").json["document"]?["title"] == "Walls of stone")
                #expect(other.resources.rubrics.units.keys.contains { $0.description == key })
            }
        }
        try await Stage.run(on: database) { later in
            let seen = try await later.get("/api/units/walls-of-stone@1")
            #expect(seen.status == .ok)
        }
    }

    @Test func `drafts are the institution's own, and its staff alone write them`() async throws {
        try await Stage.run { stage in
            let desk = try await Desk.open(on: stage)
            let other = try await Desk.open(on: stage, "thaba-bosiu")
            let mine = try await desk.draft(["kind": "unit", "from": .string(Self.unit), "id": "walls"])
            #expect(mine.status == .created, "\(mine.text)")
            #expect(mine.json["key"] == "walls@2" && mine.json["document"]?["interviewQuestions"] == nil)
            let told = try await stage.get("/api/documents/\(mine.id)/changes", as: desk.writer)
            #expect(
                told.status == .ok && !told.text.contains("Questions"), "what only its author may read: \(told.text)")
            for (who, status) in [(other.writer, HTTPResponse.Status.notFound), (desk.moderator, .ok)] {
                #expect(try await stage.get("/api/documents/\(mine.id)", as: who).status == status)
            }
            #expect(try await stage.get("/api/units/walls@2").status == .notFound, "a draft is not published")
            let theirs: JSONValue = ["kind": "unit", "from": .string(Self.unit), "id": "walls", "version": "3"]
            #expect(try await other.draft(theirs).problem == "document-of-another")
            let assessor = try await stage.staff("Assessor Ben", .assessor, at: desk.institution)
            #expect(try await desk.draft(["document": [:]], as: assessor).status == .forbidden)
            #expect(
                try await desk.draft(["document": ["kind": "poem", "id": "A", "version": 1]]).faults == [
                    "/document/kind choice", "/document/id form", "/document/version form",
                ])
            let discarded = try await stage.delete(
                "/api/documents/\(mine.id)", as: desk.writer, headers: [.ifMatch: "\"1\""])
            #expect(discarded.status == .noContent)
            #expect(try await stage.get("/api/documents/\(mine.id)", as: desk.writer).status == .notFound)
        }
    }

    @Test func `a superseded version is not claimed any more, and what was claimed under it goes on`() async throws {
        try await Stage.run { stage in
            let desk = try await Desk.open(on: stage)
            let lerato = try await stage.person("Lerato Mokoena")
            let portfolio = try await stage.portfolio(of: lerato, at: desk.institution)
            _ = try await stage.claim(Self.unit, in: portfolio, as: lerato)
            let body: JSONValue = ["kind": "unit", "key": .string(Self.unit), "reason": "Version 2 is in force."]
            #expect(try await stage.post("/api/supersessions", body, as: desk.registrar).status == .notFound)
            try await desk.entrusted("bricklaying-trade-test")
            let before = try await stage.get("/api/units/\(Self.unit)")
            #expect(try await stage.post("/api/supersessions", body, as: desk.registrar).status == .created)
            let again = try await stage.post("/api/supersessions", body, as: desk.registrar)
            #expect(again.problem == "document-not-published")
            let after = try await stage.get("/api/units/\(Self.unit)")
            #expect(after.json["status"] == "superseded" && after.json["fingerprint"] == before.json["fingerprint"])
            let mosito = try await stage.person("Mosito Rampa")
            let late = try await stage.portfolio(of: mosito, at: desk.institution)
            let refused = try await stage.post(
                "/api/portfolios/\(late)/claims",
                ["unit": .string(Self.unit), "route": "rpl", "purpose": "credit"], as: mosito)
            #expect(refused.status == .unprocessableContent)
            #expect(try await stage.get("/api/portfolios/\(portfolio)", as: lerato).status == .ok)
        }
    }

    @Test func `an id that was entrusted to another is published by the other alone`() async throws {
        try await Stage.run { stage in
            let desk = try await Desk.open(on: stage)
            let authority = try await Desk.open(on: stage, "thaba-bosiu")
            try await desk.entrusted("bricklaying-trade-test")
            let draft = try await desk.draft(["kind": "unit", "from": .string(Self.unit)])
            #expect(try await desk.review(draft.id, revision: 1).status == .created)
            try await authority.entrusted("bricklaying-trade-test")
            #expect(try await desk.publish(draft.id, revision: 1).problem == "document-of-another")
            let key = try await authority.published(["kind": "unit", "from": .string(Self.unit), "version": "3"])
            #expect(key == "bricklaying-trade-test@3")
        }
    }

    @Test func `two who publish at once publish one after the other, and nobody publishes a version twice`()
        async throws
    {
        try await Stage.run { stage in
            let desk = try await Desk.open(on: stage)
            let drafts = try await withThrowingTaskGroup { group in
                for id in ["walls-one", "walls-two"] {
                    group.addTask {
                        try await desk.draft(["kind": "unit", "from": .string(Self.unit), "id": .string(id)])
                    }
                }
                return try await group.reduce(into: []) { $0.append($1.id) }
            }
            for id in drafts { #expect(try await desk.review(id, revision: 1).status == .created) }
            let statuses = try await withThrowingTaskGroup { group in
                for id in drafts + drafts { group.addTask { try await desk.publish(id, revision: 1).status.code } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [201, 201, 409, 409])
            #expect(stage.resources.rubrics.units.keys.filter { $0.id.hasPrefix("walls-") }.count == 2)
        }
    }

    @Test func `what versions say differently is told in words, and two policies stand side by side`() async throws {
        try await Stage.run { stage in
            let desk = try await Desk.open(on: stage)
            try await desk.entrusted("bricklaying-trade-test")
            let drafted = try await desk.draft(["kind": "unit", "from": .string(Self.unit)])
            var document = try #require(drafted.json["document"])
            document.changeCriterion(0) { $0["statement"] = "Lays a straight wall." }
            #expect(try await desk.save(drafted.id, document, revision: 1).status == .ok)
            let mine = try await stage.get("/api/documents/\(drafted.id)/changes", as: desk.moderator)
            #expect(mine.json["changes"]?.array?.count == 1)
            #expect(mine.json["changes"]?[0]?["after"] == "Lays a straight wall.")
            #expect(try await desk.review(drafted.id, revision: 2).status == .created)
            #expect(try await desk.publish(drafted.id, revision: 2).status == .created)
            let told = try await stage.get("/api/units/\(Self.unit)/changes?to=bricklaying-trade-test@2")
            #expect(told.json["changes"] == mine.json["changes"])
            #expect(told.json["changes"]?[0]?["words"]?.string?.contains("Lays a straight wall.") == true)
            let etag = try #require(told.headers[.eTag])
            let known = try await stage.get(
                "/api/units/\(Self.unit)/changes?to=bricklaying-trade-test@2", headers: [.ifNoneMatch: etag])
            #expect(known.status == .notModified)
            #expect(try await stage.get("/api/units/\(Self.unit)/changes").status == .badRequest)
            let policies = try await stage.get("/api/policies/lesotho@3/comparison?with=strict@3")
            let rows = try #require(policies.json["rows"]?.array)
            #expect(rows.contains { $0["isSame"] == true } && rows.contains { $0["isSame"] == false })
            #expect(rows.allSatisfy { $0["left"] != nil || $0["right"] != nil })
        }
    }
}
