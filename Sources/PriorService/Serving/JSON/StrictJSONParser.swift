/// Recursive descent over the grammar of RFC 8259, in one pass over the bytes.
struct StrictJSONParser {
    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

    let bytes: [UInt8]
    let limits: StrictJSON.Limits
    private var at = 0
    private var nodes = 0
    private var path: [JSONStep] = []

    init(bytes: [UInt8], limits: StrictJSON.Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// The one value of the text, with nothing but white space around it.
    mutating func document() throws(JSONFault) -> JSONValue {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw fault(.encoding, "The text must not begin with a byte order mark.")
        }
        skipSpace()
        let value = try value(depth: 0)
        skipSpace()
        guard at == bytes.count else { throw fault(.syntax, "Nothing may follow the end of the JSON text.") }
        return value
    }

    private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
        nodes += 1
        guard nodes <= limits.nodes else { throw fault(.size, "There are more than \(limits.nodes) values.") }
        switch peek {
        case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case let byte? where byte == UInt8(ascii: "-") || Self.digits.contains(byte): return .number(try number())
        case nil: throw fault(.syntax, "The text ends where a value should be.")
        default: throw fault(.syntax, "No JSON value begins here.")
        }
    }

    private mutating func object(depth: Int) throws(JSONFault) -> JSONObject {
        try enter(depth)
        var object = JSONObject()
        skipSpace()
        if skip("}") { return object }
        while true {
            let start = at
            guard peek == UInt8(ascii: "\"") else { throw fault(.syntax, "A key in double quotes should be here.") }
            let key = try string(longest: limits.keyBytes)
            path.append(.key(key))
            skipSpace()
            guard skip(":") else { throw fault(.syntax, "A colon should follow the key.") }
            skipSpace()
            guard !object.contains(key) else {
                throw fault(.duplicateKey, "This key stands twice in the same object.", at: start)
            }
            _ = object.append(key, try value(depth: depth))
            path.removeLast()
            skipSpace()
            if skip("}") { return object }
            guard skip(",") else { throw fault(.syntax, "A comma or a closing brace should be here.") }
            skipSpace()
        }
    }

    private mutating func array(depth: Int) throws(JSONFault) -> [JSONValue] {
        try enter(depth)
        var elements: [JSONValue] = []
        skipSpace()
        if skip("]") { return elements }
        while true {
            path.append(.index(elements.count))
            elements.append(try value(depth: depth))
            path.removeLast()
            skipSpace()
            if skip("]") { return elements }
            guard skip(",") else { throw fault(.syntax, "A comma or a closing bracket should be here.") }
            skipSpace()
        }
    }

    private mutating func enter(_ depth: Int) throws(JSONFault) {
        let deepest = min(limits.depth, 512)
        guard depth <= deepest else { throw fault(.depth, "Lists and objects are nested more than \(deepest) deep.") }
        at += 1
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        for offset in 0..<word.utf8CodeUnitCount {
            guard peek == word.utf8Start[offset] else { throw fault(.syntax, "No JSON value begins here.") }
            at += 1
        }
        return value
    }

    private mutating func number() throws(JSONFault) -> String {
        let start = at
        _ = skip("-")
        if !skip("0") { try digits() }
        if skip(".") { try digits() }
        if skip("e") || skip("E") {
            _ = skip("+") || skip("-")
            try digits()
        }
        guard at - start <= limits.numberBytes else {
            throw fault(.size, "A number may not be longer than \(limits.numberBytes) digits.", at: start)
        }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func digits() throws(JSONFault) {
        let start = at
        while let byte = peek, Self.digits.contains(byte) { at += 1 }
        guard at > start else { throw fault(.syntax, "A digit should be here.") }
    }

    /// A string, its quotes included. `longest` is in bytes of the text as it was sent.
    private mutating func string(longest: Int = .max) throws(JSONFault) -> String {
        let opening = at
        at += 1
        var run = at
        var unescaped: [UInt8] = []
        while let byte = peek {
            guard at - opening <= longest else {
                throw fault(.size, "A key may not be longer than \(longest) bytes.", at: opening)
            }
            switch byte {
            case UInt8(ascii: "\""):
                at += 1
                if unescaped.isEmpty { return try text(bytes[run..<(at - 1)], from: run) }
                unescaped += bytes[run..<(at - 1)]
                return try text(unescaped[...], from: opening)
            case UInt8(ascii: "\\"):
                unescaped += bytes[run..<at]
                unescaped += String(try escape()).utf8
                run = at
            case 0..<0x20:
                throw fault(.syntax, "A control character must be written as an escape.")
            default:
                at += 1
            }
        }
        throw fault(.syntax, "The text ends inside a string.")
    }

    private mutating func escape() throws(JSONFault) -> Unicode.Scalar {
        let start = at
        at += 2
        switch start + 1 < bytes.count ? bytes[start + 1] : 0 {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try codeUnits(start)
        default: throw fault(.syntax, "There is no such escape in JSON.", at: start)
        }
    }

    /// The character of `\uXXXX`, or of two of them that are a surrogate pair.
    private mutating func codeUnits(_ start: Int) throws(JSONFault) -> Unicode.Scalar {
        let first = try codeUnit()
        var value = UInt32(first)
        if UTF16.isLeadSurrogate(first) {
            guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") else {
                throw fault(.surrogate, "Half a surrogate pair is no character.", at: start)
            }
            at += 2
            let second = try codeUnit()
            guard UTF16.isTrailSurrogate(second) else {
                throw fault(.surrogate, "Half a surrogate pair is no character.", at: start)
            }
            value = 0x10000 + ((value & 0x3FF) << 10) + UInt32(second & 0x3FF)
        }
        guard value != 0 else { throw fault(.nul, "The character U+0000 cannot be stored.", at: start) }
        guard let scalar = Unicode.Scalar(value) else {
            throw fault(.surrogate, "Half a surrogate pair is no character.", at: start)
        }
        return scalar
    }

    private mutating func codeUnit() throws(JSONFault) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw fault(.syntax, "Four hexadecimal digits should follow \\u.")
            }
            unit = unit << 4 | UInt16(digit)
            at += 1
        }
        return unit
    }

    private func text(_ utf8: ArraySlice<UInt8>, from start: Int) throws(JSONFault) -> String {
        guard let text = String(validating: utf8, as: UTF8.self) else {
            throw fault(.encoding, "These bytes are not UTF-8.", at: start)
        }
        return text
    }

    private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
    }

    private func fault(_ code: JSONFault.Code, _ detail: String, at offset: Int? = nil) -> JSONFault {
        let offset = min(offset ?? at, bytes.count)
        let line = bytes[..<offset].count { $0 == 0x0A } + 1
        return JSONFault(code: code, pointer: path.pointer, detail: detail, offset: offset, line: line)
    }
}
