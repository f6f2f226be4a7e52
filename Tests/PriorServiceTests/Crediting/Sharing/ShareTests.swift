import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct ShareTests {
    private let bricks = "bricklaying-trade-test@1"
    private let garments = "garment-machine-operation@1"

    private func opened(
        _ stage: Stage, _ link: String, as name: String = "Ms Khumalo", for organisation: String = "Basotho Builders"
    ) async throws -> Seen {
        let token = link.split(separator: "/").last.map(String.init) ?? ""
        return try await stage.post(
            "/api/shared-records", ["name": .string(name), "organisation": .string(organisation)],
            as: Actor(id: "", name: "", email: "", token: token))
    }

    @Test func `a learner shows chosen credits, sees who looked, and takes the link back`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let lerato = try await stage.person("Lerato")
            let (_, first) = try await stage.posted(bricks, to: lerato, at: maseru)
            _ = try await stage.posted(garments, to: lerato, at: maseru)
            let credit = first.json["credit"] ?? ""
            let made = try await stage.post(
                "/api/shares", ["credits": [credit], "days": 14, "label": "For the builders"], as: lerato)
            #expect(made.status == .created, "\(made.text)")
            let link = made.json["url"]?.string ?? ""
            #expect(link.contains("/shared/prior_l_") && made.json["qr"]?["svg"]?.string?.contains("<svg") == true)
            let shown = try await opened(stage, link)
            #expect(shown.status == .ok && shown.json["learner"] == "Lerato")
            #expect(shown.json["credits"]?.array?.map { $0["id"] } == [credit])
            let share = made.json["share"]?["id"]?.string ?? ""
            let looks = try await stage.get("/api/shares/\(share)/looks", as: lerato)
            #expect(
                looks.items.map { $0["name"] } == ["Ms Khumalo"] && looks.items[0]["organisation"] == "Basotho Builders"
            )
            let thabo = try await stage.person("Thabo")
            #expect(try await stage.get("/api/shares/\(share)/looks", as: thabo).status == .notFound)
            #expect(try await stage.delete("/api/shares/\(share)", as: thabo).status == .notFound)
            #expect(try await stage.delete("/api/shares/\(share)", as: lerato).status == .noContent)
            #expect(try await opened(stage, link).status == .notFound)
            let list = try await stage.get("/api/shares", as: lerato)
            #expect(list.items.map { $0["state"] } == ["ended"] && list.items[0]["looks"] == 1)
            // The link is nowhere: neither in the list nor in the database.
            let token = link.split(separator: "/").last.map(String.init) ?? ""
            #expect(!list.text.contains(token))
            let kept = try await stage.resources.database.one(
                "select count(*) as n from share where share::text like \("%" + token + "%")")
            #expect(try kept["n"] == 0)
        }
    }

    @Test func `a link opens as often and as long as was said, also of many at once`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let lerato = try await stage.person("Lerato")
            let (_, decision) = try await stage.posted(bricks, to: lerato, at: maseru)
            let body: JSONValue = ["credits": [decision.json["credit"] ?? ""], "days": 2, "looks": 3]
            let link = try await stage.post("/api/shares", body, as: lerato).json["url"]?.string ?? ""
            let statuses = try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
                for _ in 0..<9 { group.addTask { try await opened(stage, link).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == .ok } == 3 && statuses.count { $0 == .notFound } == 6)
            #expect(try await stage.get("/api/shares", as: lerato).items[0]["state"] == "spent")
            let other = try await stage.post(
                "/api/shares", ["credits": [decision.json["credit"] ?? ""], "days": 2], as: lerato)
            stage.clock.advance(days: 2.1)
            #expect(try await opened(stage, other.json["url"]?.string ?? "").status == .notFound)
            let foreign = try await stage.post(
                "/api/shares", ["credits": [decision.json["credit"] ?? "", .string(stage.newID())], "days": 2],
                as: lerato)
            #expect(foreign.faults == ["/credits/1 unknown"])
        }
    }

    @Test func `the page asks who looks and counts nothing before it is told, escapes names, and needs no script`()
        async throws
    {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let lerato = try await stage.person("Lerato <script>alert(1)</script> & \"co\"")
            let (_, decision) = try await stage.posted(bricks, to: lerato, at: maseru)
            let made = try await stage.post(
                "/api/shares", ["credits": [decision.json["credit"] ?? ""], "days": 1, "looks": 1], as: lerato)
            let path = "/shared/" + (made.json["url"]?.string?.split(separator: "/").last.map(String.init) ?? "")
            for _ in 0..<3 {
                let page = try await stage.get(path)
                #expect(
                    page.headers[.contentType] == "text/html; charset=utf-8"
                        && page.text.contains("<form method=\"post\">"))
                #expect(
                    !page.text.contains("Lerato")
                        && page.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
            }
            let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
            let unnamed = try await stage.send(
                .post, path, bytes: Array("name=+&organisation=".utf8), as: nil, headers: form)
            #expect(unnamed.text.contains("<form"))
            let shown = try await stage.send(
                .post, path, bytes: Array("name=Ms+Khumalo&organisation=".utf8), as: nil, headers: form)
            #expect(shown.text.contains("Lerato &lt;script&gt;") && !shown.text.contains("<script"))
            #expect(shown.text.contains("<dd>counts</dd>") && shown.text.contains("Bricklaying"))
            #expect(shown.headers[.cacheControl] == "no-store" && shown.headers[.referrerPolicy] == "no-referrer")
            for (method, bytes) in [(HTTPRequest.Method.get, nil), (.post, Array("name=Again".utf8))] {
                let spent = try await stage.send(
                    method, path, bytes: bytes, as: nil, headers: bytes == nil ? [:] : form)
                #expect(spent.text.contains("opens nothing") && !spent.text.contains("Lerato"))
            }
        }
    }

    @Test func `what was revoked is shown as revoked`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let lerato = try await stage.person("Lerato")
            let (_, decision) = try await stage.posted(bricks, to: lerato, at: maseru)
            let credit = decision.json["credit"]?.string ?? ""
            let link =
                try await stage.post("/api/shares", ["credits": [.string(credit)], "days": 9], as: lerato)
                .json["url"]?.string ?? ""
            let registrar = try await stage.staff("Registrar", .registrar, at: maseru)
            _ = try await stage.post(
                "/api/credits/\(credit)/facts", ["kind": "revoked", "reason": "It was another's."], as: registrar)
            #expect(try await opened(stage, link).json["credits"]?[0]?["state"] == "revoked")
        }
    }
}
