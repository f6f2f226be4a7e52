import NIOCore

/// JSON as strangers send it: read by RFC 8259 to the letter and by I-JSON (RFC 7493) where that is stricter.
///
/// Foundation's decoder takes a trailing comma and keeps one of two equal keys; a proxy, a signature or another service
/// may keep the other one. Here a text has one meaning or none: duplicate keys, half surrogate pairs, a byte order mark
/// and U+0000 (which PostgreSQL cannot store) are refused, each with a pointer to the place.
enum StrictJSON {
    /// How much of it is read. Time and memory are linear in the bytes given, whose number the caller limits.
    struct Limits: Sendable {
        /// Arrays and objects inside each other, the outermost counted. Never more than 512 are read, whatever is set,
        /// because reading recurses.
        var depth = 64
        /// Values in all, arrays and objects counted too.
        var nodes = 100_000
        /// UTF-8 bytes in one key. Comparing long keys of combining marks is not linear, so they have to be short.
        var keyBytes = 512
        /// Bytes in one number.
        var numberBytes = 128
    }

    /// Reads a whole JSON text.
    static func parse(_ bytes: [UInt8], limits: Limits = Limits()) throws(JSONFault) -> JSONValue {
        var parser = StrictJSONParser(bytes: bytes, limits: limits)
        return try parser.document()
    }

    /// Reads the readable bytes of a buffer as a whole JSON text.
    static func parse(_ buffer: ByteBuffer, limits: Limits = Limits()) throws(JSONFault) -> JSONValue {
        try parse(Array(buffer.readableBytesView), limits: limits)
    }

    /// Reads a whole JSON text as a value of a type. Fields that the type does not ask for are refused.
    static func decode<Value: Decodable>(
        _ type: Value.Type = Value.self, from bytes: [UInt8], limits: Limits = Limits()
    ) throws(JSONFault) -> Value {
        try decode(type, from: parse(bytes, limits: limits))
    }

    /// Reads the readable bytes of a buffer as a value of a type. Fields that the type does not ask for are refused.
    static func decode<Value: Decodable>(
        _ type: Value.Type = Value.self, from buffer: ByteBuffer, limits: Limits = Limits()
    ) throws(JSONFault) -> Value {
        try decode(type, from: parse(buffer, limits: limits))
    }

    /// Reads a JSON value as a value of a type. Fields that the type does not ask for are refused.
    static func decode<Value: Decodable>(
        _ type: Value.Type = Value.self, from value: JSONValue
    ) throws(JSONFault) -> Value {
        do {
            return try JSONValueDecoder(value, path: []).decode(type)
        } catch let fault as JSONFault {
            throw fault
        } catch {
            throw JSONFault(code: .value, pointer: "", detail: "This is not what is asked for here.")
        }
    }
}
