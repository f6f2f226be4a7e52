import Assessment
import Foundation
import Testing

@Suite struct DocumentKeyTests {
    @Test(arguments: ["lqf@1", "nqf-j@10", "a@2.1", "x1@0.0.1"])
    func `a key reads back what it says`(text: String) throws {
        #expect(DocumentKey(text)?.description == text)
        let json = try JSONEncoder().encode([try Samples.key(text)])
        #expect(String(decoding: json, as: UTF8.self) == "[\"\(text)\"]")
        #expect(try JSONDecoder().decode([DocumentKey].self, from: json) == [try Samples.key(text)])
    }

    @Test(arguments: [
        "", "lqf", "@1", "lqf@", "LQF@1", "lqf@01", "lqf@1.2.3.4", "lqf@v1", "l_q@1", "-l@1", "l-@1", "l--q@1", "1q@1",
        "lqf@1@2", "lqf @1", "é@1", "lqf@١",
    ])
    func `anything else is no key`(text: String) {
        #expect(DocumentKey(text) == nil)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([DocumentKey].self, from: try JSONEncoder().encode([text]))
        }
    }

    @Test func `versions are ordered as numbers`() throws {
        let keys = try ["b@1", "a@10", "a@9", "a@9.1", "a@1"].map(Samples.key).sorted()
        #expect(keys.map(\.description) == ["a@1", "a@9", "a@9.1", "a@10", "b@1"])
    }

    @Test func `a fingerprint is 64 lower-case hexadecimal digits`() {
        #expect(Fingerprint(rawValue: String(repeating: "0a", count: 32)) != nil)
        #expect(Fingerprint(rawValue: String(repeating: "0A", count: 32)) == nil)
        #expect(Fingerprint(rawValue: String(repeating: "0a", count: 31)) == nil)
    }
}
