/// A language as BCP 47 (RFC 5646) writes it: `st`, `en-BB`, `zh-Hans`. Well-formed, and in the usual case; whether the
/// language exists is not looked up.
public struct LanguageTag: Hashable, Sendable, CustomStringConvertible {
    /// The tag.
    public let description: String

    /// Nil for what is no tag. A language has two or three letters: no longer ones were ever registered, and a word such
    /// as `English` is a mistake.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count <= 35, let language = parts.first, (2...3).contains(language.utf8.count),
            language.utf8.allSatisfy({ Self.isLetter($0) })
        else { return nil }
        var usual = [language.lowercased()]
        var isPrivate = false
        for part in parts.dropFirst() {
            guard (1...8).contains(part.utf8.count), part.utf8.allSatisfy({ Self.isLetter($0) || Self.isDigit($0) })
            else { return nil }
            let isWord = part.utf8.allSatisfy(Self.isLetter)
            switch part.utf8.count {
            case 2 where isWord && !isPrivate: usual.append(part.uppercased())
            case 4 where isWord && !isPrivate: usual.append(part.prefix(1).uppercased() + part.dropFirst().lowercased())
            default: usual.append(part.lowercased())
            }
            isPrivate = isPrivate || part.utf8.count == 1
        }
        guard usual.last?.utf8.count != 1 else { return nil }
        description = usual.joined(separator: "-")
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
