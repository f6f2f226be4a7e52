import Foundation

/// A bearer secret that is shown once and kept only as its digest: a session, an invitation, a client's secret.
///
/// 256 random bits need no slow hash: nobody can try them all, so their plain SHA-256 is safe to keep and can be looked
/// up by an index. The prefix says what the secret is for, so that scanners and people recognise one that leaked.
public struct SecretToken: Sendable, Equatable {
    /// The secret itself: the prefix and 43 characters of base64url (RFC 4648 section 5, no padding).
    public let text: String
    /// What is kept in its place.
    public let digest: Digest

    private init(text: String) {
        self.text = text
        digest = Self.digest(of: text)
    }

    /// A fresh secret whose text starts with `prefix`, such as `prior_s_`.
    public static func make(prefix: String) -> SecretToken {
        var generator = SystemRandomNumberGenerator()
        return make(prefix: prefix, using: &generator)
    }

    /// A secret made from the bytes of `generator`, which tests may seed.
    public static func make(prefix: String, using generator: inout some RandomNumberGenerator) -> SecretToken {
        let random = Data(RandomBytes.next(32, using: &generator)).base64EncodedString()
        let encoded = random.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }.filter { $0 != "=" }
        return SecretToken(text: prefix + String(encoded))
    }

    /// The digest under which the secret `text` would be kept. Any text has one, whoever made it.
    public static func digest(of text: String) -> Digest {
        .of(text)
    }
}

extension SecretToken: CustomStringConvertible, CustomReflectable {
    /// Never the secret, so that no log can carry it.
    public var description: String { "SecretToken(\(digest.hex.prefix(8))…)" }
    /// Never the secret, for `dump` and interpolation of what contains it.
    public var customMirror: Mirror { Mirror(self, children: ["digest": digest]) }
}
