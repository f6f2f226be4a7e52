import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct AppealTests {
    @Test func `a refusal that falls is followed by credit, which goes out as every credit does`() async throws {
        try await Stage.run { stage in
            let scene = try await AppealScene(stage, .refused)
            let appeal = try await scene.heard("evidence-overlooked")
            #expect(try await scene.feed().isEmpty)
            let file = try await stage.get("/api/appeals/\(appeal)/file", as: scene.panel[1])
            #expect(file.json["recommendation"]?["decision"]?["verdict"] == "refused")
            #expect(file.json["scorecards"]?.array?.count == 2 && file.json["appeal"]?["panel"]?.array?.count == 3)
            try await scene.opine("upheld", on: appeal)
            let decided = try await scene.decide(appeal, "upheld", "reissue", credits: "20")
            #expect(decided.status == .created, "\(decided.text)")
            #expect(decided.json["state"] == "decided" && decided.json["outcome"]?["credits"] == "20")
            let credit = decided.json["outcome"]?["credit"]?.string ?? ""
            let seen = try await stage.get("/api/credits/\(credit)", as: scene.lerato)
            #expect(seen.json["credits"] == "20" && seen.json["state"] == "posted")
            #expect(try await scene.feed() == ["granted"])
            let told = try await stage.get("/api/me/notifications", as: scene.lerato).items.map { $0["kind"] }
            #expect(Set(told.compactMap { $0?.string }) == ["appeal.decided", "appeal.received", "results.released"])
            let own = try await stage.get("/api/appeals/\(appeal)", as: scene.lerato)
            #expect(own.json["outcome"]?["reasons"] == "The second wall shows the bond." && own.json["panel"] == nil)
            #expect(try await scene.lodge().problem == "already-appealed")
            #expect(try await scene.decide(appeal, "upheld", "none").problem == "appeal-state")
        }
    }

    @Test func `nobody pulls a credit that is appealed, and what comes of it is told in one line of facts`()
        async throws
    {
        try await Stage.run { stage in
            let scene = try await AppealScene(stage, .partly)
            let appeal = try await scene.heard()
            #expect(try await scene.feed() == ["granted", "suspended"])
            try await scene.opine("partly", on: appeal)
            let less = try await scene.decide(appeal, "partly", "reissue", credits: "5")
            #expect(less.faults == ["/remedy choice"])
            let more = try await scene.decide(appeal, "partly", "reissue", credits: "15")
            #expect(more.status == .created, "\(more.text)")
            #expect(try await scene.feed() == ["granted", "suspended", "corrected"])
            let held = try await stage.get("/api/credits", as: scene.lerato).items
            #expect(held.filter { $0["state"] == "posted" }.map { $0["credits"] } == ["15"])
        }
    }

    @Test(arguments: [true, false])
    func `refused or taken back, the credit counts again`(isWithdrawn: Bool) async throws {
        try await Stage.run { stage in
            let scene = try await AppealScene(stage, .partly)
            let appeal = try await scene.heard()
            if isWithdrawn {
                let back = try await stage.post("/api/appeals/\(appeal)/withdrawals", as: scene.lerato)
                #expect(back.status == .created && back.json["state"] == "withdrawn")
                #expect(
                    try await stage.post("/api/appeals/\(appeal)/withdrawals", as: scene.elias).status == .forbidden)
                #expect(try await scene.lodge().status == .created)
                #expect(try await scene.feed() == ["granted", "suspended", "reinstated", "suspended"])
            } else {
                try await scene.opine("refused", on: appeal)
                #expect(try await scene.decide(appeal, "refused", "none").status == .created)
                #expect(try await scene.feed() == ["granted", "suspended", "reinstated"])
            }
        }
    }

    @Test func `where the policy lets it, an appeal can end with the credit taken back`() async throws {
        try await Stage.run { stage in
            let scene = try await AppealScene(stage, .granted, policy: "strict@3")
            let appeal = try await scene.heard()
            try await scene.opine("upheld", on: appeal)
            #expect(try await scene.decide(appeal, "upheld", "revoke").status == .created)
            #expect(try await scene.feed() == ["granted", "suspended", "revoked"])
        }
    }

    @Test func `it is open for the working days of the authority's calendar, and on a ground of its policy`()
        async throws
    {
        try await Stage.run({ $0.sessions.idleLimit = .seconds(90 * 86_400) }) { stage in
            let scene = try await AppealScene(stage, .refused)
            let unheard = try await scene.lodge("disagreement")
            #expect(unheard.faults == ["/ground unknown"])
            let brought = try await scene.lodge("procedure", evidence: [scene.made.evidence.id])
            #expect(brought.faults == ["/evidence not_allowed"])
            // Decided on 21 September; the last day is Monday 19 October, which ends at 22:00 in Greenwich.
            stage.clock.advance(try Date("2026-10-19T21:59:00Z", strategy: .iso8601).timeIntervalSince(stage.clock.now))
            #expect(
                try await stage.get("/api/submissions/\(scene.made.submission)/release", as: scene.lerato)
                    .json["appeal"]?["isOpen"] == true)
            stage.clock.advance(60)
            #expect(try await scene.lodge().problem == "appeal-closed")
        }
    }

    @Test func `new evidence comes from any portfolio of the learner's own, and the panel sees it as assessors do`()
        async throws
    {
        try await Stage.run { stage in
            let scene = try await AppealScene(stage, .refused)
            let later = try await stage.portfolio(of: scene.lerato, at: scene.institution)
            let sent = try await stage.upload(
                Array("The second wall.\n".utf8), to: later, as: scene.lerato,
                "?kind=artefact&title=Wall&fileName=lerato.txt&producedOn=2026-05-01",
                headers: [.contentType: "text/plain"])
            let theirs = try await stage.upload(
                Array("Another's wall.\n".utf8),
                to: try await stage.portfolio(of: try await stage.person("Neo"), at: scene.institution),
                as: scene.lerato)
            #expect(theirs.status == .notFound)
            let wrong = try await scene.lodge("new-evidence", evidence: [scene.recommendation])
            #expect(wrong.faults == ["/evidence/0 unknown"])
            let appeal = try await scene.lodge("new-evidence", evidence: [sent.id])
            #expect(appeal.status == .created, "\(appeal.text)")
            #expect(try await stage.get("/api/evidence/\(sent.id)", as: scene.panel[0]).status == .notFound)
            _ = try await scene.call(to: appeal.id)
            #expect(try await stage.get("/api/evidence/\(sent.id)", as: scene.panel[0]).status == .notFound)
            _ = try await stage.post(
                "/api/appeals/\(appeal.id)/panel-answers", ["independent": true], as: scene.panel[0])
            let seen = try await stage.get("/api/evidence/\(sent.id)", as: scene.panel[0])
            #expect(seen.status == .ok && !seen.text.contains("lerato"))
        }
    }

    @Test func `of twenty lodgings at once one is an appeal, and the credit is suspended once`() async throws {
        try await Stage.run { stage in
            let scene = try await AppealScene(stage, .granted)
            let statuses = try await withThrowingTaskGroup { group in
                for _ in 0..<20 { group.addTask { try await scene.lodge().status } }
                return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(statuses == [.created: 1, .conflict: 19])
            #expect(try await scene.feed() == ["granted", "suspended"])
        }
    }
}
