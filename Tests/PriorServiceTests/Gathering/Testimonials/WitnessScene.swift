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
        college = try await stage.institution("lerotholi", policy: "lesotho@2")
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

    /// The holder of the newest link mailed to an address. What comes next is a second later, so that mail has an order.
    func witness(_ email: String = "pule@example.org") async throws -> Actor {
        let mail = try await stage.get("/api/demo/mail?to=\(email)")
        let links = mail.items.compactMap { item in
            item["body"]?.string?.firstMatch(of: /#(prior_l_[A-Za-z0-9_-]{43})\n/)?.1
        }
        let link = try #require(links.first)
        stage.clock.advance(1)
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

    /// Prepares a request for a witness whom the learner meets.
    func prepare(_ name: String = "Pule Nkosi") async throws -> Seen {
        try await stage.post(
            "/api/portfolios/\(portfolio)/testimonial-requests",
            ["claim": .string(claim), "witnessName": .string(name)], as: lerato)
    }

    /// Makes a link and a code for a request, to be handed over.
    func handOver(_ request: Seen, as who: Actor? = nil) async throws -> Seen {
        try await stage.post("/api/testimonial-requests/\(request.id)/hand-overs", as: who ?? lerato)
    }

    /// Types a code.
    func exchange(_ code: String) async throws -> Seen {
        try await stage.post("/api/testimonial-links", ["code": .string(code)])
    }

    /// The holder of the link that a code is exchanged for.
    func witness(code: String) async throws -> Actor {
        let link = try await exchange(code)
        try #require(link.status == .created, "\(link.text)")
        return Actor(id: "", name: "Pule Nkosi", email: "", token: link.json["link"]?.string ?? "")
    }

    /// Confirms an address by the code that is mailed to it.
    func confirm(_ email: String, as witness: Actor) async throws -> Seen {
        let sent = try await stage.post(
            "/api/testimonial-request/contact-codes", ["email": .string(email)], as: witness)
        try #require(sent.status == .created, "\(sent.text)")
        stage.clock.advance(1)
        return try await stage.post(
            "/api/testimonial-request/contact-confirmations", ["code": .string(try await contactCode(email))],
            as: witness)
    }

    /// The six digits in the newest mail to an address.
    func contactCode(_ email: String) async throws -> String {
        let mail = try await stage.get("/api/demo/mail?to=\(email)")
        let text = mail.items.first?["body"]?.string ?? ""
        return String(try #require(text.firstMatch(of: /\n(\d{6})\n/)).1)
    }

    /// The only request of the portfolio, as the learner sees it.
    func request() async throws -> JSONValue {
        let list = try await stage.get("/api/portfolios/\(portfolio)/testimonial-requests", as: lerato)
        return try #require(list.items.first)
    }

    /// What a testimonial lacks, as someone sees it.
    func lacks(_ testimonial: String, as who: Actor? = nil) async throws -> [String] {
        let seen = try await stage.get("/api/testimonials/\(testimonial)", as: who ?? lerato)
        return (seen.json["lacks"]?.array ?? []).compactMap { $0["code"]?.string }
    }

    /// Everything that the database holds but mail that waits to be sent, as text.
    func everythingKept() async throws -> String {
        var text = ""
        let tables = try await stage.resources.database.query(
            "select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'mail'")
        for table in tables {
            let name: String = try table["name"]
            let rows = try await stage.resources.database.query(
                SQL(unsafeSQL: "select x::text as row from \(name) x"))
            for row in rows { text += try row["row"] as String }
        }
        return text
    }
}
