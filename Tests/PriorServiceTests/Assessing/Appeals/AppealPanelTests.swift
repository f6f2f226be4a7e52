import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct AppealPanelTests {
    @Test func `whoever's name stands anywhere on the case does not hear it, and the refusal says where`() async throws
    {
        try await Stage.run { stage in
            let scene = try await AppealScene(stage, .refused)
            let appeal = try await scene.lodge().id
            let adviser = try await stage.staff("Adviser Anna", .adviser, at: scene.institution)
            _ = try await stage.must(
                .put, "/api/portfolios/\(scene.made.portfolio)/advisers/\(adviser.id)", nil, as: scene.elias)
            let kin = try await stage.staff("Aunt", .auditor, at: scene.institution)
            let (institution, learner, now) = (scene.institution, scene.lerato.id, stage.clock.now)
            try await stage.resources.database.execute(
                """
                insert into conflict_declaration (id, institution_id, person_id, learner_id, relation, declared_by, declared_at)
                values (gen_random_uuid(), \(institution), \(kin.id), \(learner), 'family', \(kin.id), \(now))
                """)
            var found: [String: Set<String>] = [:]
            for who in [scene.made.assessors[0], scene.fumane, scene.elias, adviser, kin] {
                try await stage.grant(.panel, to: who, at: scene.institution)
                let seen = try await scene.call([who, scene.panel[1], scene.panel[2]], to: appeal)
                #expect(seen.problem == "panelist-not-independent", "\(who.name): \(seen.text)")
                let member = seen.json["members"]?[0]
                #expect(member?["person"]?.string == who.id && seen.json["members"]?.array?.count == 1)
                found[who.name] = Set(member?["touched"]?.array?.compactMap(\.string) ?? [])
            }
            #expect(found["Assessor Ben"] == ["assignment"])
            #expect(found["Registrar Fumane"] == ["decision", "event"])
            #expect(found["Coordinator Elias"]?.isSuperset(of: ["recommendation", "release", "event"]) == true)
            #expect(found["Adviser Anna"] == ["portfolio_adviser"])
            #expect(found["Aunt"]?.contains("conflict_declaration") == true)
        }
    }

    @Test
    func `the panel is as large as the policy says, of people of the role, and one who sat before on the case is out`()
        async throws
    {
        try await Stage.run { stage in
            let scene = try await AppealScene(stage, .refused)
            let first = try await scene.heard()
            let plain = try await stage.staff("Plain", .auditor, at: scene.institution)
            #expect(try await scene.call([plain] + scene.panel.dropFirst(), to: first).problem == "appeal-state")
            _ = try await stage.must(.post, "/api/appeals/\(first)/withdrawals", nil, as: scene.lerato)
            let again = try await scene.lodge().id
            #expect(try await scene.call(Array(scene.panel.prefix(2)), to: again).faults == ["/members count"])
            let strangers = try await scene.call([plain] + scene.panel.dropFirst(), to: again)
            #expect(strangers.faults == ["/members/0 unknown"])
            let same = try await scene.call(to: again)
            #expect(same.problem == "panelist-not-independent")
            #expect(same.json["members"]?[0]?["touched"]?.array?.contains("appeal_panelist") == true)
        }
    }

    @Test func `members find alone; what they found is read when all have spoken, and its majority is the outcome`()
        async throws
    {
        try await Stage.run { stage in
            let scene = try await AppealScene(stage, .refused)
            let appeal = try await scene.heard()
            let path = "/api/appeals/\(appeal)"
            #expect(try await scene.decide(appeal, "refused", "none").problem == "appeal-state")
            for (member, verdict) in zip(scene.panel, ["refused", "upheld", "upheld"]) {
                let file = try await stage.get("\(path)/file", as: member)
                #expect(file.json["opinions"]?.array?.isEmpty == true)
                let given = try await stage.post(
                    "\(path)/opinions", ["verdict": .string(verdict), "reasons": "As I see it."], as: member)
                #expect(given.status == .noContent, "\(given.text)")
            }
            let twice = try await stage.post(
                "\(path)/opinions", ["verdict": "refused", "reasons": "No."], as: scene.panel[0])
            #expect(twice.problem == "already-opined")
            #expect(try await stage.get("\(path)/file", as: scene.panel[2]).json["opinions"]?.array?.count == 3)
            let told = try await stage.get("/api/me/notifications?unread=true", as: scene.panel[0]).items
            #expect(Set(told.compactMap { $0["kind"]?.string }) == ["appeal.panelComplete", "appeal.panelCalled"])
            #expect(try await scene.decide(appeal, "refused", "none").problem == "panel-majority")
            let other = try await stage.post(
                "\(path)/outcomes", ["verdict": "upheld", "remedy": "reissue", "credits": "20", "reasons": "Yes."],
                as: scene.panel[1])
            #expect(other.status == .forbidden)
            #expect(try await scene.decide(appeal, "upheld", "reissue", credits: "20").status == .created)
        }
    }

    @Test func `each side speaks for itself, and everyone sees only what they may`() async throws {
        try await Stage.run { stage in
            let scene = try await AppealScene(stage, .refused)
            let appeal = try await scene.lodge().id
            let path = "/api/appeals/\(appeal)"
            let elsewhere = try await stage.institution("roma", policy: "lesotho@3")
            let stranger = try await stage.staff("Registrar of Roma", .registrar, .panel, at: elsewhere)
            for who in [stranger, scene.made.assessors[0], try await stage.person("Neo"), scene.panel[0]] {
                #expect(try await stage.get(path, as: who).status == .notFound, "\(who.name)")
                let said = try await stage.post("\(path)/statements", ["says": "I"], as: who)
                #expect(said.status == .notFound, "\(who.name)")
            }
            _ = try await scene.call(to: appeal)
            #expect(try await stage.get("\(path)/file", as: scene.panel[0]).status == .forbidden)
            #expect(try await stage.get("\(path)/file", as: scene.lerato).status == .forbidden)
            let down = try await stage.post("\(path)/panel-answers", ["independent": false], as: scene.panel[0])
            #expect(down.status == .noContent)
            #expect(try await stage.get(path, as: scene.panel[0]).status == .notFound)
            #expect(try await scene.call(to: appeal).status == .ok)
            for member in scene.panel {
                _ = try await stage.must(.post, "\(path)/panel-answers", ["independent": true], as: member)
            }
            for (who, side) in [(scene.lerato, "learner"), (scene.fumane, "institution"), (scene.panel[2], "panel")] {
                let said = try await stage.post("\(path)/statements", ["says": "What I know."], as: who)
                #expect(said.status == .created && said.json["side"]?.string == side, "\(said.text)")
            }
            let file = try await stage.get("\(path)/file", as: scene.elias)
            #expect(file.json["statements"]?.array?.count == 3)
            #expect(
                try await stage.get("/api/me/panels", as: scene.panel[1]).items.map { $0["id"]?.string } == [appeal])
            let listed = try await stage.get(
                "/api/institutions/\(scene.institution)/appeals?open=true", as: scene.elias)
            #expect(listed.items.count == 1)
            let own = try await stage.get("/api/portfolios/\(scene.made.portfolio)/appeals", as: scene.lerato)
            #expect(own.items.count == 1 && own.items[0]["panel"] == nil)
        }
    }
}
