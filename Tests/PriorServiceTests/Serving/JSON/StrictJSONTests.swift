import Foundation
import NIOCore
import Testing

@testable import PriorService

struct StrictJSONTests {
    @Test func `a document of every kind of value is read as it was written`() throws {
        let text = #" {"a" : [1, -0, 1.50, 2e+7, true, false, null], "b": {"é\u00e9\n\ud834\udd1e/\/": ""}} "#
        let value = try StrictJSON.parse(Array(text.utf8))
        #expect(
            value == [
                "a": [.number("1"), .number("-0"), .number("1.50"), .number("2e+7"), true, false, nil],
                "b": ["éé\n𝄞//": ""],
            ])
        #expect(value["a"]?[2]?.double == 1.5)
        #expect(value["a"]?[3]?.int == 20_000_000)
        #expect(value["b"]?["none"] == nil)
    }

    @Test(arguments: [
        (#"{"a":1,"a":2}"#, JSONFault.Code.duplicateKey, "/a", 7),
        (#"{"x":[{"a":1,"\u0061":2}]}"#, .duplicateKey, "/x/0/a", 13),
        (#"{"é":1,"e\u0301":2}"#, .duplicateKey, "/é", 8),
        (#"[1,]"#, .syntax, "/1", 3),
        (#"{"a":1,}"#, .syntax, "", 7),
        (#"{"a" 1}"#, .syntax, "/a", 5),
        (#"{a:1}"#, .syntax, "", 1),
        (#"{'a':1}"#, .syntax, "", 1),
        (#"[01]"#, .syntax, "", 2),
        (#"[.5]"#, .syntax, "/0", 1),
        (#"[+1]"#, .syntax, "/0", 1),
        (#"[1.]"#, .syntax, "/0", 3),
        (#"[NaN]"#, .syntax, "/0", 1),
        (#"[nul]"#, .syntax, "/0", 4),
        (#"["\x"]"#, .syntax, "/0", 2),
        (#"["\u12"]"#, .syntax, "/0", 6),
        ("[\"a\tb\"]", .syntax, "/0", 3),
        (#"["a"#, .syntax, "/0", 3),
        (#"// note"#, .syntax, "", 0),
        (#"{} {}"#, .syntax, "", 3),
        (#""#, .syntax, "", 0),
        (#"["\ud800"]"#, .surrogate, "/0", 2),
        (#"["\ud800\u0041"]"#, .surrogate, "/0", 2),
        (#"["\udc00"]"#, .surrogate, "/0", 2),
        (#"["a\u0000"]"#, .nul, "/0", 3),
        (#"{"a\u0000":1}"#, .nul, "", 3),
        ("\u{FEFF}{}", .encoding, "", 0),
    ])
    func `a text that has no one meaning is refused with its place`(
        _ text: String, _ code: JSONFault.Code, _ pointer: String, _ offset: Int
    ) {
        let fault = #expect(throws: JSONFault.self) { try StrictJSON.parse(Array(text.utf8)) }
        #expect(fault?.code == code)
        #expect(fault?.pointer == pointer)
        #expect(fault?.offset == offset)
        #expect(fault?.isMalformed == true)
    }

    @Test(
        arguments: [
            [0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
        ] as [[UInt8]])
    func `a string that is not UTF-8 is refused`(_ bytes: [UInt8]) {
        let fault = #expect(throws: JSONFault.self) {
            try StrictJSON.parse(Array(#"{"a/b~":""#.utf8) + bytes + Array(#""}"#.utf8))
        }
        #expect(fault?.code == .encoding)
        #expect(fault?.pointer == "/a~1b~0")
    }

    @Test func `a fault tells its line`() {
        let fault = #expect(throws: JSONFault.self) { try StrictJSON.parse(Array("{\n\n\"a\": x}".utf8)) }
        #expect(fault?.line == 3)
    }

    @Test func `each limit holds`() {
        let limits = StrictJSON.Limits(depth: 3, nodes: 10, keyBytes: 8, numberBytes: 5)
        func code(_ text: String) -> JSONFault.Code? {
            do {
                _ = try StrictJSON.parse(ByteBuffer(string: text), limits: limits)
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code("[[[]]]") == nil)
        #expect(code("[[[[]]]]") == .depth)
        #expect(code("[1,2,3,4,5,6,7,8,9]") == nil)
        #expect(code("[1,2,3,4,5,6,7,8,9,10]") == .size)
        #expect(code(#"{"1234567":1}"#) == nil)
        #expect(code(#"{"12345678":1}"#) == .size)
        #expect(code("[12345]") == nil)
        #expect(code("[123456]") == .size)
    }

    @Test func `hostile texts of megabytes are answered in time in proportion to their length`() {
        let megabyte = 1_000_000
        var unlimited = StrictJSON.Limits()
        unlimited.nodes = .max
        let texts: [(String, [UInt8])] = [
            ("open brackets", [UInt8](repeating: UInt8(ascii: "["), count: megabyte)),
            ("one open string", Array("[\"".utf8) + [UInt8](repeating: UInt8(ascii: "a"), count: megabyte)),
            ("escapes", Array("\"".utf8) + Array(String(repeating: #"\n"#, count: megabyte / 2).utf8)),
            ("one long number", [UInt8](repeating: UInt8(ascii: "9"), count: megabyte)),
            ("keys", Array("{\((0..<50_000).map { "\"k\($0)\":0" }.joined(separator: ",")),\"k0\":1}".utf8)),
            ("combining marks", Array("{\"\(String(repeating: "\u{301}\u{316}", count: megabyte / 4))\":1}".utf8)),
        ]
        for (name, text) in texts {
            let time = ContinuousClock().measure {
                #expect(throws: JSONFault.self, "\(name)") { try StrictJSON.parse(text, limits: unlimited) }
            }
            // Debug builds take about 0.3 s; anything quadratic in a million takes minutes.
            #expect(time < .seconds(60), "\(name) took \(time)")
        }
    }

    @Test func `what was written reads back equal`() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let value = JSONValue.random(depth: 4, using: &random)
            #expect(try StrictJSON.parse(value.data) == value)
            // Foundation, an independent reader, sees the same document.
            let options: JSONSerialization.ReadingOptions = [.fragmentsAllowed]
            let foundation = try JSONSerialization.jsonObject(with: Data(value.data), options: options)
            let agrees = value.agrees(with: foundation)
            #expect(agrees, "\(String(decoding: value.data, as: UTF8.self))")
        }
    }

    @Test func `objects are equal whatever the order of their members`() {
        #expect(["a": 1, "b": 2] as JSONValue == ["b": 2, "a": 1])
        #expect(["a": 1, "b": 2] as JSONValue != ["a": 1, "b": 3])
        #expect(["a": 1] as JSONValue != ["a": 1, "b": nil])
    }

    @Test func `an object of many members can be changed`() {
        var object = JSONObject()
        for number in 0..<40 { _ = object.append("k\(number)", .number(String(number))) }
        let again = object.append("k39", nil)
        #expect(!again)
        object["k3"] = nil
        object["k4"] = "four"
        #expect(object["k3"] == nil)
        #expect(object["k4"] == "four")
        #expect(object["k39"]?.int == 39)
        #expect(object.members.count == 39)
    }
}

extension JSONValue {
    fileprivate static func random(depth: Int, using random: inout some RandomNumberGenerator) -> JSONValue {
        func text(_ random: inout some RandomNumberGenerator) -> String {
            let alphabet: [Character] = ["a", "\"", "\\", "/", "\n", "\u{1}", "\u{7F}", "é", "𝄞", "\u{2028}", " ", "0"]
            return String(
                (0..<Int.random(in: 0...8, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "a" })
        }
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return .number(String(Int.random(in: -1_000...1_000, using: &random)))
        case 3: return .number(Double.random(in: -1e9...1e9, using: &random).description)
        case 4: return .string(text(&random))
        case 5:
            return .array(
                (0..<Int.random(in: 0...4, using: &random)).map { _ in .random(depth: depth - 1, using: &random) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0...20, using: &random) {
                _ = object.append(text(&random), .random(depth: depth - 1, using: &random))
            }
            return .object(object)
        }
    }

    fileprivate func agrees(with foundation: Any) -> Bool {
        switch self {
        case .null: foundation is NSNull
        case .bool(let flag): foundation as? Bool == flag
        case .number:
            // Foundation's reader is off by a few units in the last place.
            if let mine = double, let theirs = (foundation as? NSNumber)?.doubleValue {
                abs(mine - theirs) <= 16 * mine.ulp
            } else {
                false
            }
        case .string(let text): foundation as? String == text
        case .array(let elements):
            (foundation as? [Any]).map {
                zip(elements, $0).allSatisfy { $0.agrees(with: $1) } && $0.count == elements.count
            }
                ?? false
        case .object(let object):
            (foundation as? [String: Any]).map { other in
                other.count == object.members.count
                    && object.members.allSatisfy { member in other[member.key].map(member.value.agrees) ?? false }
            } ?? false
        }
    }
}
