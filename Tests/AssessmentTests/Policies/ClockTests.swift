import Assessment
import Foundation
import Testing

@Suite struct ClockTests {
    // 2026-04-02 is a Thursday; 3 and 6 April are Good Friday and Easter Monday.
    @Test(arguments: [
        (ClockLength(3, .workingDays), [], "2026-04-08T00:00:00+02:00"),
        (ClockLength(3, .workingDays), ["2026-04-03", "2026-04-06"], "2026-04-10T00:00:00+02:00"),
        (ClockLength(1, .workingDays), ["2026-04-03", "2026-04-06"], "2026-04-08T00:00:00+02:00"),
        (ClockLength(3, .days), [], "2026-04-06T00:00:00+02:00"),
        (ClockLength(1, .months), [], "2026-05-03T00:00:00+02:00"),
        (ClockLength(36, .hours), [], "2026-04-04T11:30:00+02:00"),
    ])
    func `a clock runs to the end of its last day`(length: ClockLength, holidays: [String], end: String) throws {
        let start = try Date("2026-04-02T23:30:00+02:00", strategy: .iso8601)
        let zone = try #require(TimeZone(identifier: "Africa/Maseru"))
        let deadline = length.deadline(from: start, timeZone: zone, holidays: try holidays.map(Samples.day))
        #expect(deadline == (try Date(end, strategy: .iso8601)))
    }

    @Test func `clocks are written by their names`() throws {
        let json = String(decoding: try JSONEncoder().encode(try Samples.policy().clocks), as: UTF8.self)
        #expect(json.hasPrefix("{") && json.contains(#""appeal":{"#))
    }

    @Test func `a clock that is a gap or absent does not run`() throws {
        let policy = try Samples.policy()
        let start = try Samples.day("2026-04-01")
        let end = try Date("2026-04-07T00:00:00Z", strategy: .iso8601)
        #expect(policy.deadline(for: .appeal, from: start, timeZone: .gmt) == end)
        #expect(policy.deadline(for: .decision, from: start, timeZone: .gmt) == nil)
        #expect(policy.deadline(for: .assessment, from: start, timeZone: .gmt) == nil)
    }
}
