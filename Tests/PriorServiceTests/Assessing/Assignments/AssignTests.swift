import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct AssignTests {
    /// Sessions that outlast the clocks of a case.
    private static func patient(_ settings: inout Settings) { settings.sessions.idleLimit = .seconds(90 * 86_400) }

    @Test func `a seat is offered, shows in the assessor's queue without the learner, and is accepted`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let submission = try await work.admitted()
            let offered = try await work.offer(submission, to: work.ben, "first")
            #expect(offered.status == .created && offered.json["state"] == "offered")
            let queue = try await stage.get("/api/assignments", as: work.ben)
            #expect(queue.items.map { $0["units"] } == [["Bricklaying, trade test"]])
            #expect(queue.items.map { $0["claims"] } == [1])
            #expect(queue.items.map { $0["state"] } == ["offered"])
            #expect(try await stage.get("/api/submissions/\(submission)", as: work.ben).status == .notFound)
            #expect(try await work.accept(offered.id, as: work.ben).status == .created)
            #expect(try await work.state() == "inAssessment")
            let shown = try await stage.get("/api/submissions/\(submission)", as: work.ben)
            #expect(shown.status == .ok)
            for text in [queue.text, shown.text] {
                #expect(!text.lowercased().contains("lerato") && !text.contains(work.lerato.id))
            }
            #expect(shown.json["portfolio"] == nil && shown.json["receipt"] == nil)
            #expect(try await stage.get("/api/submissions/\(submission)/manifest", as: work.ben).status == .forbidden)
            let content = try await stage.get("/api/evidence/\(work.evidence[0])/content", as: work.ben)
            #expect(content.text == "The wall at Ha Thetsane, artefact.\n")
            #expect(try await stage.get("/api/portfolios/\(work.portfolio)", as: work.ben).status == .notFound)
        }
    }

    @Test func `the queue is in the order of the due dates, page by page`() async throws {
        try await Stage.run(Self.patient) { stage in
            let work = try await stage.casework()
            let submission = try await work.admitted()
            let first = try await work.seated(submission, work.ben, "first")
            stage.clock.advance(days: 9)
            let other = try await stage.casework(slug: "botho")
            try await stage.grant(.assessor, to: work.ben, at: other.institution)
            let later = try await other.offer(try await other.admitted(), to: work.ben, "second").id
            let page = try await stage.get("/api/assignments?limit=1", as: work.ben)
            #expect(page.items.map { $0["id"]?.string } == [first])
            let next = try #require(page.json["next"]?.string)
            let rest = try await stage.get("/api/assignments?limit=1&after=\(next)", as: work.ben)
            #expect(rest.items.map { $0["id"]?.string } == [later])
            #expect(rest.json["next"] == .null)
            #expect(try await stage.get("/api/assignments", as: work.carol).items.isEmpty)
        }
    }

    @Test func `only staff who may, only after admission, and only to assessors`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let submitted = try await work.submit()
            let early = try await work.offer(submitted.id, to: work.ben, "first")
            #expect(early.problem == "portfolio-state" && early.json["state"] == "submitted")
            _ = try await stage.post("/api/submissions/\(submitted.id)/admissions", [:], as: work.elias)
            let fumane = try await stage.staff("Registrar Fumane", .registrar, at: work.institution)
            #expect(try await work.offer(submitted.id, to: fumane, "first").faults == ["/assessor not_assessor"])
            let byRegistrar = try await stage.post(
                "/api/submissions/\(submitted.id)/assignments", ["assessor": .string(work.ben.id), "seat": "first"],
                as: fumane)
            #expect(byRegistrar.status == .forbidden)
            let third = try await work.offer(submitted.id, to: work.ben, "third")
            #expect(third.problem == "seat-not-open" && third.json["allowed"] == ["first", "second"])
        }
    }

    @Test func `a seat is taken once, also when ten try at the same time`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let submission = try await work.admitted()
            let problems = try await withThrowingTaskGroup(of: String.self) { group in
                for place in 0..<10 {
                    let who = place.isMultiple(of: 2) ? work.ben : work.carol
                    group.addTask { try await work.offer(submission, to: who, "first").problem ?? "none" }
                }
                return try await group.reduce(into: [String]()) { $0.append($1) }
            }
            #expect(problems.count { $0 == "none" } == 1)
            #expect(Set(problems).isSubset(of: ["none", "seat-taken", "assessor-not-independent"]))
        }
    }

    @Test func `nobody sits in two seats of one case, whatever the reason`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let submission = try await work.admitted()
            _ = try await work.offer(submission, to: work.ben, "first")
            let second = try await work.offer(submission, to: work.ben, "second", "We are a small centre.")
            #expect(second.problem == "assessor-not-independent")
            #expect(second.json["findings"]?[0]?["rule"] == "assignment.sameCase")
        }
    }

    @Test func `an offer that nobody answers lapses, and its seat is given again`() async throws {
        try await Stage.run(Self.patient) { stage in
            let work = try await stage.casework()
            let submission = try await work.admitted()
            let offered = try await work.offer(submission, to: work.ben, "first")
            stage.clock.advance(days: 9)
            let late = try await work.accept(offered.id, as: work.ben)
            #expect(late.problem == "assignment-state" && late.json["state"] == "lapsed")
            #expect(try await stage.get("/api/assignments", as: work.ben).items.isEmpty)
            let runner = JobRunner(resources: stage.resources)
            while try await runner.runOne() {}
            while try await runner.runOne() {}
            let events: Int = try await stage.resources.database.one(
                "select count(*) as n from event where kind = 'assignment.lapsed'")["n"]
            #expect(events == 1)
            #expect(try await stage.get("/api/assignments/\(offered.id)", as: work.ben).json["state"] == "lapsed")
            #expect(try await work.offer(submission, to: work.carol, "first").status == .created)
            let other = try await work.offer(submission, to: work.ben, "second")
            stage.clock.advance(days: 9)
            #expect(other.status == .created)
            // Where nobody did the job yet, giving the seat finds the old offer lapsed itself.
            #expect(try await work.offer(submission, to: work.dumisani, "second").status == .created)
        }
    }

    @Test func `an assignment is known to its assessor and to staff only`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let submission = try await work.admitted()
            let id = try await work.offer(submission, to: work.ben, "first").id
            for who in [work.carol, work.lerato] {
                #expect(try await stage.get("/api/assignments/\(id)", as: who).status == .notFound)
                #expect(try await work.accept(id, as: who).status == .notFound)
            }
            let list = try await stage.get("/api/submissions/\(submission)/assignments", as: work.elias)
            #expect(list.items.map { $0["assessor"]?.string } == [work.ben.id])
            #expect(
                try await stage.get("/api/submissions/\(submission)/assignments", as: work.ben).status == .forbidden)
        }
    }
}
