import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics
import Testing

@testable import PriorService

/// Lerato claims the bricklaying trade test at a college in Maseru, and asks people who saw her build.
struct WitnessScene: Sendable {
    let stage: Stage
    let college: String
    let lerato: Actor
    let portfolio: String
    let claim: String

    static let unit = "bricklaying-trade-test@1"

    init(_ stage: Stage) async throws {
        self.stage = stage
        college = try await stage.institution("lerotholi")
        lerato = try await stage.person("Lerato Mokoena")
        let opened = try await stage.post(
            "/api/portfolios", ["institution": .string(college), "title": "Walls"], as: lerato)
        portfolio = opened.id
        let made = try await stage.post(
            "/api/portfolios/\(portfolio)/claims",
            ["unit": .string(Self.unit), "route": "rpl", "purpose": "credit"], as: lerato)
        claim = made.id
        try #require(made.status == .created)
    }

    /// Asks Ntate Pule, the foreman.
    func ask(_ email: String = "pule@example.org", as who: Actor? = nil) async throws -> Seen {
        try await stage.post(
            "/api/portfolios/\(portfolio)/testimonial-requests",
            [
                "claim": .string(claim), "witnessName": "Pule Nkosi", "witnessEmail": .string(email),
                "message": "You saw me build the clinic at Roma.",
            ], as: who ?? lerato)
    }

    /// The holder of the newest link mailed to an address.
    func witness(_ email: String = "pule@example.org") async throws -> Actor {
        let mail = try await stage.get("/api/demo/mail?to=\(email)")
        let text = mail.items.first?["body"]?.string ?? ""
        let link = try #require(text.firstMatch(of: /prior_l_[A-Za-z0-9_-]{43}/)).output
        return Actor(id: "", name: "Pule Nkosi", email: email, token: String(link))
    }

    /// A testimonial that says what is asked, with some members changed; null takes one out.
    func testimony(_ changes: [String: JSONValue?] = [:]) async throws -> JSONValue {
        let prompt = try #require(stage.resources.rubrics.units.first { $0.key.description == Self.unit })
            .value.value.witnessPrompts[0]
        var body: JSONValue = [
            "witnessName": "Pule Nkosi", "witnessRole": "foreman", "organisation": "Nkosi Builders",
            "contact": "+266 5800 0000", "relationship": "line manager", "firstHand": true, "relatedByFamily": false,
            "knownFrom": "2019-02-01",
            "answers": [
                ["prompt": .string(prompt), "answer": "She built the clinic's walls. Nobody built them again."]
            ],
            "signature": "Pule Nkosi",
        ]
        for (name, value) in changes { body[name] = value }
        return body
    }

    /// How many items of evidence the portfolio has.
    func evidence() async throws -> Int {
        try await stage.resources.database.one(
            "select count(*) as items from evidence where portfolio_id = \(ID<Portfolio>(portfolio))")["items"]
    }
}
