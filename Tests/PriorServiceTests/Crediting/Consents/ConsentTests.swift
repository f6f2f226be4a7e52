import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct ConsentTests {
    private let bricks = "bricklaying-trade-test@1"
    private let garments = "garment-machine-operation@1"
    private let solar = "solar-home-installation@1"

    @Test func `credits held go to the receiver with the consent, later ones as they are posted, each once`()
        async throws
    {
        try await Stage.run { stage in
            let (maseru, roma) = (try await stage.institution("maseru"), try await stage.institution("roma"))
            let machine = try await stage.machine(of: roma, .creditsRead)
            let lerato = try await stage.person("Lerato")
            _ = try await stage.posted(bricks, to: lerato, at: maseru)
            #expect(try await units(stage, machine).isEmpty)
            let consent = try await stage.post("/api/consents", ["institution": .string(roma)], as: lerato)
            #expect(consent.status == .created && consent.json["institution"]?["name"] == "Roma")
            #expect(try await units(stage, machine) == ["bricklaying-trade-test"])
            stage.clock.advance(60)
            _ = try await stage.posted(garments, to: lerato, at: maseru)
            #expect(try await units(stage, machine).count == 2)

            #expect(try await stage.delete("/api/consents/\(consent.id)", as: lerato).status == .noContent)
            stage.clock.advance(60)
            _ = try await stage.posted(solar, to: lerato, at: maseru)
            #expect(try await units(stage, machine).count == 2)
            let again = try await stage.post("/api/consents", ["institution": .string(roma)], as: lerato)
            #expect(again.status == .created)
            #expect(
                try await units(stage, machine) == [
                    "bricklaying-trade-test", "garment-machine-operation", "solar-home-installation",
                ])
            let list = try await stage.get("/api/consents", as: lerato)
            #expect(list.items.map { $0["withdrawnAt"] == nil } == [false, true])
        }
    }

    @Test func `consent to the institution that posts it tells it of nothing twice`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let machine = try await stage.machine(of: maseru, .creditsRead)
            let lerato = try await stage.person("Lerato")
            _ = try await stage.posted(bricks, to: lerato, at: maseru)
            #expect(
                try await stage.post("/api/consents", ["institution": .string(maseru)], as: lerato).status == .created)
            _ = try await stage.posted(garments, to: lerato, at: maseru)
            #expect(try await units(stage, machine).count == 2)
        }
    }

    @Test func `consent is given once, to an institution there is, and only its learner takes it back`() async throws {
        try await Stage.run { stage in
            let roma = try await stage.institution("roma")
            let (lerato, thabo) = (try await stage.person("Lerato"), try await stage.person("Thabo"))
            let consent = try await stage.post("/api/consents", ["institution": .string(roma)], as: lerato)
            let twice = try await stage.post("/api/consents", ["institution": .string(roma)], as: lerato)
            #expect(twice.status == .conflict && twice.json["state"] == "given")
            let nowhere = try await stage.post("/api/consents", ["institution": .string(stage.newID())], as: lerato)
            #expect(nowhere.faults == ["/institution unknown"])
            #expect(try await stage.delete("/api/consents/\(consent.id)", as: thabo).status == .notFound)
            #expect(try await stage.delete("/api/consents/\(consent.id)", as: lerato).status == .noContent)
            #expect(try await stage.delete("/api/consents/\(consent.id)", as: lerato).status == .notFound)
            #expect(try await stage.get("/api/consents", as: thabo).items.isEmpty)
        }
    }

    private func units(_ stage: Stage, _ machine: Actor) async throws -> [String] {
        try await stage.get("/api/credit-feed", as: machine).items.compactMap { $0["credit"]?["unit"]?["id"]?.string }
    }
}
