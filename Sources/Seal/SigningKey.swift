import Crypto
public import Foundation

/// The key by which an installation signs what leaves it: Ed25519 (RFC 8032).
public struct SigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// A fresh key.
    public init() { key = Curve25519.Signing.PrivateKey() }

    /// The key whose 32 secret bytes these are; nil for any other number of them.
    public init?(secret: some ContiguousBytes) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: secret) else { return nil }
        self.key = key
    }

    /// The 32 bytes to keep, and to show to nobody.
    public var secret: Data { key.rawRepresentation }

    /// What others hold its signatures against.
    public var verifyingKey: VerifyingKey { VerifyingKey(key: key.publicKey) }

    /// 64 bytes, which only this key can make over `message`.
    public func signature(over message: some DataProtocol) throws -> Data { try key.signature(for: message) }
}

/// The public half of a ``SigningKey``.
public struct VerifyingKey: Sendable, Hashable, CustomStringConvertible {
    /// The 32 bytes of RFC 8032.
    public let bytes: Data

    /// The key of these bytes; nil where there are not 32 of them.
    public init?(bytes: Data) {
        guard (try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)) != nil else { return nil }
        self.bytes = bytes
    }

    /// The key that was written as ``description``; nil for any other text.
    public init?(_ text: some StringProtocol) {
        guard let bytes = Data(base64Encoded: String(text)) else { return nil }
        self.init(bytes: bytes)
        guard description == text else { return nil }
    }

    fileprivate init(key: Curve25519.Signing.PublicKey) { bytes = key.rawRepresentation }

    /// Whether the signature was made over the message by the other half.
    public func holds(_ signature: Data, over message: some DataProtocol) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return false }
        return key.isValidSignature(signature, for: message)
    }

    /// In base64, 44 characters.
    public var description: String { bytes.base64EncodedString() }
}
