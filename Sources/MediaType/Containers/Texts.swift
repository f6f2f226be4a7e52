/// What kind of text a text is. libmagic takes prose that begins like a program for the program, and HTML or SVG with
/// a comment before it for prose; here the first element decides, as it does in a browser.
enum Texts {
    static func settle(_ answer: Magic.Answer, _ bytes: Bytes) -> MediaType {
        let head = head(of: bytes, encoding: answer.encoding)
        if let root = rootElement(of: head) {
            if root == "svg" || root.hasSuffix(":svg") { return "image/svg+xml" }
            if htmlElements.contains(root) { return "text/html" }
            if answer.type == "text/html" || answer.type == "image/svg+xml" { return answer.type }
            return head.hasPrefix("<?xml") ? "application/xml" : answer.type
        }
        if head.contains("<script") || head.contains("<html") || head.contains("<!doctype html") { return "text/html" }
        if answer.type == .unknown { return answer.encoding == "binary" ? .unknown : "text/plain" }
        if isMail(head) { return "message/rfc822" }
        if answer.type == "text/html" { return "text/plain" }
        if answer.type == "text/csv", !isTable(head) { return "text/plain" }
        if guessedPrograms.contains(answer.type.subtype), !head.hasPrefix("#!"), !isProgram(head) {
            return "text/plain"
        }
        return answer.type
    }

    /// The first 64 KiB as lower-case text without a byte order mark or leading space.
    private static func head(of bytes: Bytes, encoding: String) -> String {
        let length = min(bytes.count, 64 << 10)
        // In UTF-16 every other byte of an ASCII sign is zero; without the zeros what matters here can be read.
        let text = (bytes.text(length, at: 0) ?? "").unicodeScalars.filter { $0.value != 0 }
        let trimmed = text.drop { [0xef, 0xbb, 0xbf, 0xfe, 0xff, 0x20, 0x09, 0x0a, 0x0d].contains($0.value) }
        return String(String.UnicodeScalarView(trimmed)).lowercased()
    }

    /// The name of the first element, when the text begins with markup: after declarations, comments and doctype.
    private static func rootElement(of head: String) -> String? {
        var rest = Substring(head)
        while rest.hasPrefix("<") {
            if rest.hasPrefix("<!--") {
                guard let end = rest.firstRange(of: "-->") else { return nil }
                rest = rest[end.upperBound...]
            } else if rest.hasPrefix("<!doctype html") {
                return "html"
            } else if rest.hasPrefix("<?") || rest.hasPrefix("<!") {
                guard let end = rest.firstIndex(of: ">") else { return nil }
                rest = rest[rest.index(after: end)...]
            } else {
                return String(rest.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == ":" || $0 == "-" })
            }
            rest = rest.drop(while: \.isWhitespace)
        }
        return nil
    }

    private static let htmlElements: Set<String> = [
        "html", "head", "body", "script", "iframe", "object", "embed", "style", "meta", "link", "base", "form", "a",
        "img", "div", "p", "table", "title", "h1", "span", "br", "input", "video", "audio", "template", "b", "i",
    ]

    /// Languages that libmagic tells by a word or two at the beginning of a line.
    private static let guessedPrograms: Set<String> = [
        "javascript", "x-c", "x-c++", "x-java", "x-script.python", "x-python", "x-ruby", "x-makefile", "x-m4", "x-asm",
        "x-affix", "x-tex", "x-texinfo", "x-forth", "x-objective-c", "x-bcpl", "x-setext",
    ]

    /// Programs end their lines with signs that prose does not.
    private static func isProgram(_ head: String) -> Bool {
        let lines = head.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
        let signs: Set<Character> = [";", "{", "}", ")", "]", "(", ">", ":"]
        return lines.count { $0.last(where: { !$0.isWhitespace }).map(signs.contains) ?? false } * 10 >= lines.count * 3
    }

    /// True for a handful of bytes that libmagic calls too short, and that are nothing but UTF-8 text.
    static func isShortText(_ bytes: Bytes) -> Bool {
        guard bytes.count <= 64, let text = bytes.utf8(bytes.count, at: 0), text.utf8.count == bytes.count else {
            return false
        }
        return text.unicodeScalars.allSatisfy { $0 != "\u{fffd}" && ($0.value >= 32 || $0.properties.isWhitespace) }
    }

    /// A mail begins with header fields (RFC 5322 section 2.2), of which these are the ones that come first.
    private static func isMail(_ head: String) -> Bool {
        let names = head.split(separator: "\n", maxSplits: 30, omittingEmptySubsequences: false).prefix(30)
            .prefix { !$0.isEmpty && $0 != "\r" }
            .compactMap { line in line.firstIndex(of: ":").map { line[..<$0] } }
        let fields: Set<Substring> = [
            "from", "to", "subject", "date", "received", "message-id", "mime-version", "content-type", "return-path",
        ]
        return Set(names.filter(fields.contains)).count >= 3
    }

    /// libmagic calls prose with equally many commas in its first lines a table. A table's lines agree throughout, and
    /// have cells in which nobody writes a sentence.
    private static func isTable(_ head: String) -> Bool {
        let lines = head.split(whereSeparator: \.isNewline).dropLast(head.utf8.count >= 60_000 ? 1 : 0)
        guard lines.count >= 2, let first = lines.first else { return false }
        let commas = { (line: Substring) in line.count { $0 == "," } }
        guard commas(first) > 0 else { return false }
        let agreeing = lines.count { commas($0) == commas(first) || $0.contains("\"") }
        let sentences = lines.count { $0.contains(", ") || $0.hasSuffix(".") }
        return agreeing * 10 >= lines.count * 9 && sentences * 2 < lines.count
    }
}
