import Foundation
import NIOCore

/// Writes JSON text into one growing buffer, for answers that are written often. It keeps the commas; the caller keeps
/// the braces, by nesting `object` and `array`.
struct JSONWriter {
    /// What has been written, in UTF-8.
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// - Parameter capacity: bytes to set aside at once.
    init(capacity: Int = 512) { bytes.reserveCapacity(capacity) }

    /// What has been written, as a buffer to answer with.
    var buffer: ByteBuffer { ByteBuffer(bytes: bytes) }

    /// An object; the closure writes its fields.
    mutating func object<Failure: Error>(
        _ fields: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        open("{")
        try fields(&self)
        close("}")
    }

    /// An array; the closure writes its elements.
    mutating func array<Failure: Error>(
        _ elements: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        open("[")
        try elements(&self)
        close("]")
    }

    /// One field of an object, value included.
    mutating func field(_ name: StaticString, _ value: some JSONWritable) {
        key(name)
        value.write(to: &self)
    }

    /// One field of an object whose value is an object.
    mutating func object<Failure: Error>(
        _ name: StaticString, _ fields: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        key(name)
        try object(fields)
    }

    /// One field of an object whose value is an array.
    mutating func array<Failure: Error>(
        _ name: StaticString, _ elements: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        key(name)
        try array(elements)
    }

    /// A field's name. It must need no escape in JSON: letters, digits and the like.
    mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes += $0 }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// A field's name that is only known at run time, whatever characters it has.
    mutating func key(named name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Any value.
    mutating func value(_ value: some JSONWritable) { value.write(to: &self) }

    mutating func null() { token("null") }

    mutating func bool(_ flag: Bool) { token(flag ? "true" : "false") }

    mutating func number(_ value: some BinaryInteger) { raw(String(value).utf8) }

    /// A finite number as the shortest text that reads back the same; null where it is none, as JSON has no such number.
    mutating func number(_ value: Double) {
        guard value.isFinite else { return null() }
        let whole = value.magnitude < 0x1p53 ? Int(exactly: value) : nil
        raw((whole.map(String.init) ?? value.description).utf8)
    }

    mutating func string(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            for (place, byte) in utf8.enumerated()
            where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                bytes += utf8[start..<place]
                escape(byte)
                start = place + 1
            }
            bytes += utf8[start...]
        }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// A string whose UTF-8 needs no escape: an id, or a word that a check constraint names. Nothing is checked.
    mutating func plain(_ text: UnsafeRawBufferPointer) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes += text
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// Lower case, as RFC 9562 writes it.
    mutating func uuid(_ id: UUID) { string(id.uuidString.lowercased()) }

    /// RFC 3339 in UTC with milliseconds: `2026-11-22T08:30:00.000Z`.
    mutating func date(_ date: Date) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        RFC3339.write(date, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// A value that is JSON text already. Nothing is checked.
    mutating func raw(_ json: some Sequence<UInt8>) {
        separate()
        bytes += json
        needsComma = true
    }

    /// Ends a line of NDJSON: the next value stands by itself.
    mutating func newline() {
        bytes.append(0x0A)
        needsComma = false
    }

    private mutating func open(_ bracket: Unicode.Scalar) {
        separate()
        bytes.append(UInt8(ascii: bracket))
        needsComma = false
    }

    private mutating func close(_ bracket: Unicode.Scalar) {
        bytes.append(UInt8(ascii: bracket))
        needsComma = true
    }

    private mutating func token(_ word: StaticString) {
        separate()
        word.withUTF8Buffer { bytes += $0 }
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes += [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")]
            bytes += [digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
        }
    }
}
