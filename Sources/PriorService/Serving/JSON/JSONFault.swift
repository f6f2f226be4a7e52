/// What is wrong with a JSON text, and where, in words that may be shown to whoever sent it.
struct JSONFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kinds of fault. The raw value goes out as `code` in a problem's `errors`.
    enum Code: String, Sendable, CaseIterable {
        /// Not JSON by RFC 8259: a trailing comma, a bare word, a text cut short, bytes after the end.
        case syntax
        /// Bytes that are not UTF-8, or a byte order mark before the text.
        case encoding
        /// A `\u` escape of half a surrogate pair, which no character has.
        case surrogate
        /// The character U+0000, which PostgreSQL cannot store in text.
        case nul
        /// The same key twice in one object: two readers would see two different requests.
        case duplicateKey
        /// Nested deeper than the limit.
        case depth
        /// More values, a longer key or a longer number than the limit.
        case size
        /// A field that must be there is not.
        case missing
        /// A value of another JSON type than the field takes.
        case type
        /// A value of the right JSON type that the field does not take, such as 30 February.
        case value
        /// A field nobody knows.
        case unknownField
    }

    /// What kind of fault it is.
    var code: Code
    /// RFC 6901 pointer to the value at fault; the empty string is the whole document.
    var pointer: String
    /// One sentence in plain words.
    var detail: String
    /// Bytes from the start of the text, counted from 0. Absent where the text itself is well formed.
    var offset: Int?
    /// Line of the fault, counted from 1. Absent where the text itself is well formed.
    var line: Int?

    /// Whether the bytes are no acceptable JSON text at all (400), rather than a well-formed text that says something
    /// wrong (422).
    var isMalformed: Bool {
        switch code {
        case .missing, .type, .value, .unknownField: false
        default: true
        }
    }

    var description: String {
        let place = line.map { " on line \($0)" } ?? ""
        return "\(code.rawValue) at \"\(pointer)\"\(place): \(detail)"
    }
}

/// One step from a value to a value inside it.
enum JSONStep: Equatable, Sendable {
    /// Into an object's member.
    case key(String)
    /// Into an array's element, counted from 0.
    case index(Int)
}

extension [JSONStep] {
    /// RFC 6901 pointer. It stops at the last whole step within 1,024 bytes, so that a hostile document of long keys
    /// cannot make a long answer; it then points at an ancestor of the value meant.
    var pointer: String {
        var text = ""
        for step in self {
            let token =
                switch step {
                case .index(let index): String(index)
                case .key(let key): String(key.flatMap { $0 == "~" ? "~0" : $0 == "/" ? "~1" : String($0) })
                }
            guard text.utf8.count + token.utf8.count < 1_024 else { break }
            text += "/" + token
        }
        return text
    }
}
