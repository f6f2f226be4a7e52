import Foundation
import NIOCore
import Testing

@testable import PriorService

struct StrictDecodingTests {
    private enum Seat: String, Decodable, CaseIterable { case first, second }

    private struct Note: Decodable, Equatable {
        var text: String
        var at: Date?
    }

    private struct Body: Decodable {
        var id: UUID
        var seat: Seat
        var count: Int
        var hours: Decimal?
        var notes: [Note]
        var extra: JSONValue?
    }

    private static let whole = #"""
        {"id":"0198c0de-0000-7000-8000-000000000001","seat":"second","count":1.0,"hours":12.10,
         "notes":[{"text":"a"},{"text":"b","at":"2026-11-22T10:30:00.25+02:00"}],"extra":{"any":[1]}}
        """#

    private func fault(replacing part: String, by other: String) throws -> JSONFault {
        try #require(Self.whole.contains(part))
        let text = Self.whole.replacing(part, with: other)
        return try #require(throws: JSONFault.self) { try StrictJSON.decode(Body.self, from: Array(text.utf8)) }
    }

    @Test func `a body of the right shape is decoded`() throws {
        let body = try StrictJSON.decode(Body.self, from: ByteBuffer(string: Self.whole))
        #expect(body.id.uuidString == "0198C0DE-0000-7000-8000-000000000001")
        #expect(body.seat == .second)
        #expect(body.count == 1)
        #expect(body.hours == Decimal(string: "12.1"))
        #expect(body.notes == [Note(text: "a"), Note(text: "b", at: Date(timeIntervalSince1970: 1_795_336_200.25))])
        #expect(body.extra == ["any": [1]])
    }

    @Test(arguments: [
        (#""text":"a""#, #""text":"a","txet":1"#, JSONFault.Code.unknownField, "/notes/0/txet"),
        (#""count""#, #""role":"registrar","count""#, .unknownField, "/role"),
        (#""text":"b","#, "", .missing, "/notes/1/text"),
        (#""count":1.0,"#, "", .missing, "/count"),
        (#"1.0"#, #""1""#, .type, "/count"),
        (#"1.0"#, #"1.5"#, .value, "/count"),
        (#"1.0"#, #"1e400"#, .value, "/count"),
        (#"1.0"#, #"99999999999999999999"#, .value, "/count"),
        (#"1.0"#, #"null"#, .type, "/count"),
        (#"12.10"#, #"1e9999"#, .value, "/hours"),
        (#"12.10"#, #"0.1234567890123456789012345678901234567890"#, .value, "/hours"),
        (#"second"#, #"third"#, .value, "/seat"),
        (#"000000000001"#, #"1"#, .value, "/id"),
        (#"2026-11-22"#, #"2026-02-30"#, .value, "/notes/1/at"),
        (#"[{"text":"a"}"#, #"["a""#, .type, "/notes/0"),
        (#"[{"text":"a"},{"text":"b","at":"2026-11-22T10:30:00.25+02:00"}]"#, #"{}"#, .type, "/notes"),
    ])
    func `what is wrong with a field is told with a pointer to it`(
        _ part: String, _ other: String, _ code: JSONFault.Code, _ pointer: String
    ) throws {
        let fault = try fault(replacing: part, by: other)
        #expect(fault.code == code)
        #expect(fault.pointer == pointer)
        #expect(!fault.isMalformed)
    }

    @Test func `a word that is none of the allowed ones is answered with them`() throws {
        #expect(try fault(replacing: "second", by: "third").detail == "This must be one of: first, second.")
    }

    @Test func `a text that is malformed is told apart from one that is wrong`() throws {
        #expect(try fault(replacing: "12.10,", by: "12.10,,").isMalformed)
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2000-02-29T23:59:59.999Z", 951_868_799.999),
        ("0001-01-01T00:00:00Z", -62_135_596_800),
        ("9999-12-31T23:59:59Z", 253_402_300_799), ("2026-11-22T00:30:00+02:00", 1_795_300_200),
        ("2026-11-21T18:30:00-04:00", 1_795_300_200), ("1969-12-31T23:59:59.5Z", -0.5),
    ])
    func `a time is read to the instant`(_ text: String, _ seconds: Double) {
        #expect(RFC3339.date(text) == Date(timeIntervalSince1970: seconds))
    }

    @Test(arguments: [
        "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
        "2026-06-30T23:59:60Z", "2026-01-01T00:00:00", "2026-01-01", "2026-01-01 00:00:00Z", "2026-01-01t00:00:00z",
        "2026-1-1T00:00:00Z", "26-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00.0000000001Z", "2026-01-01T00:00:00+0200", "2026-01-01T00:00:00+24:00",
        "2026-01-01T00:00:00Zx", "+2026-01-01T00:00:00Z", "", "٢٠٢٦-01-01T00:00:00Z",
    ])
    func `a time that does not exist or is not RFC 3339 is refused`(_ text: String) {
        #expect(RFC3339.date(text) == nil)
    }

    @Test func `a time that was written reads back, and Foundation reads the same`() throws {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        for _ in 0..<500 {
            let milliseconds = Int.random(in: -62_135_596_800_000...253_402_300_799_999)
            let date = Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
            let text = RFC3339.string(date)
            #expect(RFC3339.date(text) == date, "\(text)")
            if milliseconds > -12_000_000_000_000 {
                #expect(abs(try style.parse(text).timeIntervalSince(date)) < 0.0011)
            }
        }
    }
}
