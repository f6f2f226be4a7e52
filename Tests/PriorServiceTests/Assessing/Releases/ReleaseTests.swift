import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct ReleaseTests {
    private let bricks = "bricklaying-trade-test@1"
    private let garments = "garment-machine-operation@1"

    @Test func `what is held back is seen by nobody outside until it is released, and then by all at once`()
        async throws
    {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru", policy: "lesotho@3")
            let machine = try await stage.machine(of: maseru, .creditsRead)
            let lerato = try await stage.person("Lerato")
            let (made, decision) = try await stage.posted(bricks, to: lerato, at: maseru, policy: "lesotho@3")
            let credit = decision.json["credit"]?.string ?? ""
            let recommendation = decision.json["recommendation"]?.string ?? ""
            #expect(try await stage.get("/api/portfolios/\(made.portfolio)/recommendations", as: lerato).items.isEmpty)
            #expect(try await stage.get("/api/portfolios/\(made.portfolio)/decisions", as: lerato).items.isEmpty)
            for path in ["recommendations/\(recommendation)", "credits/\(credit)"] {
                #expect(try await stage.get("/api/\(path)", as: lerato).status == .notFound, "\(path)")
            }
            #expect(try await stage.get("/api/submissions/\(made.submission)/release", as: lerato).status == .notFound)
            #expect(try await stage.get("/api/credits", as: lerato).items.isEmpty)
            #expect(try await stage.get("/api/credit-feed", as: machine).items.isEmpty)
            #expect(try await stage.get("/api/me/notifications", as: lerato).items.isEmpty)

            let elias = try await stage.staff("Coordinator Elias", .coordinator, at: maseru)
            let waiting = try await stage.get("/api/institutions/\(maseru)/pending-releases", as: elias)
            #expect(waiting.items.map { $0["submission"]?.string } == [made.submission])
            let released = try await stage.post("/api/submissions/\(made.submission)/releases", as: elias)
            #expect(released.status == .created, "\(released.text)")
            let again = try await stage.post("/api/submissions/\(made.submission)/releases", as: elias)
            #expect(again.problem == "already-released")

            let seen = try await stage.get("/api/submissions/\(made.submission)/release", as: lerato)
            #expect(seen.json["recommendations"]?[0]?["decision"]?["verdict"] == "granted")
            // Twenty working days of Lesotho after 21 September 2026: Independence Day is a Sunday.
            #expect(seen.json["appeal"]?["until"] == "2026-10-19" && seen.json["appeal"]?["isOpen"] == true)
            #expect(seen.json["appeal"]?["grounds"]?.array?.count == 4)
            #expect(try await stage.get("/api/credits/\(credit)", as: lerato).status == .ok)
            #expect(try await stage.get("/api/credit-feed", as: machine).items.map { $0["kind"] } == ["granted"])
            let told = try await stage.get("/api/me/notifications", as: lerato).items
            #expect(told.map { $0["kind"] } == ["results.released"] && told[0]["until"] == "2026-10-19")
            let export = try await stage.get("/api/institutions/\(maseru)/pending-releases", as: elias)
            #expect(export.items.isEmpty)
        }
    }

    @Test func `consent given while it is held sends nothing, and the release sends it there`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru", policy: "lesotho@3")
            let roma = try await stage.institution("roma", policy: "lesotho@3")
            let machine = try await stage.machine(of: roma, .creditsRead)
            let lerato = try await stage.person("Lerato")
            let (made, _) = try await stage.posted(bricks, to: lerato, at: maseru, policy: "lesotho@3")
            let consent = try await stage.post("/api/consents", ["institution": .string(roma)], as: lerato)
            #expect(consent.status == .created)
            #expect(try await stage.get("/api/credit-feed", as: machine).items.isEmpty)
            let elias = try await stage.staff("Coordinator Elias", .coordinator, at: maseru)
            _ = try await stage.must(.post, "/api/submissions/\(made.submission)/releases", nil, as: elias)
            #expect(try await stage.get("/api/credit-feed", as: machine).items.count == 1)
        }
    }

    @Test func `a batch releases what it can and says of the rest why not`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru", policy: "lesotho@3")
            let other = try await stage.institution("other", policy: "lesotho@3")
            let elias = try await stage.staff("Coordinator Elias", .coordinator, at: maseru)
            var ready: [String] = []
            for name in ["Lerato", "Palesa", "Thabo"] {
                let (made, _) = try await stage.posted(
                    bricks, to: try await stage.person(name), at: maseru, policy: "lesotho@3")
                ready.append(made.submission)
            }
            let open = try await stage.assessed(
                try await stage.person("Neo"), at: maseru, policy: "lesotho@3", [garments: .met])
            let (foreign, _) = try await stage.posted(
                garments, to: try await stage.person("Ray"), at: other, policy: "lesotho@3")
            let all = (ready + [open.submission, foreign.submission]).map { JSONValue.string($0) }
            let path = "/api/institutions/\(maseru)/releases"
            let seen = try await stage.post(path, ["submissions": .array(all)], as: elias)
            #expect(seen.status == .ok, "\(seen.text)")
            #expect(Set(seen.json["released"]?.array?.compactMap(\.string) ?? []) == Set(ready))
            let why = seen.json["refused"]?.array?.compactMap { $0["type"]?.string } ?? []
            #expect(Set(why) == ["portfolio-state", "not-found"])
            let registrar = try await stage.staff("Registrar", .registrar, at: maseru)
            #expect(try await stage.post(path, ["submissions": .array(all)], as: registrar).status == .forbidden)
        }
    }

    @Test func `two coordinators release the same batch at once: each submission once, one mail each`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru", policy: "lesotho@3")
            let (elias, nora) = (
                try await stage.staff("Elias", .coordinator, at: maseru),
                try await stage.staff("Nora", .coordinator, at: maseru)
            )
            var ready: [String] = []
            for name in ["Lerato", "Palesa", "Thabo", "Neo"] {
                let (made, _) = try await stage.posted(
                    bricks, to: try await stage.person(name), at: maseru, policy: "lesotho@3")
                ready.append(made.submission)
            }
            let path = "/api/institutions/\(maseru)/releases"
            let forward: JSONValue = ["submissions": .array(ready.map { .string($0) })]
            let backward: JSONValue = ["submissions": .array(ready.reversed().map { .string($0) })]
            async let one = stage.post(path, forward, as: elias)
            async let two = stage.post(path, backward, as: nora)
            let answers = try await [one, two]
            #expect(answers.allSatisfy { $0.status == .ok })
            #expect(answers.reduce(0) { $0 + ($1.json["released"]?.array?.count ?? 0) } == 4)
            let mails: Int = try await stage.resources.database.one(
                "select count(*) as mails from mail where subject = 'There is an answer to your portfolio'")["mails"]
            #expect(mails == 4)
        }
    }

    @Test func `a portfolio is not closed while its learner has not seen what was decided`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru", policy: "lesotho@3")
            let lerato = try await stage.person("Lerato")
            let (made, _) = try await stage.posted(bricks, to: lerato, at: maseru, policy: "lesotho@3")
            let elias = try await stage.staff("Coordinator Elias", .coordinator, at: maseru)
            let early = try await stage.post("/api/portfolios/\(made.portfolio)/closures", as: elias)
            #expect(early.problem == "not-released")
            _ = try await stage.must(.post, "/api/submissions/\(made.submission)/releases", nil, as: elias)
            let closed = try await stage.post("/api/portfolios/\(made.portfolio)/closures", as: elias)
            #expect(closed.status == .created)
        }
    }

    @Test func `an export tells no more than the service shows`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru", policy: "lesotho@3")
            let lerato = try await stage.person("Lerato")
            let (made, _) = try await stage.posted(bricks, to: lerato, at: maseru, policy: "lesotho@3")
            #expect(try await stage.told(of: lerato).isDisjoint(with: Self.results))
            let elias = try await stage.staff("Coordinator Elias", .coordinator, at: maseru)
            _ = try await stage.must(.post, "/api/submissions/\(made.submission)/releases", nil, as: elias)
            #expect(try await stage.told(of: lerato).isSuperset(of: Self.results))
        }
    }

    private static let results: Set<String> = [
        "recommendation", "decision", "credit", "claim_outcome", "scorecard", "score",
    ]

    @Test
    func `where the policy holds nothing back the decision releases, and the learner is told when they can appeal`()
        async throws
    {
        try await Stage.run { stage in
            let bridgetown = try await stage.institution("bridgetown", policy: "caribbean@3", country: "BB")
            let marcia = try await stage.person("Marcia")
            let (made, _) = try await stage.posted(
                "housekeeping-supervision@1", to: marcia, at: bridgetown, policy: "caribbean@3")
            let seen = try await stage.get("/api/submissions/\(made.submission)/release", as: marcia)
            #expect(seen.status == .ok && seen.json["appeal"]?["isOpen"] == true)
            #expect(try await stage.get("/api/me/notifications", as: marcia).items.count == 1)
        }
    }
}

extension Stage {
    /// The tables of which an export has rows for somebody.
    fileprivate func told(of who: Actor) async throws -> Set<String> {
        let tables = try await resources.database.query(
            """
            select relation from personal_relation
            where exists (select from personal_rows(personal_scope(\(who.id)::uuid), relation))
            """)
        return Set(try tables.map { try $0["relation"] as String })
    }
}
