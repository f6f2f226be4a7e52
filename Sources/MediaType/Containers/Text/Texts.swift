/// What kind of text a text is. libmagic takes prose that begins like a program for the program, and HTML or SVG with
/// a comment before it for prose; here the first element decides, as it does in a browser.
enum Texts {
    static func settle(_ answer: Magic.Answer, _ bytes: Bytes) -> Containers.Settled {
        let head = head(of: bytes)
        var settled = Containers.Settled(type: type(answer, head))
        if settled.type.subtype == "xml" || settled.type.subtype.hasSuffix("+xml"), head.contains("<!entity") {
            settled.findings.insert(.entities)
        }
        return settled
    }

    private static func type(_ answer: Magic.Answer, _ head: String) -> MediaType {
        if let root = Markup.rootElement(of: head) {
            if let type = Markup.type(of: root, head) { return type }
            if answer.type == "text/html" || answer.type == "image/svg+xml" { return answer.type }
            return head.hasPrefix("<?xml") ? "application/xml" : answer.type
        }
        if isMailbox(head) { return "application/mbox" }
        if isMail(head) { return "message/rfc822" }
        if head.contains("<script") || head.contains("<html") || head.contains("<!doctype html") { return "text/html" }
        if answer.type == .unknown { return answer.encoding == "binary" ? .unknown : "text/plain" }
        if answer.type == "text/html" { return "text/plain" }
        if answer.type == "text/csv", !isTable(head) { return "text/plain" }
        if guessedPrograms.contains(answer.type.subtype), !head.hasPrefix("#!"), !isProgram(head) {
            return "text/plain"
        }
        // Only what says so itself is a mail: libmagic goes by one word.
        if answer.type == "message/rfc822" || answer.type == "message/news" { return "text/plain" }
        return answer.type
    }

    /// What libmagic knows nothing of, and is text all the same: a few signs only, UTF-16 without a mark, an encoding of old.
    static func unknown(_ answer: Magic.Answer, _ bytes: Bytes) -> Containers.Settled? {
        guard isShortText(bytes) || isWide(bytes) || isAlmostText(bytes) else { return nil }
        return settle(Magic.Answer(type: .unknown, encoding: "unknown", description: answer.description), bytes)
    }

    /// UTF-16 without a byte order mark, of a script that is mostly Latin: every other byte is zero, the others are signs.
    private static func isWide(_ bytes: Bytes) -> Bool {
        guard bytes.count >= 4, bytes.count % 2 == 0, let part = bytes.slice(0, min(bytes.count, 65_536)) else {
            return false
        }
        for zeros in [0, 1] {
            var counts = (empty: 0, signs: 0)
            for (index, byte) in part.enumerated() {
                if index % 2 == zeros {
                    counts.empty += byte == 0 ? 1 : 0
                } else {
                    counts.signs += isSign(byte) ? 1 : 0
                }
            }
            if counts.empty * 20 >= part.count / 2 * 19, counts.signs * 100 >= part.count / 2 * 98 { return true }
        }
        return false
    }

    /// Text in an encoding of its time, with a control sign here and there.
    private static func isAlmostText(_ bytes: Bytes) -> Bool {
        guard let part = bytes.slice(0, min(bytes.count, 65_536)), part.count >= 32, !part.contains(0) else {
            return false
        }
        let letters = part.count { isSign($0) && $0 < 0x7f }
        return part.count { !isSign($0) } * 200 <= part.count && letters * 10 >= part.count * 7
    }

    private static func isSign(_ byte: UInt8) -> Bool {
        byte >= 32 && byte != 127 || (8...13).contains(byte) || byte == 27
    }

    /// The first 64 KiB as lower-case text without a byte order mark or leading space.
    private static func head(of bytes: Bytes) -> String {
        let length = min(bytes.count, 64 << 10)
        // A return before a line's end would be one sign with it. In UTF-16 every other byte of an ASCII sign is zero; without the zeros what matters here can be read.
        let text = (bytes.text(length, at: 0) ?? "").unicodeScalars.filter { $0.value != 0 && $0.value != 13 }
        let trimmed = text.drop { [0xef, 0xbb, 0xbf, 0xfe, 0xff, 0x20, 0x09, 0x0a, 0x0d].contains($0.value) }
        return String(String.UnicodeScalarView(trimmed)).lowercased()
    }

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
        let lines = head.split(separator: "\n", maxSplits: 60, omittingEmptySubsequences: false).prefix(60)
            .prefix { !$0.isEmpty && $0 != "\r" }
        // From the first line on: a field, or the rest of the one before.
        let names = lines.prefix { $0.first == " " || $0.first == "\t" || isField($0) }
            .filter { $0.first != " " && $0.first != "\t" }
            .compactMap { line in line.firstIndex(of: ":").map { String(line[..<$0]) } }
        let found = Set(names.filter(mailFields.contains))
        if found.isDisjoint(with: ["received", "message-id", "mime-version", "return-path", "delivered-to"]) {
            return found.count >= 3
        }
        return found.count >= 2
    }

    private static let mailFields: Set<String> = [
        "from", "to", "subject", "date", "received", "message-id", "mime-version", "content-type", "return-path",
        "delivered-to", "reply-to", "cc", "bcc", "sender", "in-reply-to", "references", "content-transfer-encoding",
        "x-mailer", "dkim-signature", "x-received", "authentication-results", "envelope-to", "x-original-to",
        "newsgroups",
        "x-mozilla-status", "x-mozilla-status2", "x-mozilla-keys", "x-account-key", "x-uidl", "x-apparently-to",
        "status",
        "thread-topic", "thread-index", "importance", "x-priority", "user-agent", "x-sender", "path",
    ]

    private static func isField(_ line: Substring) -> Bool {
        guard let colon = line.firstIndex(of: ":"), colon != line.startIndex else { return false }
        return line[..<colon].utf8.allSatisfy { (33...126).contains($0) }
    }

    /// A mailbox (RFC 4155): a line that says from whom and when, and behind it a mail.
    private static func isMailbox(_ head: String) -> Bool {
        guard head.hasPrefix("from "), let end = head.firstIndex(where: \.isNewline) else { return false }
        let line = head[..<end]
        let hasTime = line.split(separator: " ").contains { $0.count { $0 == ":" } == 2 }
        return hasTime && isMail(String(head[head.index(after: end)...]))
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
