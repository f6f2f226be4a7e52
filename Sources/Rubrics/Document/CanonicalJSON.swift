import Foundation

extension Tree {
    /// The document as JSON in one form only: keys sorted, no white space, numbers without needless zeros, and only the
    /// escapes that RFC 8785 asks for. Two files that say the same have the same one.
    var canonicalJSON: String {
        var text = ""
        write(into: &text)
        return text
    }

    private func write(into text: inout String) {
        switch value {
        case .null: text += "null"
        case .bool(let bool): text += bool ? "true" : "false"
        case .number(let number): text += Decimal(string: number)?.description ?? number
        case .text(let string): Self.write(string, into: &text)
        case .list(let items):
            text += "["
            for (index, item) in items.enumerated() {
                if index > 0 { text += "," }
                item.write(into: &text)
            }
            text += "]"
        case .map(let entries):
            text += "{"
            let sorted = entries.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
            for (index, entry) in sorted.enumerated() {
                if index > 0 { text += "," }
                Self.write(entry.key, into: &text)
                text += ":"
                entry.value.write(into: &text)
            }
            text += "}"
        }
    }

    private static func write(_ string: String, into text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\u{8}": text += "\\b"
            case "\u{9}": text += "\\t"
            case "\u{A}": text += "\\n"
            case "\u{C}": text += "\\f"
            case "\u{D}": text += "\\r"
            case "\u{0}"..."\u{1F}":
                let hex = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
