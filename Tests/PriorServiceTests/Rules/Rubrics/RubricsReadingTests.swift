import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct RubricsReadingTests {
    @Test func `anyone reads frameworks, policies and units with what stands in them`() async throws {
        try await Stage.run { stage in
            #expect(try await stage.get("/api/frameworks").items.contains { $0["key"] == "lqf@1" })
            #expect(try await stage.get("/api/policies").items.contains { $0["key"] == "strict@1" })
            let unit = try await stage.get("/api/units/bricklaying-trade-test@1")
            #expect(unit.status == .ok)
            let document = unit.json["document"]
            #expect(document?["outcomes"]?.array?.isEmpty == false)
            #expect(document?["rubric"]?["criteria"]?.array?.first?["levels"]?.array?.isEmpty == false)
            #expect(document?["witnessPrompts"]?.array?.isEmpty == false)
            #expect(unit.headers[.eTag] == "\"\(unit.json["fingerprint"]?.string ?? "")\"")
            #expect(try await stage.get("/api/units/bricklaying-trade-test%401").status == .ok)
            #expect(try await stage.get("/api/frameworks/lqf@1").json["key"] == "lqf@1")
            #expect(try await stage.get("/api/policies/lesotho@3").json["status"] == "published")
        }
    }

    @Test func `whoever has a document already is not sent it again`() async throws {
        try await Stage.run { stage in
            let seen = try await stage.get("/api/units/solar-home-installation@1")
            let again = try await stage.get(
                "/api/units/solar-home-installation@1", headers: [.ifNoneMatch: seen.version])
            #expect(again.status == .notModified && again.bytes.isEmpty)
        }
    }

    @Test func `units are found by field, region and words, in pages`() async throws {
        try await Stage.run { stage in
            let all = try await stage.get("/api/units")
            #expect(all.items.count >= 6)
            let bricks = try await stage.get("/api/units?q=BRICK")
            #expect(bricks.items.map { $0["key"] } == ["bricklaying-trade-test@1"])
            #expect(try await stage.get("/api/units?region=lesotho").items.count < all.items.count)
            let page = try await stage.get("/api/units?limit=3")
            let next = try await stage.get("/api/units?limit=200&after=\(page.json["next"]?.string ?? "")")
            #expect(page.items + next.items == all.items)
        }
    }

    @Test func `what is not there, and what nobody knows to ask for, is said so`() async throws {
        try await Stage.run { stage in
            for key in ["nothing@1", "bricklaying-trade-test", "%FF", "bricklaying-trade-test@2"] {
                let seen = try await stage.get("/api/units/\(key)")
                #expect(seen.status == .notFound)
            }
            let wrong = try await stage.get("/api/units?colour=red")
            #expect(wrong.status == .badRequest && wrong.faults == ["?colour invalid"])
        }
    }
}
