import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct CreditFactTests {
    private let bricks = "bricklaying-trade-test@1"

    private struct Scene {
        var lerato: Actor
        var registrar: Actor
        var machine: Actor
        var institution: String
        var credit: String
    }

    private func scene(_ stage: Stage) async throws -> Scene {
        let maseru = try await stage.institution("maseru")
        let lerato = try await stage.person("Lerato")
        let decision = try await stage.posted(bricks, to: lerato, at: maseru).decision
        return Scene(
            lerato: lerato, registrar: try await stage.staff("Registrar Thabo", .registrar, at: maseru),
            machine: try await stage.machine(of: maseru, .creditsRead), institution: maseru,
            credit: try #require(decision.json["credit"]?.string))
    }

    private func add(
        _ kind: String, _ scene: Scene, _ stage: Stage, to credit: String? = nil, credits: String? = nil
    ) async throws -> Seen {
        var body: JSONValue = ["kind": .string(kind), "reason": "The panel found so."]
        if let credits { body["credits"] = .string(credits) }
        return try await stage.post("/api/credits/\(credit ?? scene.credit)/facts", body, as: scene.registrar)
    }

    @Test func `a suspension, a reinstatement and a revocation are facts that every receiver hears of`() async throws {
        try await Stage.run { stage in
            let scene = try await scene(stage)
            let roma = try await stage.institution("roma")
            _ = try await stage.must(.post, "/api/consents", ["institution": .string(roma)], as: scene.lerato)
            let elsewhere = try await stage.machine(of: roma, .creditsRead)
            #expect(try await add("reinstated", scene, stage).problem == "credit-state")
            for kind in ["suspended", "reinstated", "revoked"] {
                let made = try await add(kind, scene, stage)
                #expect(made.status == .created && made.json["kind"] == .string(kind), "\(made.text)")
            }
            let told = try await stage.get("/api/me/notifications", as: scene.lerato).items
            #expect(told.filter { $0["kind"] == "credit.changed" }.map { $0["times"] } == [3])
            let after = try await add("suspended", scene, stage)
            #expect(after.problem == "credit-state" && after.json["state"] == "revoked" && after.json["allowed"] == [])
            for reader in [scene.machine, elsewhere] {
                let entries = try await stage.get("/api/credit-feed", as: reader).items
                #expect(entries.map { $0["kind"] } == ["granted", "suspended", "reinstated", "revoked"])
                #expect(entries.map { $0["position"] } == [1, 2, 3, 4])
                #expect(entries.map { $0["credit"]?["state"] } == ["posted", "suspended", "posted", "revoked"])
                #expect(!entries.description.contains("The panel found so."))
            }
            let facts = try await stage.get("/api/credits/\(scene.credit)/facts", as: scene.lerato).items
            #expect(facts.map { $0["kind"] } == ["granted", "suspended", "reinstated", "revoked"])
            #expect(facts.last?["reason"] == "The panel found so.")
        }
    }

    @Test func `a correction is another credit in the place of the first, and the first stays as it was`() async throws
    {
        try await Stage.run { stage in
            let scene = try await scene(stage)
            for (credits, fault) in [(nil, "/credits range"), ("20", "/credits range"), ("0", "/credits range")] {
                #expect(try await add("corrected", scene, stage, credits: credits).faults == [fault])
            }
            let made = try await add("corrected", scene, stage, credits: "12")
            #expect(made.status == .created && made.json["replaces"] == .string(scene.credit), "\(made.text)")
            let standing = try #require(made.json["credit"]?.string)
            let credits = try await stage.get("/api/credits", as: scene.lerato).items
            let states = credits.map { [$0["id"], $0["state"], $0["credits"]] }
            #expect(states.count == 2)
            #expect(states.contains([.string(scene.credit), "replaced", "20"]))
            #expect(states.contains([.string(standing), "posted", "12"]))
            let entries = try await stage.get("/api/credit-feed", as: scene.machine).items
            #expect(entries.map { $0["kind"] } == ["granted", "corrected"])
            #expect(entries.last?["credit"]?["replaces"] == .string(scene.credit))
            #expect(try await add("revoked", scene, stage).json["state"] == "replaced")
            #expect(try await add("corrected", scene, stage, to: standing, credits: "14").status == .created)
        }
    }

    @Test func `a suspended credit is not sent to new receivers until it counts again`() async throws {
        try await Stage.run { stage in
            let scene = try await scene(stage)
            let roma = try await stage.institution("roma")
            let elsewhere = try await stage.machine(of: roma, .creditsRead)
            #expect(try await add("suspended", scene, stage).status == .created)
            _ = try await stage.must(.post, "/api/consents", ["institution": .string(roma)], as: scene.lerato)
            #expect(try await stage.get("/api/credit-feed", as: elsewhere).items.isEmpty)
            #expect(try await add("reinstated", scene, stage).status == .created)
            let entries = try await stage.get("/api/credit-feed", as: elsewhere).items
            #expect(entries.map { $0["kind"] } == ["granted"] && entries[0]["credit"]?["state"] == "posted")
        }
    }

    @Test func `after a revocation the unit can be credited anew`() async throws {
        try await Stage.run { stage in
            let scene = try await scene(stage)
            #expect(try await add("suspended", scene, stage).status == .created)
            let held = try await stage.posted(bricks, to: scene.lerato, at: try await stage.institution("roma"))
            #expect(held.decision.problem == "double-award")
            #expect(try await add("revoked", scene, stage).status == .created)
            let again = try await stage.posted(bricks, to: scene.lerato, at: try await stage.institution("leribe"))
            #expect(again.decision.status == .created)
        }
    }

    @Test func `only a registrar of the institution that posted it says what becomes of a credit`() async throws {
        try await Stage.run { stage in
            let scene = try await scene(stage)
            let roma = try await stage.institution("roma")
            let path = "/api/credits/\(scene.credit)/facts"
            let body: JSONValue = ["kind": "revoked", "reason": "No."]
            let stranger = try await stage.staff("Registrar Neo", .registrar, at: roma)
            let coordinator = try await stage.staff("Coordinator Neo", .coordinator, at: scene.institution)
            #expect(try await stage.post(path, body, as: stranger).status == .notFound)
            #expect(try await stage.get(path, as: stranger).status == .notFound)
            #expect(try await stage.post(path, body, as: coordinator).status == .forbidden)
            for wrong in [["kind": "revoked", "reason": ""], ["kind": "granted", "reason": "No."]] as [JSONValue] {
                #expect(try await stage.post(path, wrong, as: scene.registrar).status == .unprocessableContent)
            }
        }
    }

    @Test func `the database lets no credit or fact be changed, and no fact that does not follow`() async throws {
        try await Stage.run { stage in
            let scene = try await scene(stage)
            let credit = try #require(ID<Credit>(scene.credit))
            let database = stage.resources.database
            await #expect(throws: PostgresError.self) {
                try await database.execute("update credit set credits = 21 where id = \(credit)")
            }
            await #expect(throws: PostgresError.self) {
                try await database.execute("update credit_fact set reason = 'x' where credit_id = \(credit)")
            }
            await #expect(throws: PostgresError.self) {
                try await database.execute(
                    """
                    insert into credit_fact (id, credit_id, number, kind, made_at)
                    values (gen_random_uuid(), \(credit), 2, 'reinstated', now())
                    """)
            }
        }
    }
}
