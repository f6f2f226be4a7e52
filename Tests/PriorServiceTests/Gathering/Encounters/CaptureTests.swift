import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct CaptureTests {
    @Test func `two tabs never overwrite each other, and a draft sent again is saved once`() async throws {
        try await Stage.run { stage in
            let meeting = try await EncounterScene(stage)
            let id = try await meeting.begun("observation")
            let empty = try await stage.get("/api/encounters/\(id)/draft", as: meeting.ben)
            #expect(empty.version == "\"0\"" && empty.json["report"] == [:])
            let first = try await meeting.save(id, ["place": "Kingsway"], empty.version)
            #expect(first.version == "\"1\"")
            // The answer was lost on the line; the device sends the same again.
            let again = try await meeting.save(id, ["place": "Kingsway"], empty.version)
            #expect(again.status == .ok && again.version == "\"1\"")
            let other = try await meeting.save(id, ["place": "Elsewhere"], empty.version)
            #expect(other.problem == "version-mismatch")
            #expect(
                try await stage.get("/api/encounters/\(id)/draft", as: meeting.ben).json["report"]?["place"]
                    == "Kingsway")
            #expect(try await stage.get("/api/encounters/\(id)/draft", as: meeting.lerato).status == .forbidden)
        }
    }

    @Test func `a report is signed when every criterion agreed has its answer, and what was added says why`()
        async throws
    {
        try await Stage.run { stage in
            let meeting = try await EncounterScene(stage)
            let id = try await meeting.begun("observation")
            var report = meeting.watched
            report["seen"] = [
                ["criterion": "setting-out", "seen": "yes"], ["criterion": "mixing", "seen": "yes"],
            ]
            let faulty = try await meeting.report(id, report)
            #expect(faulty.faults == ["/seen/1/addedBecause missing", "/seen incomplete"])
            let saved = try await meeting.save(id, meeting.watched, "\"1\"")
            #expect(try await meeting.sign(id, "\"1\"").problem == "version-mismatch")
            let signed = try await meeting.sign(id, saved.version)
            #expect(signed.status == .created, "\(signed.text)")
            #expect(signed.json["agreedCriteria"] == ["setting-out", "bonding", "line"])
            // When it began was not put down: it is when Ben said that it began.
            #expect(signed.json["report"]?["startedAt"]?.string == meeting.time(hours: -1))
            #expect(try await meeting.links(signed.id) == ["setting-out", "bonding"])
            #expect(try await meeting.sign(id, saved.version).problem == "encounter-state")
            let complete = try await stage.get(
                "/api/portfolios/\(meeting.scene.portfolio)/completeness", as: meeting.lerato)
            #expect(complete.json["observationsNotCountersigned"] == [.string(signed.id)])
        }
    }

    @Test func `a visit names the place of work, which assessors are not told`() async throws {
        try await Stage.run { stage in
            let meeting = try await EncounterScene(stage)
            let id = try await meeting.begun("siteVisit")
            var report = meeting.watched
            #expect(try await meeting.report(id, report).faults == ["/workplace missing"])
            report["workplace"] = [
                "name": "Nkosi Builders", "receivedBy": "Pule Nkosi", "inspected": ["The gable of the clinic."],
            ]
            let saved = try await meeting.save(id, report, "\"1\"")
            let signed = try await meeting.sign(id, saved.version)
            #expect(signed.status == .created, "\(signed.text)")
            let evidence = try #require(ID<Evidence>(signed.id))
            let found = try await stage.resources.database.withConnection {
                try await $0.report(evidence, stage.resources.rubrics)
            }
            let blind = try #require(found).withoutLearner
            #expect(blind.report.workplace?.name == "not shown" && blind.portfolio == nil && blind.statement == nil)
            #expect(blind.report.workplace?.inspected == ["The gable of the clinic."])
        }
    }

    @Test func `a file waits for the report, counts against the quota, and goes when the meeting is called off`()
        async throws
    {
        try await Stage.run { stage in
            let meeting = try await EncounterScene(stage)
            let id = try await meeting.begun("siteVisit")
            let path = "/api/encounters/\(id)/files"
            let sent = try await stage.send(
                .post, "\(path)?fileName=gable.png", bytes: Samples.png, as: meeting.ben)
            #expect(sent.status == .created, "\(sent.text)")
            func kept() async throws -> Int {
                try await stage.resources.database.one("select kept_items from portfolio_usage")["kept_items"]
            }
            #expect(try await kept() == 1)
            let more = try await stage.send(
                .post, "\(path)?fileName=page.pdf", bytes: Samples.pdf, as: meeting.lerato)
            #expect(more.status == .forbidden)
            let off = try await stage.post(
                "/api/encounters/\(id)/cancellations", ["reason": "Rain."], as: meeting.ben)
            #expect(off.status == .created)
            #expect(try await kept() == 0)
        }
    }
}
