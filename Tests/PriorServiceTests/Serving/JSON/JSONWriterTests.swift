import Foundation
import Testing

@testable import PriorService

struct JSONWriterTests {
    private func written(_ write: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        write(&json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test func `an answer is written with its commas in place`() throws {
        let id = try #require(UUID(uuidString: "0198C0DE-0000-7000-8000-000000000001"))
        let text = written { json in
            json.object { json in
                json.field("id", id)
                json.field("at", Date(timeIntervalSince1970: 1_795_336_200.25))
                json.field("name", "Maseru \"A\"\n\u{1}")
                json.field("none", String?.none)
                json.field("hours", Decimal(string: "12.50"))
                json.field("ratio", 0.1)
                json.field("whole", 3.0)
                json.field("nan", Double.nan)
                json.field("flags", [true, false])
                json.object("empty") { _ in }
                json.array("rows") { json in
                    for row in 1...2 { json.object { json in json.field("n", row) } }
                    json.raw(#"{"stored":1}"#.utf8)
                }
                json.key(named: "a\"b")
                json.value([nil, ["x": 1]] as JSONValue)
            }
        }
        #expect(
            text == #"""
                {"id":"0198c0de-0000-7000-8000-000000000001","at":"2026-11-22T08:30:00.250Z",\#
                "name":"Maseru \"A\"\n\u0001","none":null,"hours":12.5,"ratio":0.1,"whole":3,"nan":null,\#
                "flags":[true,false],"empty":{},"rows":[{"n":1},{"n":2},{"stored":1}],"a\"b":[null,{"x":1}]}
                """#)
        #expect(throws: Never.self) { try StrictJSON.parse(Array(text.utf8)) }
    }

    @Test func `lines of NDJSON stand by themselves`() {
        let text = written { json in
            for number in 1...2 {
                json.object { json in json.field("n", number) }
                json.newline()
            }
        }
        #expect(text == "{\"n\":1}\n{\"n\":2}\n")
    }
}
