import Foundation

/// Which passwords may be chosen, by NIST SP 800-63B-4 section 3.1.1 for a password that is the only factor.
///
/// Long, and not one that an attacker tries first; nothing about capitals, digits or signs, and no expiry. Length is
/// counted in Unicode code points after normalisation, as that section asks; spaces count like anything else.
public enum PasswordRule {
    /// The fewest code points.
    public static let minimumLength = 15
    /// The most code points. The standard asks for at least 64; a bound keeps one request's work small.
    public static let maximumLength = 256

    /// Everything that speaks against `password`; empty when it may be chosen.
    ///
    /// - Parameter context: what anyone knows of this person and service: their name, their e-mail address, the
    ///   institution. A password that is made of these is refused; one that merely contains a short one is not.
    public static func judge(_ password: String, context: [String] = []) -> [PasswordFault] {
        let normalised = password.precomposedStringWithCanonicalMapping
        let length = normalised.unicodeScalars.count
        guard length <= maximumLength else { return [.tooLong(maximum: maximumLength)] }
        var faults: [PasswordFault] = []
        if length < minimumLength { faults.append(.tooShort(minimum: minimumLength)) }
        let folded = FoldedPassword(normalised)
        if folded.isPredictable { faults.append(.predictable) }
        if folded.isMade(of: CommonWords.all, parts: 2, spare: 5) { faults.append(.common) }
        let words = contextWords(in: context)
        if folded.isMade(of: words.union(CommonWords.all), needing: words, parts: 3, spare: 5) {
            faults.append(.aboutYou)
        }
        return faults
    }

    private static func contextWords(in context: [String]) -> Set<[Character]> {
        var words: Set<[Character]> = [Array("prior")]
        for text in context {
            let whole = FoldedPassword(text.precomposedStringWithCanonicalMapping).characters
            let pieces = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { FoldedPassword(String($0)) }
            for word in [whole] + pieces.map(\.characters) where word.count >= 4 { words.insert(word) }
        }
        return words
    }
}

/// One thing that speaks against a password.
public enum PasswordFault: Sendable, Hashable {
    /// Fewer code points than `minimum`.
    case tooShort(minimum: Int)
    /// More code points than `maximum`.
    case tooLong(maximum: Int)
    /// One that many people choose, or two such put together.
    case common
    /// Made of the person's own name, address or of the service's name.
    case aboutYou
    /// One sign or a short piece again and again, or a run along the alphabet or the keyboard.
    case predictable

    /// A stable name for programs.
    public var code: String {
        switch self {
        case .tooShort: "too_short"
        case .tooLong: "too_long"
        case .common: "common"
        case .aboutYou: "about_you"
        case .predictable: "predictable"
        }
    }

    /// What to do about it, for the person who chose the password.
    public var advice: String {
        switch self {
        case .tooShort(let minimum):
            "Use at least \(minimum) characters. Four or five unrelated words are easy to remember; spaces are welcome."
        case .tooLong(let maximum): "Use at most \(maximum) characters."
        case .common: "Many people use this one, so it is tried first. Choose words that do not belong together."
        case .aboutYou: "Leave out your name, your address and the name of this service."
        case .predictable: "Do not repeat a piece or follow the alphabet, the digits or the keyboard."
        }
    }
}
