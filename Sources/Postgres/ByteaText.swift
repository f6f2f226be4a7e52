/// The hex form of `bytea`: `\x` and two lower-case digits a byte.
///
/// https://www.postgresql.org/docs/15/datatype-binary.html
enum ByteaText {
    private static let digits = [UInt8]("0123456789abcdef".utf8)

    static func make(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = [UInt8(ascii: "\\"), UInt8(ascii: "x")]
        text.reserveCapacity(2 + bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    static func bytes(of text: UnsafeRawBufferPointer) throws -> [UInt8] {
        guard text.count >= 2, text.count.isMultiple(of: 2), text[0] == UInt8(ascii: "\\"), text[1] == UInt8(ascii: "x")
        else { throw PostgresValueError("is no bytea") }
        return try [UInt8](unsafeUninitializedCapacity: text.count / 2 - 1) { bytes, count in
            for index in 0..<(text.count / 2 - 1) {
                bytes[index] = try digit(text[2 + index * 2]) << 4 | digit(text[3 + index * 2])
                count += 1
            }
        }
    }

    private static func digit(_ character: UInt8) throws -> UInt8 {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        default: throw PostgresValueError("is no bytea")
        }
    }
}
