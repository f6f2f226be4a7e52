import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct ErasureTests {
    static let password = "river stone kettle maize"

    /// A learner with a password and a draft, and two of the staff who keep records.
    private struct Scene {
        let stage: Stage
        let college: String
        let lerato: Actor
        let registrar: Actor
        let administrator: Actor
        let portfolio: String

        init(_ stage: Stage) async throws {
            self.stage = stage
            college = try await stage.institution("lerotholi")
            lerato = try await stage.person("Lerato Mokoena")
            try await stage.setPassword(ErasureTests.password, of: lerato)
            registrar = try await stage.staff("Fumane", .registrar, at: college)
            administrator = try await stage.staff("Hlompho", .administrator, at: college)
            portfolio = try await stage.portfolio(of: lerato, at: college)
        }

        func ask(_ password: String = ErasureTests.password) async throws -> Seen {
            try await stage.post("/api/me/erasure", ["password": .string(password)], as: lerato)
        }

        func name() async throws -> String {
            try await stage.resources.database.one(
                "select name from person where id = \(ID<Person>(lerato.id))")["name"]
        }

        func hold() async throws -> Seen {
            try await stage.post(
                "/api/institutions/\(college)/legal-holds",
                ["learner": .string(lerato.id), "reason": "A case before the High Court."], as: registrar)
        }
    }

    @Test func `a wish to be erased needs the password, waits two weeks, and can be taken back until it is done`()
        async throws
    {
        try await Stage.run { stage in
            let scene = try await Scene(stage)
            let wrong = try await scene.ask("not the password at all")
            #expect(wrong.status == .forbidden)
            #expect(wrong.problem == "password-wrong")
            let asked = try await scene.ask()
            #expect(asked.status == .created, "\(asked.text)")
            #expect(asked.json["state"] == "waiting")
            #expect(asked.json["obstacles"] == [])
            #expect(try await scene.ask().problem == "erasure-asked")
            let mail = try await stage.get("/api/demo/mail?to=\(scene.lerato.email)")
            #expect(mail.items.first?["subject"] == "You asked to be erased")

            stage.clock.advance(days: 13)
            try await Eraser(resources: stage.resources).work(at: stage.clock.now)
            #expect(try await scene.name() == "Lerato Mokoena")
            let back = try await stage.another(deviceOf: scene.lerato)
            #expect(try await stage.delete("/api/me/erasure", as: back).status == .noContent)
            #expect(try await stage.get("/api/me/erasure", as: back).status == .notFound)
            stage.clock.advance(days: 5)
            try await Eraser(resources: stage.resources).work(at: stage.clock.now)
            #expect(try await scene.name() == "Lerato Mokoena")

            let later = try await stage.another(deviceOf: scene.lerato)
            let again = try await stage.post(
                "/api/me/erasure", ["password": .string(Self.password)], as: later)
            #expect(again.status == .created)
            stage.clock.advance(days: 15)
            try await Eraser(resources: stage.resources).work(at: stage.clock.now)
            #expect(try await scene.name() == "(erased)")
            #expect(try await stage.get("/api/people/me", as: scene.lerato).status == .unauthorized)
            let signedIn = try await stage.post(
                "/api/sessions", ["email": .string(scene.lerato.email), "password": .string(Self.password)])
            #expect(signedIn.problem == "sign-in-failed")
        }
    }

    @Test func `a legal hold puts an erasure off until another of the staff lifts it`() async throws {
        try await Stage.run { stage in
            let scene = try await Scene(stage)
            let hold = try await scene.hold()
            #expect(hold.status == .created, "\(hold.text)")
            #expect(try await scene.hold().problem == "hold-stands")
            let asked = try await scene.ask()
            #expect(asked.json["state"] == "deferred")
            #expect(asked.json["obstacles"]?[0]?["kind"] == "legalHold")
            #expect(asked.json["obstacles"]?[0]?["says"]?.string?.contains("High Court") == true)
            stage.clock.advance(days: 30)
            try await Eraser(resources: stage.resources).work(at: stage.clock.now)
            #expect(try await scene.name() == "Lerato Mokoena")

            let path = "/api/legal-holds/\(hold.id)/lifts"
            let (registrar, administrator) = (
                try await stage.another(deviceOf: scene.registrar),
                try await stage.another(deviceOf: scene.administrator)
            )
            let lerato = try await stage.another(deviceOf: scene.lerato)
            #expect(try await stage.post(path, ["reason": "It is over."], as: registrar).status == .forbidden)
            #expect(try await stage.post(path, ["reason": "It is over."], as: lerato).status == .forbidden)
            #expect(try await stage.post(path, ["reason": "It is over."], as: administrator).status == .created)
            #expect(
                try await stage.post(path, ["reason": "Again."], as: administrator).problem == "hold-lifted")
            #expect(try await stage.get("/api/me/erasure", as: lerato).json["state"] == "waiting")
            try await Eraser(resources: stage.resources).work(at: stage.clock.now)
            #expect(try await scene.name() == "(erased)")
        }
    }

    @Test func `the function in the database refuses what is held, not due, or not asked for`() async throws {
        try await Stage.run { stage in
            let scene = try await Scene(stage)
            let database = stage.resources.database
            let id = try #require(ID<Erasure>(try await scene.ask().id))
            let due = stage.clock.now.addingTimeInterval(15 * 86_400)
            await #expect(throws: PostgresError.self) {
                _ = try await database.query("select erase_learner(\(id), \(stage.clock.now))")
            }
            _ = try await scene.hold()
            await #expect(throws: PostgresError.self) {
                _ = try await database.query("select erase_learner(\(id), \(due))")
            }
            await #expect(throws: PostgresError.self) {
                _ = try await database.query("select erase_learner(gen_random_uuid(), \(due))")
            }
            // The service cannot say by itself that it erases, nor that an erasure is done.
            await #expect(throws: PostgresError.self) {
                try await database.transaction { connection in
                    _ = try await connection.query("select set_config('prior.erasing', \(scene.lerato.id), true)")
                    try await connection.execute("update submission set manifest = ''")
                }
            }
            await #expect(throws: PostgresError.self) {
                try await database.execute("update erasure set erased_at = now() where id = \(id)")
            }
            #expect(try await scene.name() == "Lerato Mokoena")
        }
    }

    @Test func `an open case and the time to appeal put an erasure off, with the day told`() async throws {
        try await Stage.run { stage in
            let college = try await stage.institution("maluti")
            let lerato = try await stage.person("Lerato Mokoena")
            try await stage.setPassword(Self.password, of: lerato)
            var journey = try await Journey.begin(
                stage, lerato, try await stage.crew(at: college), unit: "bricklaying-trade-test@1")
            try await journey.gather()
            try await journey.assess()
            try await journey.recommend()
            let asked = try await stage.post("/api/me/erasure", ["password": .string(Self.password)], as: lerato)
            #expect(asked.json["obstacles"]?[0]?["kind"] == "openCase")
            stage.clock.advance(days: 5)
            try await journey.grant()
            stage.clock.advance(days: 15)
            try await Eraser(resources: stage.resources).work(at: stage.clock.now)
            let back = try await stage.another(deviceOf: lerato)
            let now = try await stage.get("/api/me/erasure", as: back)
            #expect(now.json["state"] == "deferred")
            #expect(now.json["obstacles"]?[0]?["kind"] == "appeal")
            #expect(now.json["obstacles"]?[0]?["until"]?.string?.isEmpty == false)
            stage.clock.advance(days: 40)
            try await Eraser(resources: stage.resources).work(at: stage.clock.now)
            #expect(try await stage.get("/api/people/me", as: back).status == .unauthorized)
            let name = try await stage.resources.database.one(
                "select name from person where id = \(ID<Person>(lerato.id))")
            #expect(try name["name"] == "(erased)")
        }
    }

    @Test func `staff ask on a written request, and a colleague confirms; other institutions know nothing of it`()
        async throws
    {
        try await Stage.run { stage in
            let scene = try await Scene(stage)
            let path = "/api/institutions/\(scene.college)/erasures"
            let body: JSONValue = ["learner": .string(scene.lerato.id), "reason": "Her letter of 3 May."]
            let asked = try await stage.post(path, body, as: scene.registrar)
            #expect(asked.status == .created, "\(asked.text)")
            #expect(asked.json["state"] == "unconfirmed")
            let confirm = "/api/erasures/\(asked.id)/confirmations"
            #expect(try await stage.post(confirm, as: scene.registrar).status == .forbidden)
            let other = try await stage.institution("ndso")
            let stranger = try await stage.staff("Gaone", .administrator, at: other)
            #expect(try await stage.post(confirm, as: stranger).status == .notFound)
            #expect(try await stage.get(path, as: stranger).status == .notFound)
            stage.clock.advance(days: 30)
            try await Eraser(resources: stage.resources).work(at: stage.clock.now)
            #expect(try await scene.name() == "Lerato Mokoena")
            let administrator = try await stage.another(deviceOf: scene.administrator)
            #expect(try await stage.post(confirm, as: administrator).json["state"] == "waiting")
            #expect(try await stage.post(confirm, as: administrator).problem == "erasure-confirmed")
            try await Eraser(resources: stage.resources).work(at: stage.clock.now)
            #expect(try await scene.name() == "(erased)")
            #expect(try await stage.get(path, as: administrator).items.first?["state"] == "erased")
            #expect(try await stage.delete("/api/erasures/\(asked.id)", as: administrator).problem == "erasure-over")
        }
    }

    @Test func `an institution does not erase a learner who has portfolios elsewhere`() async throws {
        try await Stage.run { stage in
            let scene = try await Scene(stage)
            let other = try await stage.institution("ndso")
            _ = try await stage.portfolio(of: scene.lerato, at: other)
            let body: JSONValue = ["learner": .string(scene.lerato.id), "reason": "Her letter of 3 May."]
            let asked = try await stage.post(
                "/api/institutions/\(scene.college)/erasures", body, as: scene.registrar)
            #expect(asked.problem == "erasure-elsewhere")
            let stranger = try await stage.person("Thabo")
            let unknown = try await stage.post(
                "/api/institutions/\(scene.college)/erasures",
                ["learner": .string(stranger.id), "reason": "?"], as: scene.registrar)
            #expect(unknown.faults == ["/learner unknown"])
        }
    }

    @Test func `whoever works for an institution is erased after the role has ended`() async throws {
        try await Stage.run { stage in
            let scene = try await Scene(stage)
            try await stage.grant(.adviser, to: scene.lerato, at: scene.college)
            #expect(try await scene.ask().json["obstacles"]?[0]?["kind"] == "staffRole")
        }
    }
}

extension Stage {
    /// Gives a person of the cast a password.
    func setPassword(_ password: String, of who: Actor) async throws {
        let hash = await PasswordHash.make(password, cost: resources.settings.passwordCost)
        try await resources.database.execute(
            "update person set password = \(hash) where id = \(try #require(ID<Person>(who.id)))")
    }

    /// Everyone who works on a case.
    func crew(at institution: String) async throws -> Journey.Crew {
        Journey.Crew(
            institution: institution, adviser: try await staff("Anna", .adviser, at: institution),
            coordinator: try await staff("Elias", .coordinator, at: institution),
            assessors: [
                try await staff("Ben", .assessor, at: institution),
                try await staff("Carol", .assessor, at: institution),
            ], registrar: try await staff("Fumane", .registrar, at: institution))
    }
}
