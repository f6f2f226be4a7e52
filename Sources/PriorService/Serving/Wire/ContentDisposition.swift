import Assessment
import Foundation

/// The file name in a `Content-Disposition` field: RFC 6266, with its `filename*` of RFC 8187.
enum ContentDisposition {
    /// The field for a download under this name: one line of ASCII whatever the name.
    static func attachment(_ name: FileName) -> String {
        let plain = name.description.unicodeScalars.map { scalar in
            isPlain(scalar) ? Character(scalar) : "_"
        }
        return "attachment; filename=\"\(String(plain))\"; filename*=UTF-8''\(percentEncoded(name.description))"
    }

    /// The name in a field, as it was sent; nil where there is none that can be read. `filename*` comes first.
    static func fileName(in field: String) -> String? {
        var plain: String?
        for parameter in parameters(of: field) {
            switch parameter.name {
            case "filename*":
                if let name = extended(parameter.value) { return name }
            case "filename":
                plain = plain ?? parameter.value
            default:
                continue
            }
        }
        return plain
    }

    /// A quote, a backslash, a percent sign or a letter beyond ASCII is read in many ways by many programs.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        (0x20...0x7E).contains(scalar.value) && !"\"\\%".unicodeScalars.contains(scalar)
    }

    /// RFC 8187's `attr-char`.
    private static func percentEncoded(_ text: String) -> String {
        let kept = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~".utf8)
        return text.utf8.map { byte in
            kept.contains(byte) ? String(UnicodeScalar(byte)) : "%" + String(format: "%02X", byte)
        }.joined()
    }

    /// `UTF-8'en'na%20me`.
    private static func extended(_ value: String) -> String? {
        let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
        return String(parts[2]).removingPercentEncoding
    }

    /// What follows the first semicolon, quoted strings taken apart.
    private static func parameters(of field: String) -> [(name: String, value: String)] {
        var found: [(name: String, value: String)] = []
        for piece in pieces(of: field).dropFirst() {
            let parts = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            let name = parts[0].trimmingCharacters(in: .whitespaces).lowercased()
            found.append((name, unquoted(parts[1].trimmingCharacters(in: .whitespaces))))
        }
        return found
    }

    /// Split at semicolons that stand in no quotes.
    private static func pieces(of field: String) -> [String] {
        var pieces = [""]
        var (isQuoted, isEscaped) = (false, false)
        for sign in field {
            if sign == ";", !isQuoted {
                pieces.append("")
                continue
            }
            if sign == "\"", !isEscaped { isQuoted.toggle() }
            isEscaped = sign == "\\" && isQuoted && !isEscaped
            pieces[pieces.count - 1].append(sign)
        }
        return pieces
    }

    private static func unquoted(_ value: String) -> String {
        guard value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") else { return value }
        var text = ""
        var isEscaped = false
        for sign in value.dropFirst().dropLast() {
            if sign == "\\", !isEscaped {
                isEscaped = true
            } else {
                text.append(sign)
                isEscaped = false
            }
        }
        return text
    }
}
