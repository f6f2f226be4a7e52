import Crypto
public import Foundation

/// SHA-256 over bytes that arrive in pieces.
///
/// A value: a copy goes its own way, so the digest of what has come so far can be had while more is still coming.
/// swift-crypto and OpenSSL's EVP run the same SHA instructions at the same speed; swift-crypto costs less per message
/// and copies safely.
public struct StreamingDigest: Sendable {
    private var hash = SHA256()

    /// A digest over nothing yet.
    public init() {}

    /// Takes the bytes of `buffer` in; it is not kept.
    public mutating func update(_ buffer: UnsafeRawBufferPointer) {
        hash.update(bufferPointer: buffer)
    }

    /// Takes `bytes` in.
    public mutating func update(_ bytes: some ContiguousBytes) {
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    }

    /// The digest of everything taken in so far. More may follow.
    public func finish() -> Digest {
        let bytes = Array(hash.finalize())
        guard let digest = Digest(bytes: bytes) else {
            preconditionFailure("SHA-256 gave \(bytes.count) bytes")
        }
        return digest
    }
}
