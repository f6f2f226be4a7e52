/// Reads JSON (RFC 8259) from front to back without building a tree, and knows for every fault where it is.
///
/// An instance of half a million pairs is read in a fraction of a second and in no more memory than it will take anyway.
struct JSONScanner {
    private let bytes: [UInt8]
    /// Where it is.
    private(set) var offset: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        offset = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    }

    /// Reads the members of an object: `member` gets each name, and reads its value.
    mutating func object(
        _ path: String, _ member: (inout JSONScanner, String, Int) throws(AllocationFault) -> Void
    ) throws(AllocationFault) {
        try require(UInt8(ascii: "{"), path, "an object, { … }")
        if take(UInt8(ascii: "}")) { return }
        repeat {
            skipSpace()
            let start = offset
            let name = try string(path)
            try require(UInt8(ascii: ":"), path, "“:” after the name “\(name)”")
            try member(&self, name, start)
        } while take(UInt8(ascii: ","))
        try require(UInt8(ascii: "}"), path, "“,” or “}”")
    }

    /// Reads the elements of an array: `element` gets each one's place and reads it.
    mutating func array(
        _ path: String, _ element: (inout JSONScanner, Int) throws(AllocationFault) -> Void
    ) throws(AllocationFault) {
        try require(UInt8(ascii: "["), path, "an array, [ … ]")
        if take(UInt8(ascii: "]")) { return }
        var place = 0
        repeat {
            skipSpace()
            try element(&self, place)
            place += 1
        } while take(UInt8(ascii: ","))
        try require(UInt8(ascii: "]"), path, "“,” or “]”")
    }

    /// Reads a text.
    mutating func string(_ path: String) throws(AllocationFault) -> String {
        try require(UInt8(ascii: "\""), path, "a text in “\"”")
        let start = offset
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\""), bytes[offset] != UInt8(ascii: "\\"),
            bytes[offset] >= 0x20
        { offset += 1 }
        guard offset < bytes.count else { throw fault(path, "The text does not end.", at: start - 1) }
        if bytes[offset] == UInt8(ascii: "\"") {
            guard let text = String(validating: bytes[start..<offset], as: UTF8.self) else {
                throw fault(path, "The text is not UTF-8.", at: start)
            }
            offset += 1
            return text
        }
        return try escaped(path, from: start)
    }

    /// Reads a whole number in a range.
    mutating func integer(_ path: String, _ range: ClosedRange<Int>) throws(AllocationFault) -> Int {
        skipSpace()
        let start = offset
        let isNegative = take(UInt8(ascii: "-"))
        var value = 0
        let first = offset
        while offset < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[offset]), offset - first < 18
        {
            value = value * 10 + Int(bytes[offset] - UInt8(ascii: "0"))
            offset += 1
        }
        let goesOn = offset < bytes.count && "0123456789.eE+".utf8.contains(bytes[offset])
        let hasZero = offset - first > 1 && bytes[first] == UInt8(ascii: "0")
        if isNegative { value = -value }
        guard offset > first, !goesOn, !hasZero, range.contains(value) else {
            throw fault(
                path, "Here stands a whole number from \(range.lowerBound) to \(range.upperBound).", at: start)
        }
        return value
    }

    /// Passes over a value that is read later; its faults are found then.
    mutating func skip(_ path: String) throws(AllocationFault) {
        skipSpace()
        let start = offset
        var depth = 0
        repeat {
            skipSpace()
            guard offset < bytes.count else { throw fault(path, "The text ends in the middle of a value.", at: start) }
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                _ = try string(path)
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ",") where depth == 0: throw fault(path, "A value is missing.", at: start)
            default:
                if depth == 0 {
                    while offset < bytes.count, !",}] \n\r\t".utf8.contains(bytes[offset]) { offset += 1 }
                    return
                }
            }
            offset += 1
        } while depth > 0
    }

    /// Refuses anything after the value.
    mutating func end() throws(AllocationFault) {
        skipSpace()
        if offset < bytes.count { throw fault("", "Nothing may follow the object.", at: offset) }
    }

    /// A scanner of the same text somewhere else.
    func at(_ offset: Int) -> JSONScanner {
        var other = self
        other.offset = offset
        return other
    }

    /// A fault with its line and column.
    func fault(_ path: String, _ words: String, at offset: Int) -> AllocationFault {
        AllocationFault(path: path, words: words, position: position(offset))
    }

    /// Line and column of a place, counted from 1.
    func position(_ offset: Int) -> AllocationFault.Position {
        var line = 1
        var begin = 0
        for place in 0..<min(offset, bytes.count) where bytes[place] == 0x0a {
            line += 1
            begin = place + 1
        }
        return .init(line: line, column: offset - begin + 1)
    }

    private mutating func skipSpace() {
        while offset < bytes.count, bytes[offset] <= 0x20,
            bytes[offset] == 0x20 || bytes[offset] == 0x0a || bytes[offset] == 0x0d || bytes[offset] == 0x09
        { offset += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }

    private mutating func require(_ byte: UInt8, _ path: String, _ words: String) throws(AllocationFault) {
        guard take(byte) else {
            let there = offset < bytes.count ? "" : "; the text ends"
            throw fault(path, "Here stands \(words)\(there).", at: offset)
        }
    }

    private mutating func escaped(_ path: String, from start: Int) throws(AllocationFault) -> String {
        var text = Array(bytes[start..<offset])
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
            guard bytes[offset] >= 0x20 else { throw fault(path, "A control character stands as \\u00….", at: offset) }
            guard bytes[offset] == UInt8(ascii: "\\") else {
                text.append(bytes[offset])
                offset += 1
                continue
            }
            let place = offset
            guard let scalar = escape() else { throw fault(path, "There is no such escape.", at: place) }
            text += Array(Character(scalar).utf8)
        }
        guard offset < bytes.count else { throw fault(path, "The text does not end.", at: start - 1) }
        offset += 1
        guard let text = String(validating: text, as: UTF8.self) else {
            throw fault(path, "The text is not UTF-8.", at: start)
        }
        return text
    }

    private mutating func escape() -> Unicode.Scalar? {
        guard offset + 1 < bytes.count else { return nil }
        let letter = bytes[offset + 1]
        offset += 2
        let plain: [UInt8: Unicode.Scalar] = [
            UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t", UInt8(ascii: "b"): "\u{8}",
            UInt8(ascii: "f"): "\u{c}", UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/",
        ]
        if let scalar = plain[letter] { return scalar }
        guard letter == UInt8(ascii: "u"), let high = hexadecimal() else { return nil }
        guard (0xd800..<0xdc00).contains(high) else { return Unicode.Scalar(high) }
        guard offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"), bytes[offset + 1] == UInt8(ascii: "u")
        else { return nil }
        offset += 2
        guard let low = hexadecimal(), (0xdc00..<0xe000).contains(low) else { return nil }
        return Unicode.Scalar(0x10000 + (high - 0xd800) << 10 + (low - 0xdc00))
    }

    private mutating func hexadecimal() -> UInt32? {
        guard offset + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for byte in bytes[offset..<offset + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        offset += 4
        return value
    }
}
