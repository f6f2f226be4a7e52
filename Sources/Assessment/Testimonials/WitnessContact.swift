public import Foundation

/// How it came to be known that a contact is the witness's own.
public struct ContactConfirmation: Sendable, Equatable {
    /// By what.
    public enum Means: String, Codable, Sendable, CaseIterable {
        /// They answered by a link that went to it by mail and that the learner did not see.
        case mailedLink
        /// They typed a code that was mailed to it.
        case mailedCode
        /// Somebody of the institution called it.
        case call
    }

    /// How.
    public var by: Means
    /// The address or number.
    public var contact: String
    /// When.
    public var at: Date

    /// A confirmation.
    public init(by means: Means, contact: String, at moment: Date) {
        by = means
        self.contact = contact
        at = moment
    }
}

/// Mail addresses and telephone numbers, compared as people use them.
public enum Contact {
    /// Whether two addresses or numbers reach the same place, as far as can be told from their text: case, a part after
    /// `+` in a mail address and the dots of Gmail do not count, nor does what is between the digits of a number.
    public static func isSame(_ first: String, _ second: String) -> Bool {
        let (first, second) = (plain(first), plain(second))
        return !first.isEmpty && first == second
    }

    private static func plain(_ text: String) -> String {
        let text = text.lowercased().filter { !$0.isWhitespace }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            let digits = text.filter { $0.isASCII && $0.isNumber }
            // As many as a number has in Lesotho: with the country's code or without it.
            return digits.count >= 6 ? String(digits.suffix(8)) : text
        }
        var name = String(parts[0].prefix { $0 != "+" })
        var host = String(parts[1])
        if host == "googlemail.com" { host = "gmail.com" }
        if host == "gmail.com" { name = name.filter { $0 != "." } }
        return "\(name)@\(host)"
    }
}
