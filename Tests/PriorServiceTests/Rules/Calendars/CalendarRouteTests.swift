import Assessment
import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct CalendarRouteTests {
    @Test func `anyone sees the countries there are calendars of, and the free days of each with their source`()
        async throws
    {
        try await Stage.run { stage in
            let list = try await stage.get("/api/calendars")
            #expect(list.items.map { $0["country"] } == ["BB", "JM", "LS", "TT"])
            let page = try await stage.get("/api/calendars?limit=2")
            let next = try #require(page.json["next"]?.string)
            #expect(
                try await stage.get("/api/calendars?limit=2&after=\(next)").items.map { $0["country"] } == ["LS", "TT"])
            let lesotho = try await stage.get("/api/calendars/LS?year=2026")
            #expect(lesotho.json["key"] == "lesotho@1" && lesotho.json["timeZone"] == "Africa/Maseru")
            #expect(lesotho.json["weekend"] == ["saturday", "sunday"] && lesotho.json["years"] == [2026])
            let days = (lesotho.json["days"]?.array ?? []).compactMap { $0["day"]?.string }
            #expect(days.contains("2026-10-04") && days.contains("2026-04-03") && days == days.sorted())
            #expect(lesotho.json["sources"]?.array?.isEmpty == false)
            let both = try await stage.get("/api/calendars/lesotho@1")
            #expect(both.json["years"] == [2026, 2027])
            let again = try await stage.get(
                "/api/calendars/ls?year=2026", headers: [.ifNoneMatch: lesotho.version])
            #expect(again.status == .notModified)
            #expect(try await stage.get("/api/calendars/LS?year=1999").json["days"] == [])
            #expect(try await stage.get("/api/calendars/ZZ").status == .notFound)
        }
    }
}
